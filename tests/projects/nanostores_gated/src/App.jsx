import { useStore } from '@nanostores/react';
import { useEffect } from 'react';
import { Chat } from './Chat';
import { $allowed, $ui, choose } from './consent';

export function App() {
  const allowed = useStore($allowed);
  const { banner } = useStore($ui);
  useEffect(() => $ui.setKey('banner', true), []);
  return (
    <main>
      {banner && <button id="accept" onClick={() => choose('accepted')}>Accept</button>}
      {banner && <button id="reject" onClick={() => choose('rejected')}>Reject</button>}
      {allowed && <Chat />}
    </main>
  );
}
