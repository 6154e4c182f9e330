// loader: https://consent.cookiebot.com/uc.js
// Cookiebot. Follows https://www.cookiebot.com/en/developer/ and, for automatic blocking,
// https://support.cookiebot.com/hc/en-us/articles/11438730619804-How-does-auto-blocking-work
// The element with id="Cookiebot" is window.Cookiebot until the script puts its interface there.
if ((window.Cookiebot && window.Cookiebot.consent) || !/\/uc(-legacy)?\.js/.test(source)) return;
const kinds = ['preferences', 'statistics', 'marketing'];
const api = window.Cookiebot = window.CookieConsent = {
  consent: {necessary: true, preferences: false, statistics: false, marketing: false, method: null},
  consented: false, declined: false, hasResponse: false, doNotTrack: false,
};
const fire = name => {
  const own = window['CookiebotCallback_' + name];
  if (typeof own === 'function') own();
  tell('Cookiebot' + name);
};
const automatic = here.dataset.blockingmode === 'auto';
const unblock = automatic ? blockAutomatically(() => true, '[data-cookieconsent="ignore"]') : () => {};

const apply = values => {
  kinds.forEach((kind, index) => { api.consent[kind] = !!values[index]; });
  api.hasResponse = true;
  api.consented = values.some(Boolean);
  api.declined = !api.consented;
  api.consent.method = 'explicit';
};
const announce = () => {
  fire('OnConsentReady');
  fire(api.consented ? 'OnAccept' : 'OnDecline');
  window.dataLayer = window.dataLayer || [];
  for (const kind of kinds) if (api.consent[kind]) window.dataLayer.push({event: 'cookie_consent_' + kind});
  window.dataLayer.push({event: 'cookie_consent_update'});
  if (api.consent.marketing) unblock();
  api.runScripts();
  fire('OnTagsExecuted');
};
const accepted = element => element.dataset.cookieconsent.split(',').every(name => api.consent[name.trim()]);
api.runScripts = () => {
  release('script[type="text/plain"][data-cookieconsent]', accepted, ['data-src', 'src']);
  release('[data-cookieconsent]:not(script)', accepted, ['data-cookieblock-src', 'data-src']);
};
api.submitCustomConsent = (...values) => {
  apply(values);
  const told = kinds.map(kind => `${kind}:${api.consent[kind]}`).join(',');
  const value = `{stamp:'stub',necessary:true,${told},method:'explicit',ver:1,utc:1,region:'de'}`;
  keep('CookieConsent', value.replaceAll("'", '%27').replaceAll(',', '%2C'));
  announce();
};
api.getScript = (url, later, done) => {
  const script = document.createElement('script');
  script.src = url;
  script.onload = done;
  document.head.append(script);
};
api.show = api.renew = api.hide = () => {};
api.withdraw = () => api.submitCustomConsent(false, false, false);

const stored = cookie('CookieConsent');
if (stored) apply(kinds.map(kind => stored.includes(kind + ':true')));
ready(() => {
  fire('OnDialogInit');
  fire('OnLoad');
  if (api.hasResponse) return announce();
  api.runScripts();
  fire('OnDialogDisplay');
});
