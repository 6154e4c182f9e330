// loader: https://cmp.example.org/gpp/stub.js
// The platform's interface. Follows Core/CMP API Specification.md in
// https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform
// The two buttons stand for those of a platform that is not shown.
const listeners = [];
const choice = () => cookie('gpp_stub');
const optOut = () => (choice() === 'refused' ? 1 : choice() ? 2 : 0);
const section = () => ({SaleOptOut: optOut(), SharingOptOut: optOut(), TargetedAdvertisingOptOut: optOut()});
const sections = () => Object.fromEntries(['usnat', 'usca', 'usva', 'usco', 'usut', 'usct'].map(name => [name, section()]));
const ping = () => ({
  gppVersion: '1.1', cmpStatus: 'loaded', cmpDisplayStatus: choice() ? 'hidden' : 'visible', gppString: 'DBAA',
  signalStatus: choice() ? 'ready' : 'not ready', supportedAPIs: [], applicableSections: [7], parsedSections: sections(),
});
const told = (eventName, data, listenerId) => ({eventName, data, listenerId, pingData: ping()});
const commands = {
  ping: task => task(ping(), true),
  addEventListener: task => { listeners.push(task); task(told('listenerRegistered', true, listeners.length), true); },
  hasSection: (task, name) => task(name in sections(), true),
  getSection: (task, name) => task([sections()[name] || null], true),
  getField: (task, path) => task((sections()[path.split('.')[0]] || {})[path.split('.')[1]], true),
};
window.__gpp = (command, task, parameter) => commands[command] && commands[command](task, parameter);
const choose = value => {
  keep('gpp_stub', value);
  for (const task of listeners) {
    task(told('sectionChange', 'usnat'), true);
    task(told('signalStatus', 'ready'), true);
  }
};
ready(() => {
  for (const [id, value] of [['gpp-accept', 'granted'], ['gpp-refuse', 'refused']]) {
    const button = document.createElement('button');
    button.id = id;
    button.textContent = id;
    button.onclick = () => choose(value);
    document.body.append(button);
  }
});
