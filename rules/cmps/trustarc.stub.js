// loader: https://consent.trustarc.com/notice?domain=shop.example&c=teconsent&js=nj&noticeType=bb
// TrustArc. Follows https://trustarchelp.zendesk.com/hc/en-us/articles/34719133513747-Deploying-Script and the calls that
// https://github.com/trustarc/trustarc-cmp-gcm-template makes. The account's blocker names nothing.
if (/autoblock/.test(source)) return;
let choice = cookie('notice_gdpr_prefs'); // undefined, '0,1,2:' or '0:'
const given = () => choice === '0,1,2:';
const callApi = name => {
  const simple = choice ? (given() ? 3 : 1) : 0;
  const list = choice ? (given() ? [1, 2, 3] : [1]) : [0];
  return {consentDecision: name === 'getConsentDecision' ? simple : list, source: choice ? 'asserted' : 'implied'};
};
window.truste = {cma: {callApi}, eu: {bindMap: {get prefCookie() { return choice; }}}};
window.PrivacyManagerAPI = {callApi};
keep('notice_behavior', 'expressed,eu');
const button = (id, value) => {
  const made = Object.assign(document.createElement('button'), {id, textContent: id});
  made.addEventListener('click', () => {
    choice = value;
    keep('notice_gdpr_prefs', value);
    keep('notice_preferences', given() ? '2:' : '0:');
    keep('cmapi_cookie_privacy', given() ? 'permit 1,2,3' : 'permit 1 required');
  });
  document.body.append(made);
};
ready(() => {
  if (choice) return;
  button('truste-consent-button', '0,1,2:');
  button('truste-consent-required', '0:');
});
