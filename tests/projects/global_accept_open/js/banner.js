document.getElementById('accept').addEventListener('click', () => {
  localStorage.setItem('consent', 'all');
  loadChat();
});
document.getElementById('reject').addEventListener('click', () => {
  localStorage.setItem('consent', 'none');
});
if (localStorage.getItem('consent') !== 'none') loadChat();
