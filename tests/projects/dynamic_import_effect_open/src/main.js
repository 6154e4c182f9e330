{
  import('./chat.js');
}
