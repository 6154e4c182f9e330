import { loadChat } from '@acme/chat';
if (localStorage.getItem('cookie-consent') !== 'rejected') { loadChat(); }
