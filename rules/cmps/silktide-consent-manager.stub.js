// loader: https://www.example.org/consent/silktide-consent-manager.js
// Silktide Consent Manager. Follows README.md and the code of https://github.com/silktide/consent-manager (January 2025);
// the newer global takes the same callbacks under consentTypes.
let config = {};
let drawn = false;
const key = type => 'silktideCookieChoice_' + type.id;
const types = () => config.cookieTypes || config.consentTypes || [];
const run = (task, ...args) => { if (typeof task === 'function') task(...args); };
const choose = accepted => {
  localStorage.setItem('silktideCookieBanner_InitialChoice', 1);
  run(config.onBannerClose);
  for (const type of types()) {
    const on = type.required || accepted;
    localStorage.setItem(key(type), String(on));
    run(on ? type.onAccept : type.onReject);
  }
  if (accepted && config.onAcceptAll) run(config.onAcceptAll); else run(config.onRejectAll);
};
const begin = () => {
  for (const type of types()) {
    if (type.required) run(type.onAccept);
    else if (localStorage.getItem(key(type)) === 'true') run(type.onAccept);
    else if (localStorage.getItem(key(type)) === 'false') run(type.onReject);
  }
  if (drawn) return;
  drawn = true;
  if (!localStorage.getItem('silktideCookieBanner_InitialChoice')) run(config.onBannerOpen);
  for (const [name, accepted] of [['accept-all', true], ['reject-all', false]]) {
    const button = document.createElement('button');
    button.className = name;
    button.textContent = name;
    button.onclick = () => choose(accepted);
    document.body.append(button);
  }
};
const configure = settings => {
  config = {...config, ...settings};
  ready(begin);
};
const injectScript = (url, how) => {
  const script = document.createElement('script');
  script.src = url;
  if (how) script[how] = true;
  document.head.append(script);
};
window.silktideCookieBannerManager = {updateCookieBannerConfig: configure, injectScript, initCookieBanner() {}};
window.silktideConsentManager = {init: configure, update: configure, getInstance: () => null};
