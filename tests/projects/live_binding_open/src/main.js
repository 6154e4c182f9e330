import { consent, update } from './state';
import { loadChat } from './chat';

update();
if (consent) loadChat();
