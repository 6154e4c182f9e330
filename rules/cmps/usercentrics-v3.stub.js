// loader: https://web.cmp.usercentrics.eu/ui/loader.js
// Usercentrics v3. Follows https://support.usercentrics.com/hc/en-us/articles/18656524460700-Manually-blocking-services-prior-consent
// and https://support.usercentrics.com/hc/en-us/articles/17337159049244-Auto-blocking-in-detail,
// events: https://usercentrics.com/beta-docs/consent-status
if (/autoblocker/.test(source)) {
  window.__ucUnblock = blockAutomatically(() => true, '[data-uc-allowed]');
  return;
}
if (window.__ucCmp || /\/stub\.js/.test(source)) return;
let choice = localStorage.getItem('uc_stub_choice');
const names = () => mentioned('data-usercentrics');
const given = () => choice === 'accepted';
const consent = () => ({given: given(), status: given()});
const details = () => ({
  consent: {status: choice ? (given() ? 'ALL_ACCEPTED' : 'ALL_DENIED') : 'ALL_DENIED', required: !choice, type: choice ? 'EXPLICIT' : 'IMPLICIT'},
  services: Object.fromEntries(names().map(name => [name, {id: name, name, category: 'functional', essential: false, consent: consent()}])),
  categories: Object.fromEntries(['functional', 'marketing'].map(name => [name, {state: given() ? 'ALL_ACCEPTED' : 'ALL_DENIED'}])),
});
const scan = () => {
  if (given() && window.__ucUnblock) window.__ucUnblock();
  release('script[type="text/plain"][data-usercentrics]', given, ['src']);
  release('[data-usercentrics][data-src]:not(script)', given, ['data-src']);
};
const run = action => {
  scan();
  const detail = {event: 'consent_status', type: choice ? 'EXPLICIT' : 'IMPLICIT', action};
  for (const name of names()) if (!(name in detail)) detail[name] = given();
  for (const name of ['ucEvent', 'consentEvent', 'consent_status']) tell(name, detail); // free names, set in the account
};
const choose = async (value, type, action) => {
  choice = value;
  localStorage.setItem('uc_stub_choice', value);
  run(action);
  tell('UC_UI_CMP_EVENT', {source: 'FIRST_LAYER', type});
  tell('UC_CONSENT', details());
};
const api = {
  isInitialized: async () => true,
  isConsentRequired: async () => !choice,
  getConsentDetails: async () => details(),
  acceptAllConsents: () => choose('accepted', 'ACCEPT_ALL', 'onAcceptAllServices'),
  denyAllConsents: () => choose('denied', 'DENY_ALL', 'onDenyAllServices'),
  refreshScripts: async () => scan(),
  closeCmp: async () => {}, showFirstLayer: async () => {}, showSecondLayer: async () => {},
};
ready(() => {
  window.__ucCmp = api;
  window.UC_UI = { // kept for pages that came from v2
    isInitialized: () => true, isConsentRequired: () => !choice, areAllConsentsAccepted: given,
    getServicesBaseInfo: () => Object.values(details().services), acceptAllConsents: api.acceptAllConsents,
    denyAllConsents: api.denyAllConsents, closeCMP() {}, showFirstLayer() {}, showSecondLayer() {},
  };
  run('onInitialPageLoad');
  tell('UC_CMP_API_READY');
  tell('UC_UI_INITIALIZED');
  tell('UC_CONSENT', details()); // on every page load, as its older form consent_status
  if (!choice) tell('UC_UI_CMP_EVENT', {source: 'FIRST_LAYER', type: 'CMP_SHOWN'});
});
