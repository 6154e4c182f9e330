import { loadChat } from '#lib/loader';
if (localStorage.getItem('cookie-consent') === 'accepted') { loadChat(); }
