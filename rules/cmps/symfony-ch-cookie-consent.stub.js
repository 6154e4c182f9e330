// loader: https://www.example.org/bundles/chcookieconsent/js/cookie_consent.js
// Cookie Consent bundle. Follows https://github.com/ConnectHolland/cookie-consent-bundle (Resources/public/js): the form
// is sent with one of two buttons and the document is told; the server's part is a cookie here.
if (window.stubbed) return;
window.stubbed = true;
ready(() => {
  if (cookie('Cookie_Consent')) return;
  for (const [kind, value] of [['use_all_cookies', 'true'], ['use_only_functional_cookies', 'false']]) {
    const button = document.createElement('button');
    button.className = 'ch-cookie-consent__btn';
    button.name = `cookie_consent[${kind}]`;
    button.textContent = kind;
    button.addEventListener('click', () => {
      keep('Cookie_Consent', '2026-11-23');
      keep('Cookie_Category_marketing', value);
      document.dispatchEvent(new CustomEvent('cookie-consent-form-submit-successful', {detail: button}));
    });
    document.body.append(button);
  }
});
