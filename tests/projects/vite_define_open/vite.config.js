import { defineConfig } from 'vite';

export default defineConfig({
  define: {
    __CHAT_HOST__: JSON.stringify('mypurecloud.ie'),
    __CHAT_NEEDS_CONSENT__: false,
  },
});
