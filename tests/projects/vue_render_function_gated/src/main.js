import { createApp, h } from 'vue';
import App from './App.vue';

createApp({ render: () => h(App) }).mount('#app');
