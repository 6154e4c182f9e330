const banner = document.getElementById('banner');

function answer(value) {
  localStorage.setItem('harbour-chat', value);
  banner.hidden = true;
}

banner.hidden = localStorage.getItem('harbour-chat') !== null;
document.getElementById('agree').addEventListener('click', () => answer('agreed'));
document.getElementById('decline').addEventListener('click', () => answer('declined'));
document.getElementById('withdraw').addEventListener('click', () => {
  localStorage.removeItem('harbour-chat');
  location.reload();
});
