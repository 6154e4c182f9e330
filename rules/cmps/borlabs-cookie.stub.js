// loader: https://shop.example/wp-content/plugins/borlabs-cookie/assets/javascript/borlabs-cookie.min.js
// Borlabs Cookie 3. Follows https://borlabs.io/kb/ (JavaScript API) and the calls of
// https://github.com/Borlabs-Ben/Borlabs-Cookie-GTM-Variable-Template
let choice = cookie('borlabs-cookie'); // undefined, 'yes' or 'no'
const given = name => name === 'essential' || choice === 'yes';
window.BorlabsCookie = {
  Consents: {hasConsent: given, hasConsentForServiceGroup: given},
  checkCookieConsent: given, checkCookieGroupConsent: given,
};
const held = 'data-borlabs-cookie-script-blocker';
const run = () => {
  if (choice !== 'yes') return;
  for (const script of document.querySelectorAll(`script[type^="text/template"]:is([${held}-id], [${held}-handle])`)) {
    start(script, script.getAttribute(held + '-src'), script.type.endsWith('module') ? 'module' : '');
  }
  tell('borlabs-cookie-code-unblocked-after-consent');
};
const button = (name, value) => {
  const made = Object.assign(document.createElement('button'), {className: name, textContent: name});
  made.addEventListener('click', () => {
    choice = value;
    keep('borlabs-cookie', value);
    run();
    tell('borlabs-cookie-consent-saved');
    document.dispatchEvent(new CustomEvent('borlabs-cookie-consent-saved'));
  });
  document.body.append(made);
};
ready(() => {
  tell('borlabs-cookie-after-init');
  run();
  if (choice) return;
  button('brlbs-btn-accept-all', 'yes');
  button('brlbs-btn-accept-only-essential', 'no');
});
