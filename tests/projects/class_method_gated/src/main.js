import { ChatService } from './chat-service';

const chat = new ChatService();
if (localStorage.getItem('cookie-consent') === 'accepted') {
  chat.open();
}
