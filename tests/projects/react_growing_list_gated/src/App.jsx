import { useEffect, useState } from 'react';
import { Chat } from './Chat';
import { useWords } from './words';

export function App() {
  const word = useWords('consent');
  const [choice, setChoice] = useState(() => localStorage.getItem('cookie-consent'));
  const [seen, setSeen] = useState([]);
  useEffect(() => setSeen((before) => [...before, { at: before.length }]), [choice]);
  const choose = (given) => {
    localStorage.setItem('cookie-consent', given);
    setChoice(given);
  };
  return (
    <main>
      <p>{seen.length}</p>
      <button id="accept" onClick={() => choose('granted')}>{word('yes')}</button>
      <button id="reject" onClick={() => choose('denied')}>{word('no')}</button>
      {choice === 'granted' && <Chat />}
    </main>
  );
}
