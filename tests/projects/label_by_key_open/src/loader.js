export function loadChat() {
  const script = document.createElement('script');
  script.src = 'https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js';
  document.head.append(script);
}
