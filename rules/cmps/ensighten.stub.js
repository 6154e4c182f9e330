// loader: https://nexus.ensighten.com/example/prod/Bootstrap.js
// Ensighten Privacy. Follows duckduckgo/autoconsent rules/autoconsent/ensighten.json (buttons, cookies); the maker's
// documentation is closed. An account whose categories are off before a choice, and which filters nothing.
if (window.Bootstrapper && window.Bootstrapper.gateway) return;
const PREFIX = 'EXAMPLE_ENSIGHTEN_PRIVACY_';
const kinds = ['Advertising', 'Analytics', 'Functional'];
const read = name => cookie(PREFIX + name);
const api = window.Bootstrapper = window.Bootstrapper || {};
api.enablePrivacy = true;
api.privacy = api.privacy || {};
api.gateway = {
  getCookie: name => read(name) ?? (kinds.includes(name) ? '0' : undefined),
  getCookieTypes: () => kinds,
  getConsentStatus: () => Object.fromEntries(kinds.map(kind => [kind, {categoryEnabled: read(kind) === '1'}])),
  openModal() {},
};
const button = (id, value) => {
  const made = document.createElement('button');
  made.id = id;
  made.onclick = () => {
    for (const kind of kinds) keep(PREFIX + kind, value);
    keep(PREFIX + 'BANNER_VIEWED', 1);
  };
  document.body.append(made);
};
ready(() => {
  button('ensAcceptAll', 1);
  button('ensRejectAll', 0);
  if (api.privacy.onAfterInit) api.privacy.onAfterInit();
});
