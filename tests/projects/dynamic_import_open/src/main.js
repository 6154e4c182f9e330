{
  import('./chat.js').then(({ loadChat }) => loadChat());
}
