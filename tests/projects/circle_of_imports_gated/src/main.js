import { title } from './chat';
import { start } from './start';

document.title = title;
start();
