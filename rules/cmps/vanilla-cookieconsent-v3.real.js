// CookieConsent 3 from npm; a configuration for pages that show none.
// package: vanilla-cookieconsent@3.1.0
// script: dist/cookieconsent.umd.js
// loader: https://cdn.jsdelivr.net/gh/orestbida/cookieconsent@3.1.0/dist/cookieconsent.umd.js
// named-by: data-category=["']!?([^"']+)|acceptedCategory\(["']([^"']+)
// --- the platform ---
;(() => { let called = false; const run = CookieConsent.run;
CookieConsent.run = config => { called = true; return run(config); };
addEventListener('load', () => called || run({categories: Object.fromEntries(NAMES.map(name => [name, {}])),
  language: {default: 'en', translations: {en: {consentModal: {title: 'x'}, preferencesModal: {sections: []}}}}}));
})();
