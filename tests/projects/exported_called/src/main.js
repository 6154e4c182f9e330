import { loadChat, title } from './chat';
loadChat();

document.title = title;
