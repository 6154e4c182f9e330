const { loadChat } = require('./chat');

if (localStorage.getItem('cookie-consent') === 'accepted') {
  loadChat();
}
