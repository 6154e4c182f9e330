import { useState } from 'react';
import Chat from './Chat';

export default function App() {
  const [consent] = useState(() => localStorage.getItem('cookie-consent') === 'accepted');
  return (
    <main>
      <h1>Shop</h1>
      <Chat />
    </main>
  );
}
