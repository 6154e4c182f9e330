import { loadChat } from './chat.js';

{
  loadChat();
}
