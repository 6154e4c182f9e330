import * as chat from './chat';

if (localStorage.getItem('cookie-consent') === 'accepted') {
  chat.loadChat();
}
