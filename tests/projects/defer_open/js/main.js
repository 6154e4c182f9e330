{
  loadChat();
}
