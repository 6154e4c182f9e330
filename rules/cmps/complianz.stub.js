// loader: https://shop.example/wp-content/plugins/complianz-gdpr/cookiebanner/js/complianz.min.js
// Complianz for WordPress. Follows cookiebanner/js/complianz.js of https://github.com/Really-Simple-Plugins/complianz-gdpr
// with the consent type optin.
const kinds = ['functional', 'preferences', 'statistics', 'marketing'];
const get = name => cookie('cmplz_' + name) || '';
const say = (name, detail) => document.dispatchEvent(new CustomEvent(name, {detail}));
window.complianz = {consenttype: 'optin', region: 'eu'};
window.cmplz_get_cookie = get;
window.cmplz_has_consent = kind => kind === 'functional' || get(kind) === 'allow';
window.cmplz_has_service_consent = (service, kind) => window.cmplz_has_consent(kind || 'marketing');
window.cmplz_is_service_denied = () => false;
window.cmplz_get_banner_status = () => get('banner-status');
window.cmplz_accepted_categories = () => kinds.filter(window.cmplz_has_consent);
window.cmplz_highest_accepted_category = () => window.cmplz_accepted_categories().pop();
const details = category => ({category, categories: window.cmplz_accepted_categories(), region: 'eu'});
const told = new Set();
const enable = kind => {
  say('cmplz_before_category', details(kind));
  if (kind === 'functional') return;
  const own = element => (element.dataset.category || 'marketing') === kind;
  for (const script of document.querySelectorAll('script[data-category], script[data-service]')) {
    if (!own(script)) continue;
    script.remove();
    if (script.type !== 'text/plain') continue;
    const live = document.createElement('script');
    const url = script.getAttribute('data-cmplz-src');
    if (url) live.src = url; else live.text = script.text;
    if (url || script.text.trim()) document.head.append(live);
  }
  release('iframe[data-category][data-src-cmplz], img[data-category][data-src-cmplz]', own, ['data-src-cmplz']);
  if (!told.has(kind)) say('cmplz_enable_category', details(kind));
  if (!told.size) say('cmplz_run_after_all_scripts', kind);
  told.add(kind);
};
const set = (kind, value) => {
  keep('cmplz_' + kind, value);
  if (value === 'allow') enable(kind);
  say('cmplz_status_change', {category: kind, value, region: 'eu', categories: window.cmplz_accepted_categories()});
};
const choose = value => {
  for (const kind of kinds) set(kind, kind === 'functional' ? 'allow' : value);
  keep('cmplz_banner-status', 'dismissed');
  classes();
  say('cmplz_fire_categories', details());
  say('cmplz_track_status', value);
  say('cmplz_banner_status', 'dismissed');
};
const classes = () => document.body.classList.add(...window.cmplz_accepted_categories().map(kind => 'cmplz-' + kind));
window.cmplz_accept_all = () => choose('allow');
window.cmplz_deny_all = () => { choose('deny'); say('cmplz_revoke', false); };
ready(() => {
  say('cmplz_before_cookiebanner');
  say('cmplz_before_categories_consent', details());
  for (const kind of window.cmplz_accepted_categories()) enable(kind);
  say('cmplz_cookie_banner_data', window.complianz);
  classes();
  say('cmplz_fire_categories', details());
  say('cmplz_banner_status', get('banner-status') || 'show');
  say('cmplz_cookie_warning_loaded', 'eu');
});
