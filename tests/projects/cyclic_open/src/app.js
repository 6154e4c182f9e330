import { loadChat } from './chat';

export const title = 'Shop';

export function start() {
  {
    loadChat();
  }
}
