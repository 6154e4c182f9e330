if (localStorage.getItem('cookie-consent') === 'accepted') {
  import('./chat.js').then(({ loadChat }) => loadChat());
}
