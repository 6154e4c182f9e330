// loader: https://cmp.inmobi.com/choice/abcdef123456/www.example.org/choice.js?tag_version=V3
// also: iab-tcf
// InMobi CMP: the framework's interface, and the buttons of rules/autoconsent/quantcast.json in
// https://github.com/duckduckgo/autoconsent
ready(() => {
  const box = document.createElement('div');
  box.id = 'qc-cmp2-container';
  box.innerHTML = '<div class="qc-cmp2-summary-buttons"><button mode="secondary" id="disagree-btn">Disagree</button>'
    + '<button mode="primary">Agree</button></div>';
  const [refuse, accept] = box.querySelectorAll('button');
  refuse.onclick = () => window.__tcfapi.choose(false);
  accept.onclick = () => window.__tcfapi.choose(true);
  document.body.append(box);
});
