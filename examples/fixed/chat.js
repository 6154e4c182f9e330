// Only a visitor who has accepted has this entry.
if (localStorage.getItem('cookie-consent') === 'accepted') {
  const script = document.createElement('script');
  script.src = 'https://apps.mypurecloud.ie/genesys-bootstrap/genesys.min.js';
  document.head.appendChild(script);
}
