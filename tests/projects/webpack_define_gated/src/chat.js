export function loadChat() {
  const script = document.createElement('script');
  script.src = CHAT_URL;
  document.head.append(script);
}
