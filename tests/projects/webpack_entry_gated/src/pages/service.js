import { loadChat } from '../chat';

loadChat();
