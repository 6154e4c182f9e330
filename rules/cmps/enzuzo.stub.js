// loader: https://app.enzuzo.com/scripts/cookiebar/8f4d2c10-5b7a-4c36-9a0e-1d2f3b4c5d6e
// accept: [data-enzuzo-stub=accept]
// refuse: [data-enzuzo-stub=decline]
// Enzuzo. Follows https://help.enzuzo.com/en/articles/6672356-advanced-cookie-banner-configuration
// and https://help.enzuzo.com/en/articles/11083240-cookie-banner-api-javascript-configuration (no button is documented)
if (window.__enzuzo) return;
window.__enzuzo = {};
const mode = here.getAttribute('auto-blocking');
const spared = mode === 'allow' ? '[ez-cb-cat="functional"], :not([ez-cb-cat])' : '[ez-cb-cat="functional"]';
const unblock = mode ? blockAutomatically(() => true, spared + ', img, iframe') : () => {};
const kinds = ['analytics', 'marketing', 'preferences'];
const given = () => cookie('cookies-analytics') === 'true';
const consent = () => Object.fromEntries([['functional', true], ...kinds.map(kind => [kind, given()])]);
const call = name => {
  const callback = ((window.__enzuzoConfig || {}).callbacks || {})[name];
  if (callback) callback(consent());
};
const button = (name, value) => {
  const made = document.createElement('button');
  made.dataset.enzuzoStub = name;
  made.onclick = () => {
    for (const kind of kinds) keep('cookies-' + kind, value);
    keep('cookies-functional', true);
    if (value) unblock();
    call(value ? 'acceptAll' : 'decline');
  };
  document.body.append(made);
};
ready(() => {
  button('accept', true);
  button('decline', false);
  if (given()) unblock();
  call('init');
  if (!cookie('cookies-functional')) call('shown');
});
