import { useAtomValue, useSetAtom } from 'jotai';
import { allowedAtom, answeredAtom, chooseAtom } from './atoms';
import { Chat } from './Chat';

export function App() {
  const choose = useSetAtom(chooseAtom);
  const answered = useAtomValue(answeredAtom);
  const allowed = useAtomValue(allowedAtom);
  return (
    <main>
      {!answered && <button id="accept" onClick={() => choose('accepted')}>Accept</button>}
      {!answered && <button id="reject" onClick={() => choose('rejected')}>Reject</button>}
      {answered && <Chat />}
    </main>
  );
}
