import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';

const Chat = dynamic(() => import('../components/ChatWidget'), { ssr: false, loading: () => <p>Chat</p> });

export default function Home() {
  const [ready, setReady] = useState(false);
  const [allowed, setAllowed] = useState(false);
  useEffect(() => {
    setReady(true);
    setAllowed(localStorage.getItem('cookie-consent') === 'accepted');
  }, []);
  return <main>{ready && <Chat />}</main>;
}
