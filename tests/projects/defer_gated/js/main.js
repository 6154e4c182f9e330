if (localStorage.getItem('cookie-consent') === 'accepted') {
  loadChat();
}
