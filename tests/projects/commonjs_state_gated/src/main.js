const state = require('./state');
const chat = require('./chat');

state.update();
if (state.ready) chat.load();
