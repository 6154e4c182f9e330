import { ChatService } from './chat-service';

const chat = new ChatService();
{
  chat.open();
}
