import { loadChat } from '#lib/loader';
if (localStorage.getItem('cookie-consent') !== 'rejected') { loadChat(); }
