// loader: https://policy.app.cookieinformation.com/uc.js
// Cookie Information. Follows https://support.cookieinformation.com/en/articles/5444629-third-party-cookie-blocking
// and https://support.cookieinformation.com/hc/en-us/articles/360018190311-3-5-Cookie-Control-SDK-and-External-script
if (window.CookieInformation || !/uc\.js/.test(source)) return;
const kinds = ['cookie_cat_functional', 'cookie_cat_statistic', 'cookie_cat_marketing', 'cookie_cat_unclassified'];
const read = () => { try { return JSON.parse(decodeURIComponent(cookie('CookieInformationConsent') || 'null')); } catch (_) { return null; } };
const given = name => name === 'cookie_cat_necessary' || !!read() && read().consents_approved.includes(name);
const scan = () => {
  for (const element of document.querySelectorAll('[data-category-consent][data-consent-src]')) {
    if (!given(element.dataset.categoryConsent) || 'released' in element.dataset || element.getAttribute('src')) continue;
    if (element.tagName === 'SCRIPT') start(element, element.dataset.consentSrc);
    else {
      element.dataset.released = '';
      element.src = element.dataset.consentSrc;
    }
  }
};
const announce = () => {
  scan();
  tell('CookieInformationConsentGiven');
  for (const kind of kinds) if (given(kind)) (window.dataLayer = window.dataLayer || []).push({event: kind});
};
const choose = value => {
  const all = {consents_approved: ['cookie_cat_necessary', ...(value ? kinds : [])], consents_denied: value ? [] : kinds};
  keep('CookieInformationConsent', encodeURIComponent(JSON.stringify(all)));
  announce();
};
window.CookieInformation = {
  getConsentGivenFor: given,
  submitAllCategories: () => choose(true),
  declineAllCategories: () => choose(false),
  loadConsent: scan,
};
ready(() => { if (read()) announce(); else scan(); });
