import { loadChat } from './chat';

if (localStorage.getItem('cookie-consent') === process.env.ACCEPTED) {
  loadChat();
}
