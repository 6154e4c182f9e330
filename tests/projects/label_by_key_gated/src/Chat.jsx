import { useEffect } from 'react';
import { loadChat } from './loader';

export function Chat() {
  useEffect(() => loadChat(), []);
  return <div className="chat" />;
}
