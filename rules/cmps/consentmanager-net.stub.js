// loader: https://cdn.consentmanager.net/delivery/js/semiautomatic.min.js
// consentmanager. Follows https://help.consentmanager.net/books/cmp/page/how-to-block-third-party-codes-cookies-if-no-consent-is-given,
// https://help.consentmanager.net/books/cmp/page/cmp-events and https://help.consentmanager.net/books/cmp/page/javascript-api
if (window.cmpmngr) return;
window.cmpmngr = {};
const listeners = [];
const read = () => cookie('__cmpconsent1');
const given = () => read() === 'all';
const automatic = /\/js\/automatic|\/autoblocking\/|\/cookieblock/.test(source);
const unblock = automatic ? blockAutomatically(() => true, '[data-cmp-ab="1"], img') : () => {};
const scan = () => {
  if (given()) unblock();
  release('script[type="text/plain"].cmplazyload', given, ['data-cmp-src', 'src']);
  release('.cmplazyload[data-cmp-src]:not(script)', given, ['data-cmp-src']);
};
// An account's vendors and purposes are not visible in a page: everything that the page names is there once consented.
const consents = () => new Proxy({}, {get: () => given() || (read() ? false : undefined)});
const status = () => ({
  consentExists: !!read(), userChoiceExists: !!read(), gdprApplies: true, vendorConsents: consents(), purposeConsents: consents(),
});
const fire = name => { for (const [wanted, listener] of listeners) if (wanted === name) listener(name, status()); };
window.__cmp = (command, parameter, callback) => {
  if (command === 'addEventListener') listeners.push(parameter);
  if (command === 'setConsent') {
    keep('__cmpconsent1', parameter ? 'all' : 'none');
    scan();
    fire('cmpscreenoff');
    fire('consent');
    fire(parameter ? 'consentapproved' : 'consentrejected');
  }
  const answer = /^(getCMPData|consentStatus)$/.test(command) ? status() : true;
  if (typeof callback === 'function') callback(answer, true);
  return answer;
};
ready(() => {
  fire('init');
  fire('settings');
  scan();
  if (read()) fire('consent'); else fire('cmpscreen');
});
