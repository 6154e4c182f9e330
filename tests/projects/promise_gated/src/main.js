import { granted } from './consent';
import { loadChat } from './chat';

granted.then(loadChat);
