import { loadChat } from './chat';

export function start() {
  loadChat();
}
