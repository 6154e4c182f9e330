import { PRIVACY_KEY } from './constants';

if (localStorage.getItem(PRIVACY_KEY) === '1') {
  const s = document.createElement('script');
  s.src = 'https://apps.mypurecloud.ie/genesys-bootstrap/genesys.min.js';
  document.head.appendChild(s);
}
