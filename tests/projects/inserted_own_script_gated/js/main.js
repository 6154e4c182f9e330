if (localStorage.getItem('cookie-consent') === 'accepted') {
  const script = document.createElement('script');
  script.src = '/js/chat.js';
  document.head.append(script);
}
