import { Chat } from './Chat';
import { useConsent } from './useConsent';

export function App() {
  const { choice, answer } = useConsent();
  const allowed = useConsent((state) => state.allowed());
  return (
    <main>
      <button id="accept" onClick={() => answer('accepted')}>Accept</button>
      <button id="reject" onClick={() => answer('rejected')}>Reject</button>
      {choice !== 'rejected' && <Chat />}
    </main>
  );
}
