// loader: https://shop.example/lib/js/z.cookie_consent.js
// mod_cookie_consent. Follows README.md and priv/lib/js/z.cookie_consent.js of apps/zotonic_mod_cookie_consent, and the
// functions of zotonic-wired.js, in https://github.com/zotonic/zotonic
if (window.z_cookie_consented) return;
const key = 'z_cookie_consent';
window.z_cookie_consent_given = () => typeof localStorage.getItem(key) === 'string';
window.z_cookie_consent_fetch = () => z_cookie_consent_given() ? JSON.parse(localStorage.getItem(key)) : 'functional';
window.z_cookie_consented = wanted => wanted === 'functional' || z_cookie_consent_fetch() === 'all'
  || (wanted === 'stats' && z_cookie_consent_fetch() === 'stats');
const run = () => {
  const may = element => z_cookie_consented(element.dataset.cookieConsent || 'all');
  release('script[type="text/x-cookie-consent"]', may, ['src']);
  release('iframe[data-cookie-consent-src]', may, ['data-cookie-consent-src']);
  for (const box of document.querySelectorAll('.do_cookie_consent')) {
    const held = box.querySelector('[type="text/x-cookie-consented"]');
    if (!held || !may(box)) continue;
    const plain = document.createElement('textarea');
    plain.innerHTML = held.textContent;
    box.outerHTML = plain.value;
  }
};
window.z_cookie_consent_store = status => {
  localStorage.setItem(key, JSON.stringify(status));
  tell('zotonic:cookie-consent', {cookie_consent: status});
};
ready(() => { run(); window.addEventListener('zotonic:cookie-consent', run); });
