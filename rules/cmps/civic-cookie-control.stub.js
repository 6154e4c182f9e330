// loader: https://cc.cdn.civiccomputing.com/9/cookieControl-9.x.min.js
// Cookie Control 9. Follows https://www.civicuk.com/cookie-control/documentation/optional-categories
// and https://www.civicuk.com/cookie-control/documentation/cookies
if (window.CookieControl) return;
let config = {optionalCookies: []};
const read = () => JSON.parse(decodeURIComponent(cookie('CookieControl') || '') || '{}').optionalCookies;
const quiet = () => config.mode === 'ccpa';
const consent = index => {
  const one = config.optionalCookies[index];
  return one && read() ? read()[one.name] === 'accepted' : null;
};
const run = () => config.optionalCookies.forEach((one, index) => {
  const on = consent(index) ?? (quiet() || one.lawfulBasis === 'legitimate interest' || one.initialConsentState === 'on');
  if (on && one.onAccept) one.onAccept();
  if (!on && read() && one.onRevoke) one.onRevoke();
});
const choose = value => {
  const optionalCookies = Object.fromEntries(config.optionalCookies.map(one => [one.name, value]));
  keep('CookieControl', encodeURIComponent(JSON.stringify({necessaryCookies: [], optionalCookies})));
  run();
};
window.CookieControl = {
  load: given => {
    config = {optionalCookies: [], ...given};
    ready(() => {
      if (config.onLoad) config.onLoad();
      run();
    });
  },
  getCategoryConsent: consent,
  acceptAll: () => choose('accepted'),
  rejectAll: () => choose('revoked'),
  open() {}, hide() {},
};
