// loader: https://www.example.org/static/cookie_consent/cookiebar.js
// django-cookie-consent. Follows https://django-cookie-consent.readthedocs.io/en/latest/javascript.html; the server's
// part (status, saving) is a cookie here. One group, 'chat'.
if (window.showCookieBar) return;
const groups = [{varname: 'chat', name: 'Chat'}];
const released = () => release('script[type="x/cookie_consent"]', () => true, ['src']);
window.showCookieBar = async (options = {}) => {
  await 0;
  const accepted = () => options.onAccept && options.onAccept(groups);
  const declined = () => options.onDecline && options.onDecline(groups);
  const choice = cookie('cookie_consent');
  if (choice === 'chat=-1') return declined();
  if (choice) return accepted();
  bar(() => { accepted(); released(); }, declined);
  if (options.onShow) options.onShow();
};
const bar = (accept, decline) => ready(() => {
  const button = (name, value, then) => {
    const made = document.createElement('button');
    made.className = name;
    made.textContent = name;
    made.addEventListener('click', () => { keep('cookie_consent', value); then(); });
    document.body.append(made);
  };
  button('cookie-consent__accept', 'chat=2026-11-23', accept);
  button('cookie-consent__decline', 'chat=-1', decline);
});
// A page without a call of its own shows the bar all the same.
ready(() => setTimeout(() => { if (!document.querySelector('.cookie-consent__accept')) bar(released, () => {}); }, 20));
