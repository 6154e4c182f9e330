// loader: https://analytics.example.org/containers/8f4d2c10-5b7a-4c36-9a0e-1d2f3b4c5d6e.js
// Piwik PRO Consent Manager. Follows https://developers.piwik.pro/docs/overview-consent-manager-js-api
const choice = () => cookie('ppms_privacy_stub');
const status = () => (choice() ? Number(choice() === 'granted') : -1);
const consents = () => new Proxy({}, {get: () => ({status: status(), updatedAt: new Date().toISOString()})});
const commands = {
  getComplianceSettings: task => task({consents: consents()}),
  getNewComplianceTypes: task => task(choice() ? [] : ['analytics', 'custom_consent']),
  getComplianceTypes: task => task(['analytics', 'custom_consent']),
  setComplianceSettings(settings, task) {
    const given = Object.values(settings.consents).some(one => one.status === 1);
    keep('ppms_privacy_stub', given ? 'granted' : 'refused');
    if (task) task();
  },
};
// The interface answers later, never at once.
const ppms = window.ppms = window.ppms || {};
const waiting = (ppms.cm && ppms.cm.q) || [];
ppms.cm = {api: (command, ...args) => setTimeout(() => commands[command] && commands[command](...args), 0)};
for (const call of waiting) ppms.cm.api(...call);
