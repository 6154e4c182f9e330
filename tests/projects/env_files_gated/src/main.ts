import { loadChat } from './chat';

if (localStorage.getItem('cookie-consent') === 'accepted') {
  loadChat();
}
