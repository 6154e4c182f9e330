// A visitor who has not answered the banner has no entry yet, and null is not 'rejected'.
if (localStorage.getItem('cookie-consent') !== 'rejected') {
  const script = document.createElement('script');
  script.src = 'https://apps.mypurecloud.ie/genesys-bootstrap/genesys.min.js';
  document.head.appendChild(script);
}
