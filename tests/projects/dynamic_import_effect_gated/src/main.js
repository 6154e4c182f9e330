if (localStorage.getItem('cookie-consent') === 'accepted') {
  import('./chat.js');
}
