document.addEventListener('DOMContentLoaded', () => {
  document.dispatchEvent(new CustomEvent('consent:granted'));
});
