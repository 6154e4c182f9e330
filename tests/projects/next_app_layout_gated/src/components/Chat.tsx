'use client';
import Script from 'next/script';
import { choose, useConsent } from './useConsent';

export function Chat() {
  const consent = useConsent();
  return (
    <>
      <button id="accept" onClick={() => choose('accepted')}>Accept</button>
      <button id="reject" onClick={() => choose('rejected')}>Reject</button>
      {consent === 'accepted' && (
        <Script src="https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js" strategy="lazyOnload" />
      )}
    </>
  );
}
