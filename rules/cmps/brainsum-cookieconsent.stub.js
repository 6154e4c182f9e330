// loader: https://cdn.jsdelivr.net/gh/brainsum/cookieconsent@1.5.2/build/cookieconsent.min.js
// accept: #cc-accept
// refuse: #cc-refuse
// cookieconsent by Brainsum. Follows src/lib/ScriptTagFilter.js and readme.md of https://github.com/brainsum/cookieconsent
if (window.CookieConsent) return;
const key = 'brainsum-choice';
const run = () => release('script[type="text/plain"][data-consent]', () => localStorage.getItem(key) === 'granted', ['src']);
window.CookieConsent = {init: () => {}};
const button = (id, value) => {
  const made = document.createElement('button');
  made.id = id;
  made.onclick = () => { localStorage.setItem(key, value); run(); };
  document.body.append(made);
};
ready(() => { button('cc-accept', 'granted'); button('cc-refuse', 'refused'); run(); });
