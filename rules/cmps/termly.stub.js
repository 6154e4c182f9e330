// loader: https://app.termly.io/resource-blocker/8f4d2c10-5b7a-4c36-9a0e-1d2f3b4c5d6e
// Termly. Follows https://support.termly.io/en/articles/9674733-getting-consent-state-and-handling-consent-changes-with-termly
// and https://support.termly.io/en/articles/7904653-how-does-auto-blocker-work
if (window.Termly || !/resource-blocker|embed/.test(source)) return;
const kinds = ['performance', 'analytics', 'advertising', 'social_networking', 'unclassified'];
const listeners = {initialized: [], consent: []};
let choice = localStorage.getItem('TERMLY_API_CACHE');
let initialized = false;
const given = () => choice === 'granted';
const state = () => Object.fromEntries([['essential', true], ...kinds.map(kind => [kind, given()])]);
const data = () => ({consentState: state(), categories: Object.keys(state()).filter(kind => state()[kind])});
const automatic = /autoBlock=on/i.test(source) || here.dataset.autoBlock === 'on';
// The site's own map gives hosts their categories; essential is never stopped.
const mapped = url => Object.entries(window.TERMLY_CUSTOM_BLOCKING_MAP || {}).find(([host]) => new URL(url, location).hostname.endsWith(host));
const unblock = automatic ? blockAutomatically(url => (mapped(url) || [])[1] !== 'essential', '[data-categories="essential"], img') : () => {};

const scan = () => {
  if (given()) unblock();
  const may = element => element.dataset.categories.split(',').every(name => state()[name.trim()]);
  release('script[type="text/plain"][data-categories]', may, ['data-src', 'src']);
  release('[data-categories][data-src]:not(script)', may, ['data-src']);
};
const call = name => { if (typeof window[name] === 'function') window[name](data()); };
const choose = value => {
  choice = value;
  localStorage.setItem('TERMLY_API_CACHE', value);
  scan();
  for (const listener of listeners.consent) listener(data());
  call('getUpdatedWhitelistByTermly');
  call('getUpdatedCookieWhitelistByTermly');
};
window.Termly = {
  getConsentState: state,
  on: (name, listener) => {
    (listeners[name] = listeners[name] || []).push(listener);
    if (name === 'initialized' && initialized) listener(data());
  },
};
const button = (id, value) => {
  const made = document.createElement('button');
  made.dataset.tid = id;
  made.textContent = value;
  made.onclick = () => choose(value);
  document.body.append(made);
};
ready(() => {
  button('banner-accept', 'granted');
  button('banner-decline', 'refused');
  initialized = true;
  scan();
  for (const listener of listeners.initialized) listener(data());
  call('getCookieWhitelistByTermly');
});
