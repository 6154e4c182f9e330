import { loadChat } from '@chat/loader';

{
  loadChat();
}
