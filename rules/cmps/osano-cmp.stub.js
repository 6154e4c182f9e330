// loader: https://cmp.osano.com/16BZ2mT5v/8f4d2c10-5b7a-4c36-9a0e-1d2f3b4c5d6e/osano.js
// Osano. Follows https://developers.osano.com/cmp/javascript-api/developer-documentation-consent-javascript-api
// The account's rules name nothing, so nothing is stopped by itself.
const kinds = ['STORAGE', 'MARKETING', 'PERSONALIZATION', 'ANALYTICS'];
let choice = cookie('osano_consentmanager'); // undefined, 'ACCEPT' or 'DENY'
const given = () => choice === 'ACCEPT';
const consent = () => Object.fromEntries([['ESSENTIAL', 'ACCEPT'], ...kinds.map(kind => [kind, given() ? 'ACCEPT' : 'DENY']), ['OPT_OUT', 'DENY']]);
const listeners = [];
const emit = (name, value) => { for (const one of [...listeners]) if (one.name === name) one.task(value); };
const on = (name, task) => {
  listeners.push({name, task});
  if (!up) return;
  if (name === 'osano-cm-initialized' || (choice && name === 'osano-cm-consent-saved')) setTimeout(() => task(consent()), 0);
};
let up = false;
const cm = {
  getConsent: consent, storage: {getConsent: consent}, mode: 'production', addEventListener: on, on, removeEventListener() {},
  showDrawer() {}, hideDrawer() {}, showDialog() {}, hideDialog() {},
  get analytics() { return given(); }, get marketing() { return given(); }, get personalization() { return given(); },
  get optOut() { return false; },
};
const queued = (window.Osano && window.Osano.data) || [];
const call = (name, task) => on('osano-cm-' + name.slice(2).replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase(), task);
window.Osano = Object.assign((...rest) => call(...rest), {cm, data: {push: rest => call(...rest)}});
for (const rest of queued) call(...rest);
const announce = () => {
  for (const kind of kinds) emit('osano-cm-' + kind.toLowerCase(), given() ? 'ACCEPT' : 'DENY');
  emit('osano-cm-consent-saved', consent());
};
const button = (name, value) => {
  const made = Object.assign(document.createElement('button'), {className: name, textContent: name});
  made.addEventListener('click', () => {
    choice = value;
    keep('osano_consentmanager', value);
    emit('osano-cm-consent-new', consent());
    announce();
  });
  document.body.append(made);
};
ready(() => {
  up = true;
  emit('osano-cm-initialized', consent());
  if (choice) return announce();
  button('osano-cm-accept-all', 'ACCEPT');
  button('osano-cm-denyAll', 'DENY');
});
