import { STORAGE } from './constants';

document.getElementById('accept-all').addEventListener('click', () => {
  localStorage.setItem(STORAGE.consent, '1');
});
document.getElementById('reject-all').addEventListener('click', () => {
  localStorage.setItem(STORAGE.consent, '0');
});
