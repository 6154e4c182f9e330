// loader: https://www.example.org/assets/cookies_eu.js
// cookies_eu. Follows https://github.com/infinum/cookies_eu (app/assets/javascripts/cookies_eu.js): one button, which
// stores the cookie and tells the document.
if (window.cookiesEu) return;
window.cookiesEu = {init() {}};
window.Cookies = window.Cookies || {get: cookie, set: keep};
ready(() => {
  if (cookie('cookie_eu_consented') === 'true') return;
  const button = document.createElement('button');
  button.className = 'js-cookies-eu-ok';
  button.textContent = 'OK';
  button.addEventListener('click', () => {
    keep('cookie_eu_consented', 'true');
    document.dispatchEvent(new Event('cookies-eu-acknowledged'));
  });
  document.body.append(button);
});
