// loader: https://global.ketchcdn.com/web/v3/config/acme/website_smart_tag/boot.js
// Ketch. Follows https://developers.ketch.com/docs/manual-tag-orchestration-with-ketch-tag, for a region where consent
// comes first. `window.ketch` is a queue until the tag is there; `window.semaphore` holds what waits.
const listeners = [];
const codes = ['analytics', 'behavioral_advertising', 'functional', 'personalization'];
const given = () => cookie('ketch_stub') === 'granted';
const consent = () => ({
  purposes: new Proxy({}, {get: (_, name) => name === 'essential_services' || given(), ownKeys: () => codes}),
});
const waiting = [...(window.semaphore || [])];
const emit = (name, told) => {
  for (const one of [...listeners]) {
    if (one.name !== name) continue;
    if (one.once) listeners.splice(listeners.indexOf(one), 1);
    one.task(told);
  }
};
const register = (name, task, once) => {
  if (name === 'consent' && once) return task(consent());
  listeners.push({name, task, once});
  if (name === 'consent') task(consent());
};
const commands = {
  on: (name, task) => register(name, task, false),
  once: (name, task) => register(name, task, true),
  onConsent: task => register('consent', task, false),
  getConsent: task => task(consent()),
  setConsent({purposes}) {
    keep('ketch_stub', Object.values(purposes).some(Boolean) ? 'granted' : 'refused');
    emit('consent', consent());
    emit('userConsentUpdated', consent());
    emit('hideExperience', 'setConsent');
  },
};
ready(() => {
  window.ketch = (command, ...args) => commands[command] && commands[command](...args);
  for (const call of waiting) window.ketch(...call);
});
