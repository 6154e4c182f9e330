async function start() {
  if (!(localStorage.getItem('cookie-consent') === 'accepted')) return;
  const { loadChat } = await import('./chat.js');
  loadChat();
}

start();
