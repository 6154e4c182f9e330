// loader: https://cdn.cookie-script.com/s/8f4d2c105b7a4c369a0e1d2f3b4c5d6e.js
// CookieScript. Follows https://help.cookie-script.com/en/javascript-code-documentation/custom-functions
// and https://help.cookie-script.com/en/common-issues/blocking-third-party-cookies
if (window.CookieScript && window.CookieScript.instance) return;
const every = ['strict', 'performance', 'targeting', 'functionality', 'unclassified'];
const read = () => { try { return JSON.parse(decodeURIComponent(cookie('CookieScriptConsent') || '')); } catch (_) { return {}; } };
const state = () => ({action: read().action, categories: read().action === 'accept' ? every : ['strict']});
const told = new Set();
// Events go to the document and bubble to the window.
const fire = (name, detail) => document.dispatchEvent(new CustomEvent(name, {bubbles: true, detail}));
const fireCategory = name => {
  if (told.has(name)) return;
  told.add(name);
  fire('CookieScriptCategory-' + name);
  (window.dataLayer = window.dataLayer || []).push({event: 'CookieScriptCategory-' + name});
};
const scan = () => {
  const {action, categories} = state();
  const may = element => {
    const names = (element.dataset.cookiecategory || '').split(' ').filter(Boolean);
    return names.length ? names.every(name => categories.includes(name)) : action === 'accept';
  };
  release('script[type="text/plain"][data-cookiescript="accepted"]', may, ['src', 'data-src']);
  release('[data-cookiescript="accepted"][data-src]:not(script)', may, ['data-src']);
  if (action) categories.forEach(fireCategory);
};
const choose = action => {
  keep('CookieScriptConsent', JSON.stringify({action, categories: JSON.stringify(action === 'accept' ? every : [])}));
  scan();
};
const api = {
  onAcceptAll() {}, onAccept() {}, onReject() {}, onClose() {},
  currentState: state,
  acceptAllAction: () => { choose('accept'); api.onAcceptAll(); fire('CookieScriptAcceptAll'); },
  rejectAllAction: () => { choose('reject'); api.onReject(); fire('CookieScriptReject'); },
  show() {}, hide() {},
};
window.CookieScript = {instance: api};
ready(() => {
  scan();
  fire('CookieScriptLoaded');
  fire('CookieScriptCurrentState', state());
});
