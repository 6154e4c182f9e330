// loader: https://c.evidon.com/sitenotice/evidon-sitenotice-tag.js
// Crownpeak (Evidon). Follows https://community.crownpeak.com/t5/Consent-Solutions-Knowledge-Base/UCP-Javascript-API-Part-1-3/ta-p/609
// and https://community.crownpeak.com/t5/Universal-Consent-Platform-UCP/How-do-site-notices-work/ta-p/889
if (!/evidon-sitenotice-tag\.js/.test(source)) return;
const evidon = window.evidon = window.evidon || {};
if (evidon.notice) return;
const call = (name, ...args) => { if (typeof evidon[name] === 'function') evidon[name](...args); };
// With consent by category every category and vendor that a page asks for is there.
const all = () => new Proxy({all: true}, {get: () => true});
const consented = () => {
  call('priorConsentCallback', all(), all(), all());
  (window.dataLayer = window.dataLayer || []).push({event: 'evidonConsentGiven'});
};
evidon.notice = {
  consentGiven: () => {
    keep('_evidon_consent_cookie', encodeURIComponent(JSON.stringify({consent_date: '2026-11-23'})));
    consented();
  },
  declineGiven: () => call('consentDeclinedCallback'),
  withdrawConsent: () => call('consentWithdrawnCallback'),
  dropSuppressionCookie: () => keep('_evidon_suppress_notification_cookie', '1'),
};
ready(() => { if (cookie('_evidon_consent_cookie')) consented(); });
