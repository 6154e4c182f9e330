export const granted = new Promise((resolve) => {
  if (localStorage.getItem('cookie-consent') === 'accepted') resolve();
});
