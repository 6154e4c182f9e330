// loader: https://shop.example/_assets/1a2b/Js/cookieman.min.js
// cookieman. Follows Documentation/Developer/JavaScript.rst of https://github.com/dmind-gmbh/extension-cookieman
if (window.cookieman) return;
const answer = () => cookie('CookieConsent');
const has = group => !!answer() && (group === 'mandatory' || answer() === 'granted');
const waiting = [], changed = [];
const settle = () => waiting.filter(([group]) => has(group)).forEach(([group, call]) => call(group));
window.cookieman = {
  hasConsented: has,
  hasConsentedTrackingObject: () => has('any'),
  consenteds: () => !answer() ? [] : answer() === 'granted' ? ['mandatory', ...mentionedGroups()] : ['mandatory'],
  onConsented: (group, call) => { if (has(group)) call(group); waiting.push([group, call]); },
  onScriptLoaded: (object, number, call) => window.cookieman.onConsented('any', () => call(object, number)),
  onConsentChanged: call => changed.push(call),
};
const mentionedGroups = () => [...document.documentElement.innerHTML.matchAll(/['"](marketing|chat|ads|external)['"]/g)].map(found => found[1]);
const button = (name, value) => {
  const made = document.createElement('button');
  made.setAttribute(name, '');
  made.onclick = () => { keep('CookieConsent', value); settle(); changed.forEach(call => call(window.cookieman.consenteds())); };
  document.body.append(made);
};
ready(() => {
  button('data-cookieman-accept-all', 'granted');
  button('data-cookieman-accept-none', 'refused');
});
