// loader: https://cdn.iubenda.com/cs/iubenda_cs.js
// iubenda. Follows https://www.iubenda.com/en/help/1229-manual-tagging-blocking-cookies and
// https://www.iubenda.com/en/help/1205-how-to-configure-your-cookie-solution-advanced-guide. Auto-blocking knows nothing here.
if (/autoblocking|widgets/.test(source)) return;
const own = window._iub = window._iub || [];
const settings = own.csConfiguration || {};
const hooks = settings.callback || {};
let choice = cookie('_iub_cs-1'); // undefined, 'yes' or 'no'
const given = () => choice === 'yes';
const call = (name, ...rest) => { if (typeof hooks[name] === 'function') hooks[name](...rest); };
const preference = () => {
  if (!choice) return {};
  const purposes = Object.fromEntries([1, 2, 3, 4, 5].map(number => [number, number === 1 || given()]));
  return {timestamp: '2026-11-23', consent: given(), purposes};
};
own.cs = {
  get consent() { return preference(); },
  api: {isConsentGiven: given, isPreferenceExpressed: () => !!choice, getPreferences: preference, openPreferences() {}},
};
const purposes = element => (element.dataset.iubPurposes || '').split(',').map(one => one.trim()).filter(Boolean);
const may = element => given() || (purposes(element).length > 0 && purposes(element).every(one => one === '1'));
const run = () => {
  release('script[type="text/plain"]:is(._iub_cs_activate, ._iub_cs_activate-inline)', may, ['data-suppressedsrc', 'suppressedsrc', 'src']);
  release(':is(iframe, img)._iub_cs_activate', may, ['data-suppressedsrc', 'suppressedsrc']);
  call('onActivationDone');
};
const announce = first => {
  call(given() ? 'onConsentGiven' : 'onConsentRejected');
  if (first) call(given() ? 'onConsentFirstGiven' : 'onConsentFirstRejected');
  if (first) call('onPreferenceFirstExpressed', preference());
  call('onPreferenceExpressed', preference());
  call('onPreferenceExpressedOrNotNeeded', preference());
  run();
};
const button = (name, value) => {
  const made = Object.assign(document.createElement('button'), {className: name, textContent: name});
  made.addEventListener('click', () => {
    choice = value;
    keep('_iub_cs-1', value);
    announce(true);
    call('onBannerClosed');
  });
  document.body.append(made);
};
ready(() => {
  call('onReady', preference().consent);
  if (choice) {
    call('onConsentRead');
    return announce(false);
  }
  run();
  button('iubenda-cs-accept-btn', 'yes');
  button('iubenda-cs-reject-btn', 'no');
  call('onBannerShown');
});
