// loader: https://sdk.privacy-center.org/key/loader.js
// Didomi. Follows https://developers.didomi.io/cmp/web-sdk/third-parties/tags-management/no-tag-manager,
// https://developers.didomi.io/cmp/web-sdk/reference/api and .../reference/events
if (window.Didomi) return;
let choice = cookie('didomi_stub'); // undefined, 'agreed' or 'disagreed'
const status = () => (choice ? choice === 'agreed' : undefined);
const given = () => status() === true;
const words = () => mentioned('data-vendor', 'data-vendor-raw', 'data-purposes');
const listeners = [];
const watchers = [];
const emit = (event, detail) => {
  for (const one of listeners) if (one.event === event) one.listener(detail || {});
};
const list = on => words().map(word => word + ',').join('').slice(0, on ? undefined : 0);
const run = () => {
  window.didomiState = {
    didomiVendorsConsent: list(given()), didomiVendorsEnabled: list(given()), didomiPurposesConsent: list(given()),
    didomiVendorsConsentDenied: list(status() === false), didomiVendorsConsentUnknown: list(!choice),
  };
  const mark = type => ['data-vendor', 'data-vendor-raw', 'data-purposes'].map(name => `script[type="${type}"][${name}]`).join();
  release(mark('didomi/javascript'), given, ['src']);
  for (const script of document.querySelectorAll(mark('didomi/html'))) {
    if (!given()) continue;
    const box = document.createElement('div');
    box.innerHTML = script.text;
    script.replaceWith(box);
  }
  (window.dataLayer = window.dataLayer || []).push({event: 'didomi-consent', ...window.didomiState});
};
const choose = (value, event) => {
  choice = value;
  keep('didomi_stub', value);
  run();
  emit(event);
  emit('consent.changed', {context: {}});
  for (const watcher of watchers) watcher();
};
const flags = () => Object.fromEntries(words().map(word => [word, {id: word, enabled: given()}]));
const enabled = () => ({enabled: given() ? words() : [], disabled: status() === false ? words() : []});
const observable = (read, tests = [], once = false) => ({
  filter: test => observable(read, [...tests, test], once),
  first: () => observable(read, tests, true),
  distinctUntilChanged: () => observable(read, tests, once),
  subscribe(task) {
    let done = false;
    const look = () => {
      if (done || !tests.every(test => test(read()))) return;
      done = once;
      task(read());
    };
    watchers.push(look);
    look();
    return {unsubscribe() { done = true; }};
  },
});
const api = {
  getUserConsentStatusForVendor: status, getUserConsentStatusForPurpose: status, getUserConsentStatus: status,
  getUserStatus: () => ({vendors: {consent: enabled(), global: enabled()}, purposes: {consent: enabled(), global: enabled()}}),
  getCurrentUserStatus: () => ({vendors: flags(), purposes: flags()}),
  isConsentRequired: () => true, isRegulationApplied: () => true, isReady: () => true,
  isUserConsentStatusPartial: () => !choice, shouldConsentBeCollected: () => !choice,
  notice: {isVisible: () => !choice, show() {}, hide() {}}, preferences: {show() {}, hide() {}, isVisible: () => false},
  on: (event, listener) => listeners.push({event, listener}),
  addVendorStatusListener(id, task) { observable(() => ({enabled: given()})).subscribe(task); },
  getObservableOnUserConsentStatusForVendor: () => observable(status),
  setUserAgreeToAll: () => choose('agreed', 'notice.clickagree'),
  setUserDisagreeToAll: () => choose('disagreed', 'notice.clickdisagree'),
};
ready(() => {
  window.Didomi = api;
  listeners.push(...(window.didomiEventListeners || []));
  window.didomiEventListeners = {push: one => listeners.push(one)};
  run();
  const waiting = window.didomiOnReady || [];
  window.didomiOnReady = {push: task => task(api)};
  for (const task of waiting) task(api);
  emit('ready');
  if (!choice) emit('notice.shown');
});
