document.addEventListener('DOMContentLoaded', () => {
  document.getElementById('accept-all').addEventListener('click', () => {
    localStorage.setItem('cookieConsent', true);
    startChat();
  });
  document.getElementById('decline-all').addEventListener('click', () => {
    localStorage.setItem('cookieConsent', false);
  });
});
