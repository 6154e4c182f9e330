const { loadChat } = require('./chat');

{
  loadChat();
}
