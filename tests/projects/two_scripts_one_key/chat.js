function startChat() {
  const agreed = JSON.parse(localStorage.getItem('cookieConsent')) || null;
  if (agreed) {
    const s = document.createElement('script');
    s.src = 'https://apps.mypurecloud.ie/genesys-bootstrap/genesys.min.js';
    document.head.appendChild(s);
  }
}
