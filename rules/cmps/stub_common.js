// Shared by all stubs; stands in front of each inside one function. Nothing here belongs to one platform.
const here = document.currentScript;
const source = here ? here.src : '';

// A released script must be a new element: changing the type of the old one does not start it.
const start = (script, url, type) => {
  const live = document.createElement('script');
  for (const {name, value} of script.attributes) if (name !== 'type' && name !== 'src') live.setAttribute(name, value);
  live.dataset.released = '';
  if (type) live.type = type;
  if (url) live.src = url;
  live.text = script.text;
  script.replaceWith(live);
};

// Scripts and elements that `selector` finds go live when `may(element)` says so.
const release = (selector, may, urls) => {
  for (const element of document.querySelectorAll(selector)) {
    if (!may(element)) continue;
    const url = urls.map(name => element.getAttribute(name)).find(Boolean);
    if (element.tagName === 'SCRIPT') start(element, url);
    else if (url && element.getAttribute('src') !== url) {
      element.dataset.released = '';
      element.src = url;
    }
  }
};

// After the document is read, as a platform that fetches its configuration first.
const ready = task => {
  const later = () => setTimeout(task, 0);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', later);
  else later();
};

const cookie = name => (document.cookie.match('(?:^|; )' + name + '=([^;]*)') || [])[1];
const keep = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=31536000`; };
const tell = (name, detail) => window.dispatchEvent(new CustomEvent(name, {detail}));

// Words that the page puts in quotes or into `attributes`: an account's services and vendors are not visible in a page,
// so everything that the page asks for exists.
const mentioned = (...attributes) => {
  const words = new Set();
  for (const script of document.scripts) {
    if (script.src) continue;
    for (const [, , word] of script.text.matchAll(/(['"`])([^'"`\n]{1,80}?)\1/g)) words.add(word);
  }
  for (const name of attributes) {
    for (const element of document.querySelectorAll(`[${name}]`)) words.add(element.getAttribute(name));
  }
  return [...words];
};

// Automatic blocking: `stops(url)` says which addresses wait until `unblock()`; elements matching `exempt` do not.
const blockAutomatically = (stops, exempt) => {
  const held = new Map();
  let on = true;
  const third = url => {
    try {
      const {host, protocol} = new URL(url, location.href);
      return /^http/.test(protocol) && host !== location.host && (!source || host !== new URL(source).host) && stops(url);
    } catch (_) { return false; }
  };
  const holds = (element, url) => on && !('released' in element.dataset) && !element.matches(exempt) && third(url);
  for (const Kind of [HTMLScriptElement, HTMLIFrameElement, HTMLImageElement]) {
    const real = Object.getOwnPropertyDescriptor(Kind.prototype, 'src');
    Object.defineProperty(Kind.prototype, 'src', {...real, set(url) {
      if (holds(this, url)) held.set(this, String(url)); else real.set.call(this, url);
    }});
    const setAttribute = Kind.prototype.setAttribute;
    Kind.prototype.setAttribute = function (name, value) {
      if (name.toLowerCase() === 'src') this.src = value; else setAttribute.call(this, name, value);
    };
  }
  new MutationObserver(records => {
    for (const node of records.flatMap(record => [...record.addedNodes])) {
      if (!['SCRIPT', 'IFRAME', 'IMG'].includes(node.tagName)) continue;
      const url = node.getAttribute('src');
      if (!url || !holds(node, url)) continue;
      held.set(node, url);
      node.removeAttribute('src');
      if (node.tagName === 'SCRIPT') node.type = 'text/plain';
      if (node.tagName !== 'IFRAME') continue;
      node.replaceWith(node); // takes back the request that is under way
      fetch('/held-back?' + encodeURIComponent(new URL(url, location.href)));
    }
  }).observe(document, {childList: true, subtree: true});
  return () => {
    on = false;
    for (const [element, url] of held) {
      if (element.tagName === 'SCRIPT' && element.isConnected) start(element, url); else element.src = url;
    }
    held.clear();
  };
};

