import { loadChat } from './app/chat';

if (localStorage.getItem('cookie-consent') !== 'rejected') {
  loadChat();
}
