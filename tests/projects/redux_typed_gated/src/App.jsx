import { Chat } from './Chat';
import { agreedTo, answersSlice, Purpose, useAppDispatch, useAppSelector } from './store';

export function App() {
  const dispatch = useAppDispatch();
  const chat = useAppSelector((state) => agreedTo(state, Purpose.SUPPORT));
  const answer = (support) =>
    dispatch(answersSlice.actions.answered({ [Purpose.TERMS]: true, [Purpose.SUPPORT]: support }));
  return (
    <main>
      <button id="accept" onClick={() => answer(true)}>Accept</button>
      <button id="reject" onClick={() => answer(false)}>Reject</button>
      {chat && <Chat />}
    </main>
  );
}
