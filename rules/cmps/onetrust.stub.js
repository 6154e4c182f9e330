// loader: https://cdn.cookielaw.org/scripttemplates/otSDKStub.js
// OneTrust. Follows https://developer.onetrust.com/onetrust/docs/javascript-events-guide, "Client-side cookie management"
// (my.onetrust.com, UUID-518074a1-a6da-81c3-be52-bae7685d9c94) and "Auto-blocking" (UUID-c5122557-2070-65cb-2612-f2752c0cc4aa).
if (/OtAutoBlock/i.test(source)) {
  window.__otUnblock = blockAutomatically(() => true, '[data-ot-ignore]');
  return;
}
if (window.OneTrust) return;
const mark = /(?:^|\s)optanon-category-([\w-]+)/;
const groupsOf = element => ((element.className.match && element.className.match(mark)) || [, ''])[1].split('-').filter(Boolean);
const held = () => [...document.querySelectorAll('[class*="optanon-category-"]')].flatMap(groupsOf);
const numeric = () => held().some(group => /^\d/.test(group));
const always = () => (numeric() ? ['1'] : ['C0001']);
const all = () => {
  const usual = numeric() ? ['1', '2', '3', '4'] : ['C0001', 'C0002', 'C0003', 'C0004', 'C0005'];
  const own = mentioned().filter(word => /^(STACK|IABV2_|C)\d+$/.test(word));
  return [...new Set([...usual, ...held(), ...own])];
};
let active = [];
let listeners = [];
const closed = () => !!cookie('OptanonAlertBoxClosed');

const set = groups => {
  active = groups;
  window.OnetrustActiveGroups = window.OptanonActiveGroups = ',' + groups.join(',') + ',';
};
const announce = () => {
  window.dataLayer = window.dataLayer || [];
  window.dataLayer.push({event: 'OneTrustGroupsUpdated', OnetrustActiveGroups: window.OnetrustActiveGroups});
  if (active.some(group => !always().includes(group)) && window.__otUnblock) window.__otUnblock();
  const may = element => groupsOf(element).every(group => active.includes(group));
  release('script[type="text/plain"][class*="optanon-category-"]', may, ['src', 'data-src']);
  release('[class*="optanon-category-"]:not(script)', may, ['data-src']);
  if (typeof window.OptanonWrapper === 'function') window.OptanonWrapper();
  tell('OneTrustGroupsUpdated', [...active]);
  tell('consent.onetrust', [...active]);
};
const choose = groups => {
  set(groups);
  keep('OptanonConsent', encodeURIComponent('groups=' + all().map(id => `${id}:${+groups.includes(id)}`).join(',')));
  keep('OptanonAlertBoxClosed', '2025-01-01T00:00:00.000Z');
  tell('OTConsentApplied', [...groups]);
  for (const listener of listeners) listener({detail: [...groups]});
  announce();
};
const place = selector => document.getElementById(selector) || document.querySelector(selector || 'head') || document.body;
const api = {
  AllowAll: () => choose(all()),
  RejectAll: () => choose(always()),
  Close: () => {}, ToggleInfoDisplay: () => {}, LoadBanner: () => {},
  IsAlertBoxClosed: closed,
  OnConsentChanged: task => { listeners.push(task); },
  InsertScript(url, selector, done, options, group) {
    if (group && !active.includes(String(group))) return;
    const script = document.createElement('script');
    script.src = url;
    if (done) script.onload = done;
    place(selector).append(script);
  },
  InsertHtml(html, selector, done, options, group) {
    if (group && !active.includes(String(group))) return;
    place(selector).insertAdjacentHTML('beforeend', html);
    if (done) done();
  },
};

ready(() => {
  window.OneTrust = window.Optanon = api;
  const stored = decodeURIComponent(cookie('OptanonConsent') || '');
  set(closed() ? all().filter(id => stored.includes(id + ':1')) : always());
  announce();
  tell('OneTrustPCLoaded');
});
