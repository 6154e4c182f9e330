// loader: https://app.usercentrics.eu/browser-ui/latest/loader.js
// Usercentrics v2. Follows https://docs.usercentrics.com/cmp_browser_sdk/ and https://usercentrics.com/docs/web/implementation/ui/
if (/uc-block/.test(source)) { // Smart Data Protector: a fixed list of services, known by their addresses
  const listed = /youtube|vimeo|google-analytics|googletagmanager|google\.com\/maps|facebook|hotjar|linkedin/;
  window.__ucUnblock = blockAutomatically(url => listed.test(url), '[data-uc-allowed]');
  window.uc = {deactivateBlocking() {}, blockOnly() {}, blockElements() {}, reloadOnOptIn() {}, reloadOnOptOut() {}};
  return;
}
if (window.UC_UI) return;
let choice = localStorage.getItem('uc_stub_choice');
const names = () => mentioned('data-usercentrics');
const given = () => choice === 'accepted';
const service = name => ({id: name, name, categorySlug: 'functional', isEssential: false, consent: {status: given()}});
const run = action => {
  if (given() && window.__ucUnblock) window.__ucUnblock();
  release('script[type="text/plain"][data-usercentrics]', given, ['src', 'data-src']);
  release('[data-usercentrics][data-src]:not(script)', given, ['data-src']);
  const detail = {event: 'consent_status', type: choice ? 'explicit' : 'implicit', action};
  for (const name of names()) if (!(name in detail)) detail[name] = given();
  for (const name of ['ucEvent', 'consentEvent', 'consent_status']) tell(name, detail); // free names, set in the account
  (window.dataLayer = window.dataLayer || []).push(detail);
};
const choose = (value, type, action) => {
  choice = value;
  localStorage.setItem('uc_stub_choice', value);
  localStorage.setItem('uc_user_interaction', 'true');
  localStorage.setItem('uc_settings', JSON.stringify({services: names().map(name => ({id: name, status: given()}))}));
  run(action);
  tell('UC_UI_CMP_EVENT', {source: 'FIRST_LAYER', type});
  return Promise.resolve();
};
const api = {
  isInitialized: () => true,
  isConsentRequired: () => !choice,
  areAllConsentsAccepted: given,
  getServicesBaseInfo: () => names().map(service),
  getServicesFullInfo: () => Promise.resolve(names().map(service)),
  acceptAllConsents: () => choose('accepted', 'ACCEPT_ALL', 'onAcceptAllServices'),
  denyAllConsents: () => choose('denied', 'DENY_ALL', 'onDenyAllServices'),
  closeCMP() {}, showFirstLayer() {}, showSecondLayer() {}, restartCMP() {}, acceptService() {},
};
ready(() => {
  window.UC_UI = api;
  run('onInitialPageLoad');
  tell('UC_UI_INITIALIZED');
  if (choice) return;
  tell('UC_UI_VIEW_CHANGED', {previousView: 'NONE', view: 'FIRST_LAYER'});
  tell('UC_UI_CMP_EVENT', {source: 'FIRST_LAYER', type: 'CMP_SHOWN'});
});
