import { loadChat } from './chat.js';

if (localStorage.getItem('cookie-consent') === 'accepted') {
  loadChat();
}
