import { startChat } from './services';

{
  startChat();
}
