// loader: https://cdn.cookiehub.eu/c2/8f4d2c10.js
// CookieHub. Follows https://support.cookiehub.com/article/46-cookies-used-by-cookiehub (what is stored)
// and https://docs.cookiehub.com/compliance/by-region-or-platform/eu-and-global-consent-laws
if (window.cookiehub) return;
const kinds = ['preferences', 'analytics', 'marketing', 'uncategorized'];
let options = {};
const read = () => { try { return JSON.parse(atob(cookie('cookiehub') || '')); } catch (_) { return {answered: false}; } };
const given = name => name === 'necessary' || !!read().allAllowed;
const scan = () => {
  const may = element => given(element.dataset.consent);
  release('script[type="text/plain"][data-consent]', may, ['data-src', 'src']);
  release('[data-consent][data-src]:not(script)', may, ['data-src']);
};
const call = (name, ...args) => { if (options[name]) options[name].apply(api, args); };
const choose = allAllowed => {
  const before = read();
  keep('cookiehub', btoa(JSON.stringify({answered: true, allAllowed, categories: []})));
  scan();
  call('onStatusChange', read(), before);
  for (const kind of kinds) call(allAllowed ? 'onAllow' : 'onRevoke', kind);
};
const api = {
  load: given => {
    options = given || {};
    ready(() => {
      for (const [name, value] of [['ch2-allow-all-btn', true], ['ch2-deny-all-btn', false]]) {
        const made = document.createElement('button');
        made.className = name;
        made.onclick = () => choose(value);
        document.body.append(made);
      }
      scan();
      if (read().answered) call('onInitialise', read());
    });
  },
  hasConsented: given,
  hasAnswered: () => read().answered,
  openSettings() {}, openDialog() {},
};
window.cookiehub = api;
