// loader: https://cdn-cookieyes.com/client_data/8f4d2c105b7a4c36/script.js
// CookieYes. Follows https://www.cookieyes.com/documentation/implement-prior-consent-using-cookieyes/ and
// lite/frontend/js/script.js of https://github.com/WordPressBugBounty/plugins-cookie-law-info
// The scan of the account knows nothing; only elements with data-cookieyes are stopped.
const kinds = ['functional', 'analytics', 'performance', 'advertisement', 'other'];
let choice = (cookie('cookieyes-consent') || '').includes('action:yes') ? cookie('cookieyes-consent').includes('consent:yes') : undefined;
const bare = element => (element.dataset.cookieyes || '').replace('cookieyes-', '');
const unblock = choice === true ? () => {} : blockAutomatically(() => true, ':not([data-cookieyes]), [data-cookieyes$="necessary"]');
const given = kind => kind === 'necessary' || choice === true;
const list = on => ['necessary', ...kinds].filter(kind => given(kind) === on);
const state = () => Object.fromEntries(['necessary', ...kinds].map(kind => [kind, given(kind)]));
window.getCkyConsent = () => ({activeLaw: 'gdpr', categories: state(), isUserActionCompleted: choice !== undefined, consentID: 'stub'});
window.revisitCkyConsent = () => {};
const note = () => {
  const told = ['necessary', ...kinds].map(kind => `${kind}:${given(kind) ? 'yes' : 'no'}`).join(',');
  const answer = choice === undefined ? '' : choice ? 'yes' : 'no';
  keep('cookieyes-consent', `consentid:stub,consent:${answer},action:${choice === undefined ? '' : 'yes'},${told}`);
};
window.cookieyes = {_ckyGetFromStore: kind => (given(kind) ? 'yes' : 'no')};
const say = (name, detail) => document.dispatchEvent(new CustomEvent(name, {detail}));
const run = () => {
  if (choice === true) {
    unblock();
    release('script[type="text/plain"][data-cookieyes][src]', element => given(bare(element)), ['src']);
  }
  say('cookieyes_consent_update', {accepted: list(true), rejected: list(false)});
};
window.performBannerAction = action => {
  choice = action === 'accept_all';
  note();
  run();
};
ready(() => {
  note();
  say('cookieyes_banner_load', window.getCkyConsent());
  run();
});
