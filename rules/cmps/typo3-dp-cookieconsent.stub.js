// loader: https://shop.example/_assets/1a2b/JavaScript/dp_cookieconsent.js
// dp_cookieconsent. Follows Resources/Private/Assets/src/js/main.js of https://github.com/DirkPersky/typo3-dp_cookieconsent
if (window.DPCookieConsent) return;
window.DPCookieConsent = {};
const fire = name => document.dispatchEvent(new Event(name));
const answer = () => cookie('dp_cookieconsent_status');
const run = () => {
  const may = element => answer() === 'granted' && ['statistics', 'marketing'].includes(element.dataset.cookieconsent);
  const scripts = 'script[type="text/plain"][data-cookieconsent]';
  const held = [...document.querySelectorAll(scripts)].filter(may);
  release(scripts, may, ['data-src', 'src']);
  for (const _ of held) fire('dp--cookie-fire');
  release('iframe[data-cookieconsent][data-src]', may, ['data-src']);
};
const button = (name, value, event) => {
  const made = document.createElement('button');
  made.className = name;
  made.onclick = () => { keep('dp_cookieconsent_status', value); fire(event); run(); };
  document.body.append(made);
};
ready(() => {
  button('cc-allow-all', 'granted', 'dp--cookie-accept');
  button('cc-deny', 'refused', 'dp--cookie-deny');
  fire('dp--cookie-init');
  if (answer()) { run(); fire('dp--cookie-accept-init'); }
});
