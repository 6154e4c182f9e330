import { loadChat } from './lib/chat';

loadChat();
