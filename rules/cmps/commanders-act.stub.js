// loader: https://cdn.trustcommander.net/privacy/1234/privacy_v2_1.js
// Commanders Act. Follows https://community.commandersact.com/consent-management/onsite-api/consent.get, .../consent.onready,
// .../consent.update, and for markup features/consent-management/setup-guides/websites-hardcoded.md in TagCommander/PlatformX
const choice = () => cookie('TC_PRIVACY');
const given = () => choice() === 'granted';
const one = () => (choice() ? {status: given() ? 'on' : 'off'} : undefined);
const consent = () => ({consent: {
  status: given() ? 'all-on' : choice() ? 'all-off' : 'unset', categories: new Proxy({}, {get: one}), vendors: new Proxy({}, {get: one}),
}});
const readyTasks = [];
const updateTasks = [];
const commands = {
  'consent.get': task => task(consent()),
  'consent.onReady': task => (choice() ? task(consent()) : readyTasks.push(task)),
  'consent.onUpdate': task => updateTasks.push(task),
  on: (event, task) => { if (event === 'consent-updated') updateTasks.push(task); },
  once: (event, task) => { if (event === 'consent-updated') updateTasks.push(task); },
  'consent.update'({consent: wanted}) {
    keep('TC_PRIVACY', wanted.status === 'all-on' ? 'granted' : 'refused');
    for (const task of [...readyTasks.splice(0), ...updateTasks]) task(consent());
    scan();
  },
};
const scan = () => {
  release('script[type="text/tc_privacy"][data-category]', given, ['src']);
  release('script[type="text/tc_privacy"]:not([data-category])', () => true, ['src']);
};
ready(() => {
  const waiting = window.caReady || [];
  window.cact = (command, ...args) => commands[command] && commands[command](...args);
  for (const call of waiting) window.cact(...call);
  scan();
});
