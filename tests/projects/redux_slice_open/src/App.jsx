import { useEffect } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { Chat } from './Chat';
import { accepted, refused, selectAsked, selectChat, shown } from './consentSlice';

export function App() {
  const dispatch = useDispatch();
  const chat = useSelector(selectChat);
  const asked = useSelector(selectAsked);
  useEffect(() => {
    dispatch(shown());
  }, []);
  return (
    <main>
      {asked && <button id="accept" onClick={() => dispatch(accepted())}>Accept</button>}
      {asked && <button id="reject" onClick={() => dispatch(refused())}>Reject</button>}
      {asked && <Chat />}
    </main>
  );
}
