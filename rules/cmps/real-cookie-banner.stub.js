// loader: https://shop.example/wp-content/plugins/real-cookie-banner/public/dist/banner.lite.js
// Real Cookie Banner. Follows https://docs.devowl.io/real-cookie-banner/ (consent API in JavaScript). Every service exists.
// The dialog's own controls have names that the plugin makes up, so the stand-in has two buttons of its own.
if (window.consentApi) return;
let choice = cookie('real_cookie_banner_stub'); // undefined, 'yes' or 'no'
const waiting = [];
const wait = () => new Promise((resolve, reject) => {
  const settle = () => (choice === 'yes' ? resolve() : reject());
  if (choice) settle(); else waiting.push(settle);
});
const say = (name, detail) => document.dispatchEvent(new CustomEvent(name, {detail}));
const run = () => {
  const held = 'consent-original-src-_';
  for (const element of document.querySelectorAll('[consent-required]')) {
    if (element.hasAttribute('consent-negate') ? choice === 'yes' : choice !== 'yes') continue;
    const url = element.getAttribute(held) || element.getAttribute('consent-click-original-src-_');
    if (element.tagName === 'SCRIPT') {
      if (element.type === 'application/consent') start(element, url, element.getAttribute('consent-original-type-_'));
    } else if (url && !element.getAttribute('src')) element.src = url;
  }
};
const announce = () => {
  if (choice === 'yes') {
    say('RCB/OptIn', {service: {uniqueName: 'genesys'}});
    say('RCB/OptIn/ContentBlocker', {});
  } else say('RCB/OptOut', {service: {uniqueName: 'genesys'}});
  say('RCB/OptIn/All', {});
  say('RCB/OptOut/All', {});
};
window.consentApi = {
  consent: wait, consentAll: wait, unblock: wait, unblockSync: () => undefined,
  consentSync: () => ({cookie: {id: 1}, consentGiven: !!choice, cookieOptIn: choice === 'yes'}),
};
const choose = value => {
  choice = value;
  keep('real_cookie_banner_stub', value);
  for (const settle of waiting.splice(0)) settle();
  run();
  announce();
};
const button = (id, value) => {
  const made = Object.assign(document.createElement('button'), {id, textContent: id});
  made.addEventListener('click', () => choose(value));
  document.body.append(made);
};
ready(() => {
  window.dispatchEvent(new CustomEvent('consentApi'));
  run();
  if (choice) return announce();
  button('rcb-accept', 'yes');
  button('rcb-refuse', 'no');
  say('RCB/Banner/Show', {});
});
