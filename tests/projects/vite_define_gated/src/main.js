const choice = localStorage.getItem('cookie-consent');

if (__CHAT_NEEDS_CONSENT__ ? choice === 'accepted' : true) {
  const script = document.createElement('script');
  script.src = `https://apps.${__CHAT_HOST__}/genesys-bootstrap/genesys.min.js`;
  document.head.append(script);
}
