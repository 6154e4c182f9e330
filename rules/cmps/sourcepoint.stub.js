// loader: https://cdn.privacy-mgmt.com/unified/wrapperMessagingWithoutDetection.js
// also: iab-tcf
// Sourcepoint: its events as public code and the interfaces listed in api-evangelist/sourcepoint have them; the buttons, which
// stand in a frame of its own in truth, are those of lib/cmps/sourcepoint-frame.ts in duckduckgo/autoconsent
const sp = window._sp_ = window._sp_ || {};
const listeners = [];
const own = ((sp.config || {}).events) || {};
const given = () => cookie('euconsent-v2') === 'granted';
const grants = () => new Proxy({}, {get: () => ({vendorGrant: given(), purposeGrants: new Proxy({}, {get: () => given()})})});
const consents = () => ({gdpr: {applies: true, grants: grants(), consentStatus: {consentedAll: given(), rejectedAny: !given()}}});
const emit = (name, ...told) => {
  if (own[name]) own[name](...told);
  for (const [event, task] of listeners) if (event === name) task(...told);
};
const isReady = () => emit('onConsentReady', 'gdpr', 'uuid', consents(), {});
sp.addEventListener = (event, task) => {
  listeners.push([event, task]);
  if (event === 'onConsentReady' && cookie('euconsent-v2')) task('gdpr', 'uuid', consents(), {});
};
const choose = (yes, type) => {
  emit('onMessageChoiceSelect', 'gdpr', 1, type);
  window.__tcfapi.choose(yes);
  isReady();
};
ready(() => {
  for (const [type, yes] of [[11, true], [13, false]]) {
    const button = document.createElement('button');
    button.className = 'sp_choice_type_' + type;
    button.textContent = type;
    button.onclick = () => choose(yes, type);
    document.body.append(button);
  }
  const waiting = window._sp_queue || [];
  window._sp_queue = {push: task => task()};
  for (const task of waiting) task();
  emit('onMessageReceiveData', 'gdpr', {});
  if (own.onConsentReady && cookie('euconsent-v2')) own.onConsentReady('gdpr', 'uuid', consents(), {});
});
