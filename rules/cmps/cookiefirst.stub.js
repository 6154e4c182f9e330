// loader: https://consent.cookiefirst.com/sites/example.org-8f4d2c10-5b7a-4c36-9a0e-1d2f3b4c5d6e/consent.js
// CookieFirst. Follows https://support.cookiefirst.com/hc/en-us/articles/360011568738-Cookie-Banner-Public-API-documentation
if (window.CookieFirst) return;
const kinds = ['performance', 'functional', 'advertising'];
const read = () => { try { return JSON.parse(decodeURIComponent(cookie('cookiefirst-consent') || 'null')); } catch (_) { return null; } };
const api = {consent: read()};
const scan = () => {
  const may = element => !!(api.consent || {necessary: true})[element.dataset.cookiefirstCategory];
  release('script[type="text/plain"][data-cookiefirst-category]', may, ['src', 'data-src']);
  release('[data-cookiefirst-category][data-src]:not(script)', may, ['data-src']);
};
const choose = value => {
  api.consent = Object.fromEntries([['necessary', true], ...kinds.map(kind => [kind, value])]);
  keep('cookiefirst-consent', encodeURIComponent(JSON.stringify(api.consent)));
  scan();
  tell('cf_consent', api.consent);
};
Object.defineProperty(api, 'hasConsented', {get: () => api.consent !== null});
api.acceptAllCategories = () => choose(true);
api.declineAllCategories = () => choose(false);
api.openPanel = api.closePanel = () => {};
ready(() => {
  window.CookieFirst = api;
  scan();
  tell('cf_init');
});
