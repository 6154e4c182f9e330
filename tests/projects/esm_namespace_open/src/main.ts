import * as chat from './chat';

{
  chat.loadChat();
}
