import start from './chat';

if (localStorage.getItem('cookie-consent') === 'accepted') {
  start();
}
