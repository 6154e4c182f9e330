// loader: https://transcend-cdn.com/cm/8f4d2c10-5b7a-4c36-9a0e-1d2f3b4c5d6e/airgap.js
// Transcend's airgap.js, in a regime that asks first. Follows src/core.ts of @transcend-io/airgap.js-types (npm)
// The two buttons stand for those of its own dialog.
if (window.airgap && window.airgap.getConsent) return;
const waiting = (window.airgap && window.airgap.readyQueue) || [];
const blocks = here && !here.async && !here.defer && !/\/cm-test\//.test(source) && /airgap\.js/.test(source);
const unblock = blocks ? blockAutomatically(() => true, '[data-airgap-none]') : () => {};
const choice = () => cookie('airgap_stub');
const given = () => choice() === 'granted';
const kinds = ['Functional', 'Analytics', 'Advertising', 'SaleOfInfo', 'Unknown'];
const consent = () => ({
  confirmed: !!choice(), purposes: Object.fromEntries([['Essential', true], ...kinds.map(kind => [kind, given()])]),
});
const target = new EventTarget();
const api = {
  getConsent: consent, isConsented: given, isOptedIn: given, isOptedOut: () => choice() === 'refused',
  ready: task => setTimeout(() => task(api), 0),
  addEventListener: (...args) => target.addEventListener(...args),
  isAllowed: async () => given(),
};
window.airgap = api;
if (given()) unblock();
for (const task of waiting) api.ready(task);
const choose = value => {
  keep('airgap_stub', value);
  if (given()) unblock();
  target.dispatchEvent(new CustomEvent('consent-change', {detail: {consent: consent()}}));
};
ready(() => {
  for (const [id, value] of [['airgap-accept', 'granted'], ['airgap-refuse', 'refused']]) {
    const button = document.createElement('button');
    button.id = id;
    button.textContent = id;
    button.onclick = () => choose(value);
    document.body.append(button);
  }
  target.dispatchEvent(new CustomEvent('consent-resolution', {detail: {consent: consent()}}));
});
