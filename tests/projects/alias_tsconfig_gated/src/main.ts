import { loadChat } from '@chat/loader';

if (localStorage.getItem('cookie-consent') === 'accepted') {
  loadChat();
}
