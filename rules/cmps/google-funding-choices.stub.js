// loader: https://fundingchoicesmessages.google.com/i/pub-1234567890123456?ers=1
// also: iab-tcf
// Privacy & messaging: the callbacks as public code uses them; the buttons are those of
// rules/autoconsent/fundingchoices.json in https://github.com/duckduckgo/autoconsent
window.googlefc = window.googlefc || {};
const waiting = window.googlefc.callbackQueue || [];
const answered = [];
const take = entry => {
  for (const [name, task] of Object.entries(entry)) {
    const later = name === 'CONSENT_DATA_READY';
    if (later && !cookie('euconsent-v2')) answered.push(task); else task();
  }
};
const choose = yes => {
  window.__tcfapi.choose(yes);
  for (const task of answered.splice(0)) task();
};
ready(() => {
  for (const [name, yes] of [['fc-cta-consent', true], ['fc-cta-do-not-consent', false]]) {
    const button = document.createElement('button');
    button.className = name;
    button.textContent = name;
    button.onclick = () => choose(yes);
    document.body.append(button);
  }
  window.googlefc.callbackQueue = {push: take};
  for (const entry of waiting) take(entry);
});
