// loader: https://cloud.ccm19.de/app.js?apiKey=a1b2c3&domain=d4e5f6
// CCM19. Follows https://docs-en.ccm19.com/api/javascript-apis/ and https://docs-en.ccm19.com/frontend/frontend-einbindung/
if (window.CCM) return;
const groups = () => [...new Set([...mentioned('data-ccm-loader-group'), 'Genesys'])];
const answer = () => cookie('ccm19_stub');
window.CCM = {
  get consent() { return !!answer(); },
  get fullConsentGiven() { return answer() === 'all'; },
  get ucid() { return answer() ? 'u1' : null; },
  get acceptedEmbeddings() { return answer() === 'all' ? groups().map((name, id) => ({id: String(id), name})) : []; },
  get acceptedCookies() { return []; },
};
const run = () => {
  if (CCM.fullConsentGiven) release('script[type="text/x-ccm-loader"]', () => true, ['data-ccm-loader-src', 'src']);
  for (const {id, name} of CCM.acceptedEmbeddings) tell('ccm19EmbeddingAccepted', {code: id, name, purpose: 'chat', mandatory: false});
};
const button = (id, value) => {
  const made = document.createElement('button');
  made.id = id;
  made.onclick = () => { keep('ccm19_stub', value); run(); tell('ccm19WidgetClosed', null); };
  document.body.append(made);
};
ready(() => {
  button('ccm19-stub-accept', 'all');
  button('ccm19-stub-refuse', 'none');
  tell('ccm19WidgetLoaded', null);
  run();
});
