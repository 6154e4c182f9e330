import Chat from './Chat';
import { useConsentStore } from './store';

export default function App() {
  const { accepted, accept, reject } = useConsentStore();
  return (
    <main>
      <button id="accept" onClick={accept}>Accept</button>
      <button id="reject" onClick={reject}>Reject</button>
      {accepted && <Chat />}
    </main>
  );
}
