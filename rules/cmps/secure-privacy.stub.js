// loader: https://app.secureprivacy.ai/script/8f4d2c105b7a4c369a0e1d2f.js
// accept: [data-sp-stub=accept]
// refuse: [data-sp-stub=reject]
// Secure Privacy. Follows https://support.secureprivacy.ai/support/solutions/articles/80000978840-how-does-automatic-blocking-work-
// and https://docs.secureprivacy.ai/guides/tv/tizen-tv-sdk/04-multi-banner-support/ (no button is documented); blocking is off.
if (window.sp) return;
const stored = () => localStorage.getItem('sp_consent');
const given = () => stored() === JSON.stringify([{ConsentGiven: true}]);
const announce = () => {
  if (!given()) return;
  for (const word of mentioned()) if (/^sp_unblock_/.test(word)) tell(word);
};
const button = (name, value) => {
  const made = document.createElement('button');
  made.dataset.spStub = name;
  made.onclick = () => {
    localStorage.setItem('sp_consent', JSON.stringify([{ConsentGiven: value}]));
    tell('sp_cookie_banner_click', name);
    tell('sp_cookie_banner_save', name);
    announce();
  };
  document.body.append(made);
};
ready(() => {
  button('accept', true);
  button('reject', false);
  window.sp = {
    checkConsent: given,
    get allGivenConsents() { return stored() ? JSON.parse(stored()) : undefined; },
  };
  tell('sp_init');
  announce();
});
