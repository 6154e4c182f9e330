import { title } from './chat';

document.title = title;
