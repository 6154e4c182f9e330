import start from './chat';

{
  start();
}
