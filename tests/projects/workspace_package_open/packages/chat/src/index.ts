export function loadChat() {
  const s = document.createElement('script');
  s.src = 'https://apps.mypurecloud.ie/genesys-bootstrap/genesys.min.js';
  document.head.append(s);
}
