// loader: https://www.example.org/modules/contrib/eu_cookie_compliance/js/eu_cookie_compliance.min.js
// EU Cookie Compliance for Drupal, method opt_in. Follows README.md of https://www.drupal.org/project/eu_cookie_compliance
// (events, and what the response holds) and the status values of its cookie: none, 0, 1 or 2.
const Drupal = window.Drupal = window.Drupal || {};
const handlers = {};
const queue = (Drupal.eu_cookie_compliance && Drupal.eu_cookie_compliance.queue) || [];
const status = () => (cookie('cookie-agreed') === undefined ? null : Number(cookie('cookie-agreed')));
const agreed = () => status() === 1 || status() === 2;
const categories = () => (agreed() ? mentioned() : []);
const emit = name => (handlers[name] || []).forEach(task => task({currentStatus: status(), currentCategories: categories()}));
const loadScripts = () => {
  if (agreed() && typeof window.euCookieComplianceLoadScripts === 'function') window.euCookieComplianceLoadScripts();
};
const api = Drupal.eu_cookie_compliance = (name, task) => { (handlers[name] = handlers[name] || []).push(task); };
Object.assign(api, {
  hasAgreed: agreed, hasAgreedWithCategory: agreed, getCurrentStatus: status, getAcceptedCategories: categories,
  cookiesEnabled: () => true,
  setStatus(value) {
    keep('cookie-agreed', value);
    emit('postStatusSave');
    emit('postPreferencesSave');
    if (window.jQuery) {
      window.jQuery(document).trigger('eu_cookie_compliance.changeStatus', [status()]);
      window.jQuery(document).trigger('eu_cookie_compliance.changePreferences', [categories()]);
    }
    loadScripts();
  },
});
for (const call of queue) api(...call);
ready(() => {
  for (const name of ['preStatusLoad', 'prePreferencesLoad', 'postStatusLoad', 'postPreferencesLoad']) emit(name);
  loadScripts();
});
