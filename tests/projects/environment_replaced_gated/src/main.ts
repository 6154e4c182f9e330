import { loadChat } from './app/chat';

if (localStorage.getItem('cookie-consent') === 'accepted') {
  loadChat();
}
