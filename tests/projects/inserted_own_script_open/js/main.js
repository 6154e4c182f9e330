{
  const script = document.createElement('script');
  script.src = '/js/chat.js';
  document.head.append(script);
}
