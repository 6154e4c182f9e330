document.getElementById('accept').addEventListener('click', () => {
  document.dispatchEvent(new CustomEvent('consent:granted'));
});
