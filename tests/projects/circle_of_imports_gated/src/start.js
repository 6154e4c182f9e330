import { loadChat } from './chat';

export function start() {
  if (localStorage.getItem('cookie-consent') === 'accepted') loadChat();
}
