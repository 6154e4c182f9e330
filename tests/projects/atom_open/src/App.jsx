import { useAtom } from 'jotai';
import Chat from './Chat';
import { consentAtom } from './atoms';
export default function App() {
  const [accepted, setAccepted] = useAtom(consentAtom);
  return <main><button id="accept" onClick={() => setAccepted(true)}>Accept</button>{accepted && <Chat />}</main>;
}
