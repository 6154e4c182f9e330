async function start() {
  if (!window) return;
  const { loadChat } = await import('./chat.js');
  loadChat();
}

start();
