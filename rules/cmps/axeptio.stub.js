// loader: https://static.axept.io/sdk.js
// Axeptio. Follows https://developers.axeptio.eu/v/english/cookies/axeptio-javascript-sdk
// and https://developers.axeptio.eu/site-integration/registering-user-choices
if (window.axeptioSDK || !/sdk/.test(source)) return;
const listeners = {};
const names = () => mentioned('data-requires-vendor-consent').filter(name => /^[\w.-]+$/.test(name));
const stored = () => cookie('axeptio_authorized_vendors');
const answered = () => stored() !== undefined;
const given = name => answered() && stored().length > 2 && name !== '$$completed';
// An account's vendors are not visible in a page: whatever the page asks for is one.
const choices = () => new Proxy({}, {
  get: (_, name) => (name === '$$completed' ? answered() : answered() ? given(name) : undefined),
});
const fire = name => { for (const listener of listeners[name] || []) listener(choices()); };
const choose = all => {
  keep('axeptio_authorized_vendors', all ? `,${names().join(',')},vendor,` : ',,');
  fire('consent:saved');
  fire('cookies:complete');
};
const button = (id, all) => {
  const made = document.createElement('button');
  made.id = id;
  made.onclick = () => choose(all);
  document.body.append(made);
};
let up = false;
const sdk = {
  on: (name, listener) => {
    (listeners[name] = listeners[name] || []).push(listener);
    if (up && name === 'ready') listener(sdk);
    if (up && name === 'cookies:complete' && answered()) listener(choices()); // told again to whoever comes late
  },
  hasAcceptedVendor: given,
  userPreferencesManager: {get choices() { return choices(); }},
  requestConsent() {}, openCookies() {},
};
ready(() => {
  button('axeptio_btn_acceptAll', true);
  button('axeptio_btn_dismiss', false);
  window.axeptioSDK = sdk;
  const waiting = window._axcb || [];
  window._axcb = {push: callback => callback(sdk)};
  for (const callback of waiting) callback(sdk);
  up = true;
  fire('ready');
  if (answered()) fire('cookies:complete');
});
