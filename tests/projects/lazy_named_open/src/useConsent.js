import { useState, useEffect } from 'react';
export function useConsent() {
  const [accepted, setAccepted] = useState(false);
  useEffect(() => {
    setAccepted(localStorage.getItem('cookie-consent') === 'accepted');
  }, []);
  return { accepted };
}
