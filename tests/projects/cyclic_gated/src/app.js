import { loadChat } from './chat';

export const title = 'Shop';

export function start() {
  if (localStorage.getItem('cookie-consent') === 'accepted') {
    loadChat();
  }
}
