import { loadChat } from '@/lib/chat';

if (localStorage.getItem('cookie-consent') === 'accepted') {
  loadChat();
}
