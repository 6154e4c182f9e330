import { startChat } from './services';

if (localStorage.getItem('cookie-consent') === 'accepted') {
  startChat();
}
