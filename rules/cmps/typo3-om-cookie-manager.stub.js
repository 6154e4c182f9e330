// loader: https://shop.example/_assets/1a2b/Js/om_cookie_main.js
// OM Cookie Manager. Follows Resources/Public/Js/om_cookie_main.js of https://github.com/Xippo/OM-Cookie-Manager
if (window.omStub) return;
window.omStub = true;
const panel = document.createElement('div');
panel.dataset.omcookiePanel = '';
const fire = name => panel.dispatchEvent(new CustomEvent(name, {bubbles: true}));
const button = (name, value) => {
  const made = document.createElement('button');
  made.dataset.omcookiePanelSave = name;
  made.onclick = () => { keep('omCookieConsent', value); ['cookieconsentsave', 'cookieconsentscriptsloaded'].forEach(fire); };
  panel.append(made);
};
ready(() => {
  document.body.append(panel);
  button('all', 'group-1.1,group-2.1,group-3.1,dismiss');
  button('min', 'group-1.1,group-2.0,group-3.0,dismiss');
  if (cookie('omCookieConsent')) fire('cookieconsentscriptsloaded');
});
