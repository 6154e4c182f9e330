import { hasConsent } from './consent';
import { loadChat } from './chat';

if (hasConsent()) loadChat();
