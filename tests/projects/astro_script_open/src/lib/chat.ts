export function load(): void {
  const s = document.createElement('script');
  s.src = 'https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js';
  document.head.append(s);
}
