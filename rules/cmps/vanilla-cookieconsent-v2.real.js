// CookieConsent 2 from npm; a configuration for pages that show none.
// package: vanilla-cookieconsent-v2@npm:vanilla-cookieconsent@2.9.2
// script: dist/cookieconsent.js
// loader: https://cdn.jsdelivr.net/gh/orestbida/cookieconsent@v2.9.2/dist/cookieconsent.js
// named-by: data-cookiecategory=["']([^"']+)|allowedCategory\(["']([^"']+)
// --- the platform ---
// The variable that holds v2 is free; `cc` is the name which its documentation and the pack's calls use.
;(() => { const init = window.initCookieConsent;
window.initCookieConsent = (...given) => window.cc = init(...given);
const blocks = NAMES.map(name => ({title: name, toggle: {value: name, enabled: false, readonly: false}}));
addEventListener('load', () => window.cc || (window.cc = init()).run({current_lang: 'en', page_scripts: true,
  languages: {en: {consent_modal: {title: 'x', primary_btn: {text: 'x', role: 'accept_all'}},
  settings_modal: {title: 'x', blocks}}}})); })();
