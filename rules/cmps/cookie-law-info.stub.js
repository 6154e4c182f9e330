// loader: https://shop.example/wp-content/plugins/cookie-law-info/legacy/public/js/cookie-law-info-public.js
// CookieLawInfo. Follows legacy/public/js/cookie-law-info-public.js of https://github.com/WordPressBugBounty/plugins-cookie-law-info
if (window.CLI) return;
const slugs = ['functional', 'performance', 'analytics', 'advertisement', 'others', 'non-necessary'];
const answer = () => cookie('viewed_cookie_policy') || null;
window.CLI_Cookie = {read: name => cookie(name) || null, exists: name => cookie(name) !== undefined, set: keep};
window.CLI = {allowedCategories: ['necessary']};
const run = () => {
  CLI.allowedCategories = ['necessary', ...slugs.filter(slug => cookie('cookielawinfo-checkbox-' + slug) === 'yes')];
  const may = element => answer() === 'yes' && CLI.allowedCategories.includes(element.dataset.cliScriptType);
  release('script[type="text/plain"][data-cli-class="cli-blocker-script"]', may, ['src']);
  if (answer() === 'yes' && typeof CookieLawInfo_Accept_Callback === 'function') CookieLawInfo_Accept_Callback();
};
const choose = value => {
  for (const slug of slugs) keep('cookielawinfo-checkbox-' + slug, value);
  keep('viewed_cookie_policy', value);
  run();
};
const button = (id, value) => {
  const made = document.createElement('button');
  made.id = id;
  made.onclick = () => choose(value);
  document.body.append(made);
};
ready(() => {
  keep('cookielawinfo-checkbox-necessary', 'yes');
  button('cookie_action_close_header', 'yes');
  button('cookie_action_close_header_reject', 'no');
  run();
});
