// loader: https://cmp.example.org/tcf/stub.js
// The framework's interface. Follows "IAB Tech Lab - CMP API v2" in
// https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework
// A platform's own buttons call `__tcfapi.choose`; the two here stand for those of a platform that is not shown.
if (window.__tcfapi && window.__tcfapi.choose) return;
const listeners = new Map();
const waiting = (window.__tcfapi && window.__tcfapi.a) || [];
const given = () => cookie('euconsent-v2') === 'granted';
const flags = () => ({consents: new Proxy({}, {get: () => given()}), legitimateInterests: {}});
const data = (eventStatus, listenerId) => ({
  tcString: 'C' + (cookie('euconsent-v2') || ''), tcfPolicyVersion: 5, cmpId: 1, cmpVersion: 1, gdprApplies: true,
  cmpStatus: 'loaded', eventStatus, listenerId, purpose: flags(), vendor: flags(), specialFeatureOptins: {},
});
const now = () => (cookie('euconsent-v2') ? 'tcloaded' : 'cmpuishown');
const commands = {
  ping: task => task({gdprApplies: true, cmpLoaded: true, cmpStatus: 'loaded', displayStatus: 'hidden'}),
  getTCData: task => task(data(now()), true),
  addEventListener(task) {
    const id = listeners.size + 1;
    listeners.set(id, task);
    task(data(now(), id), true);
  },
  removeEventListener: (task, id) => { task(listeners.delete(id)); },
};
const api = window.__tcfapi = (command, version, task, more) => commands[command] && commands[command](task, more);
api.choose = yes => {
  keep('euconsent-v2', yes ? 'granted' : 'refused');
  for (const [id, task] of [...listeners]) task(data('useractioncomplete', id), true);
};
for (const call of waiting) api(...call);
ready(() => {
  for (const [id, yes] of [['tcf-accept', true], ['tcf-refuse', false]]) {
    const button = document.createElement('button');
    button.id = id;
    button.textContent = id;
    button.onclick = () => api.choose(yes);
    document.body.append(button);
  }
});
