import { onConsent } from './consent';
import { loadChat } from './chat';

onConsent(loadChat);
