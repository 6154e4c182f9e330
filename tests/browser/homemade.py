"""Random pages with a home-made banner, each put together from a store, a gate, a loader, a wiring and controls.

Nothing here says what a page is worth: the browser does. Right and wrong gates are drawn alike, and names are plain,
telling or misleading. The same seed gives the same page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

URL = "https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"
KEYS = ("cookie-consent", "cc_choice", "prefs", "s1", "shop:privacy", "allowChat", "cb")
WORDS = (("yes", "no"), ("granted", "denied"), ("1", "0"), ("true", "false"), ("all", "none"), ("accepted", "rejected"),
         ("A", "B"), ("full", "minimal"))  # fmt: skip
HELPERS = ("hasConsent", "mayLoad", "isReady", "check1", "consentMissing", "shouldAsk", "allowed", "test")


@dataclass(frozen=True, slots=True)
class Store:
    """How a choice is kept. value: an expression; yes and no: statements; words: the two values as JavaScript, or ()."""

    setup: str
    yes: str
    no: str
    value: str
    words: tuple[str, ...] = ()
    choose: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """seed, text of the page, and the idioms that it was made of."""

    seed: int
    text: str
    idioms: tuple[str, ...]

    @property
    def loads_once(self) -> bool:
        """Who has seen the embed before choosing is not sent it again by the choice."""
        return not {"once", "class", "present", "import", "target"}.isdisjoint(self.idioms)


def page(seed: int) -> Page:
    """The page of a seed; `#yes`, `#no` and `#open` are its controls."""
    draw = Random(seed)
    store_name, store = _store(draw)
    loader_name, setup = draw.choice(list(LOADERS.items()))
    gate_name, gate = draw.choice(list(GATES.items()))
    test, verdict = _test(draw, store)
    wiring_name, wiring = draw.choice(list(WIRINGS.items()))
    body, after_yes, after_no = wiring
    check = gate.replace("TEST", test).replace("VALUE", store.value).replace("YES", (store.words or ("true",))[0])
    check = check.replace("NAME", draw.choice(HELPERS))
    control_name, control = draw.choice(list(CONTROLS.items()))
    yes, no = f"{store.yes} {after_yes}", f"{store.no} {after_no}"
    lines = [
        setup,
        store.setup,
        f"function gate() {{\n{check}\n}}" if "gate()" in body + yes + no else check.replace("return;", ""),
    ]
    script = "\n".join([*lines, body, control.replace("ON_YES", yes).replace("ON_NO", no)])
    script = re.sub(r"\bURL\b", f"'{URL}'", script)
    form = draw.choice(("plain", "late", "iife")) if "globals" not in control_name else "plain"
    wrapped = {"plain": script, "iife": f"(function () {{\n'use strict';\n{script}\n}})();",
               "late": f"document.addEventListener('DOMContentLoaded', () => {{\n{script}\n}});"}[form]  # fmt: skip
    attributes = INLINE if "globals" in control_name else ("", "")
    text = MARKUP.format(script=wrapped, yes=attributes[0], no=attributes[1])
    return Page(seed, text, (store_name, gate_name, verdict, loader_name, wiring_name, control_name, form))


MARKUP = """<!doctype html>
<html><head><title>Shop</title></head><body>
<div id="banner"><p>We use cookies.</p>
<button id="yes" data-choice="yes"{yes}>Accept all</button> <button id="no" data-choice="no"{no}>Reject</button></div>
<button id="open">Start the chat</button>
<script>
{script}
</script>
</body></html>
"""
INLINE = (' onclick="acceptAll()"', ' onclick="rejectAll()"')

# --- stores ----------------------------------------------------------------------------------------------------------


def _store(draw: Random) -> tuple[str, Store]:
    name = draw.choice(
        ("web", "web property", "cookie", "json", "categories", "variable", "state", "class", "closure", "expiring")
    )
    key, (yes, no) = draw.choice(KEYS), draw.choice(WORDS)
    web = draw.choice(("localStorage", "sessionStorage"))
    make = {"web": _web, "web property": _property, "cookie": _cookie, "json": _json, "categories": _categories,
            "variable": _variable, "state": _state, "class": _class, "closure": _closure, "expiring": _expiring}[name]  # fmt: skip
    return name, make(draw, key, yes, no, web)


def _web(draw: Random, key: str, yes: str, no: str, web: str) -> Store:
    if draw.random() < 0.5:
        return Store("", f"{web}.setItem('{key}', '{yes}');", f"{web}.setItem('{key}', '{no}');", f"{web}.getItem('{key}')",
                     (f"'{yes}'", f"'{no}'"))  # fmt: skip
    setup = f"const KEY = '{key}', ON = '{yes}', OFF = '{no}';\nconst save = v => {web}.setItem(KEY, v);"
    return Store(setup, "save(ON);", "save(OFF);", f"{web}.getItem(KEY)", ("ON", "OFF"))


def _property(draw: Random, key: str, yes: str, no: str, web: str) -> Store:
    place = f"{web}['{key}']" if not key.isalnum() else f"{web}.{key}"
    return Store("", f"{place} = '{yes}';", f"{place} = '{no}';", place, (f"'{yes}'", f"'{no}'"))


def _cookie(draw: Random, key: str, yes: str, no: str, web: str) -> Store:
    key = key.replace(":", "_")
    reader = draw.choice(list(COOKIE_READERS.values()))
    setup = (
        reader + "\nfunction put(name, value) { document.cookie = name + '=' + value + '; path=/; max-age=31536000'; }"
    )
    write = draw.choice(("put('{k}', '{v}');", "document.cookie = '{k}={v}; path=/; max-age=31536000';",
                         "document.cookie = `{k}=${{encodeURIComponent('{v}')}};path=/;SameSite=Lax`;"))  # fmt: skip
    return Store(
        setup, write.format(k=key, v=yes), write.format(k=key, v=no), f"take('{key}')", (f"'{yes}'", f"'{no}'")
    )


COOKIE_READERS = {
    "split find": """function take(name) {
  const row = document.cookie.split('; ').find(r => r.startsWith(name + '='));
  return row ? decodeURIComponent(row.split('=')[1]) : null;
}""",
    "regex": """function take(name) {
  const m = document.cookie.match(new RegExp('(?:^|; )' + name + '=([^;]*)'));
  return m ? decodeURIComponent(m[1]) : undefined;
}""",
    "for": """function take(name) {
  var prefix = name + '=';
  var parts = document.cookie.split(';');
  for (var i = 0; i < parts.length; i++) {
    var c = parts[i];
    while (c.charAt(0) === ' ') c = c.substring(1);
    if (c.indexOf(prefix) === 0) return c.substring(prefix.length, c.length);
  }
  return '';
}""",
    "reduce": """const take = name => document.cookie.split('; ').reduce((all, c) => {
  const [k, v] = c.split('=');
  all[k] = v;
  return all;
}, {})[name];""",
    "entries": """const take = name => Object.fromEntries(document.cookie.split('; ').map(c => c.split('=')))[name];""",
    "pop": """function take(name) {
  const parts = `; ${document.cookie}`.split(`; ${name}=`);
  if (parts.length === 2) return parts.pop().split(';').shift();
}""",
    "params": """const take = name => new URLSearchParams(document.cookie.replace(/; /g, '&')).get(name);""",
    "jar": """function jar() {
  const all = {};
  for (const part of document.cookie.split(';')) {
    const [k, ...rest] = part.trim().split('=');
    all[k] = rest.join('=');
  }
  return all;
}
const take = name => jar()[name] ?? null;""",
}


def _json(draw: Random, key: str, yes: str, no: str, web: str) -> Store:
    field = draw.choice(("chat", "marketing", "c"))
    extra = draw.choice(("", ", version: 2", ", ts: Date.now()", ", necessary: true"))
    write = f"{web}.setItem('{key}', JSON.stringify({{ {field}: %s{extra} }}));"
    read = draw.choice((
        f"JSON.parse({web}.getItem('{key}') || '{{}}').{field}",
        f"JSON.parse({web}.getItem('{key}'))?.{field}",
        f"(JSON.parse({web}.getItem('{key}')) ?? {{ {field}: null }}).{field}",
        f"readPrefs().{field}",
    ))  # fmt: skip
    body = draw.choice((
        f"try {{ return JSON.parse({web}.getItem('{key}')) || {{}}; }} catch (e) {{ return {{}}; }}",
        f"const raw = {web}.getItem('{key}');\n  return raw ? JSON.parse(raw) : {{ {field}: undefined }};",
        f"return {{ {field}: null, ...JSON.parse({web}.getItem('{key}') || 'null') }};",
        f"const {{ {field} = null }} = JSON.parse({web}.getItem('{key}') || '{{}}');\n  return {{ {field} }};",
    ))  # fmt: skip
    setup = f"function readPrefs() {{\n  {body}\n}}" if "readPrefs" in read else ""
    return Store(setup, write % "true", write % "false", read)


def _categories(draw: Random, key: str, yes: str, no: str, web: str) -> Store:
    setup = draw.choice((
        f"const groups = () => JSON.parse({web}.getItem('{key}') || '[]');",
        f"function groups() {{ return ({web}.getItem('{key}') || '').replace(/[^a-z,]/g, '').split(','); }}",
        f"const groups = () => [...new Set(JSON.parse({web}.getItem('{key}') ?? '[]'))];",
    ))  # fmt: skip
    write = f"{web}.setItem('{key}', JSON.stringify(%s));"
    read = draw.choice(("groups().includes('chat')", "groups().indexOf('chat') > -1", "new Set(groups()).has('chat')",
                        "groups().some(g => g === 'chat')"))  # fmt: skip
    return Store(setup, write % "['necessary', 'chat']", write % "['necessary']", read)


def _variable(draw: Random, key: str, yes: str, no: str, web: str) -> Store:
    name = draw.choice(("consentGiven", "flag", "answer", "ok1"))
    start = draw.choice(("", " = null", " = undefined"))
    return Store(f"let {name}{start};", f"{name} = true;", f"{name} = false;", name)


def _state(draw: Random, key: str, yes: str, no: str, web: str) -> Store:
    setup = f"const state = {{ choice: {web}.getItem('{key}'), open: true }};\nfunction setChoice(c) {{ state.choice = c; {web}.setItem('{key}', c); }}"
    return Store(setup, f"setChoice('{yes}');", f"setChoice('{no}');", "state.choice", (f"'{yes}'", f"'{no}'"))


def _class(draw: Random, key: str, yes: str, no: str, web: str) -> Store:
    setup = f"""class Prefs {{
  constructor(key) {{ this.key = key; this.held = {web}.getItem(key); }}
  get answer() {{ return this.held; }}
  save(v) {{ this.held = v; {web}.setItem(this.key, v); return this; }}
  accept() {{ return this.save('{yes}'); }}
}}
const prefs = new Prefs('{key}');"""
    return Store(
        setup,
        "prefs.accept();",
        f"prefs.save('{no}');",
        draw.choice(("prefs.answer", "prefs.held")),
        (f"'{yes}'", f"'{no}'"),
    )


def _closure(draw: Random, key: str, yes: str, no: str, web: str) -> Store:
    setup = f"""const choice = (function () {{
  let held = {web}.getItem('{key}') || null;
  return {{ get: () => held, set(next) {{ held = next; {web}.setItem('{key}', next); }} }};
}})();"""
    return Store(setup, f"choice.set('{yes}');", f"choice.set('{no}');", "choice.get()", (f"'{yes}'", f"'{no}'"))


def _expiring(draw: Random, key: str, yes: str, no: str, web: str) -> Store:
    setup = f"""const VERSION = 3, YEAR = 365 * 24 * 3600 * 1000;
function stored() {{
  const raw = {web}.getItem('{key}');
  if (!raw) return null;
  const held = JSON.parse(raw);
  if (held.version !== VERSION || Date.now() - held.at > YEAR) return null;
  return held.choice;
}}
function keep(choice) {{ {web}.setItem('{key}', JSON.stringify({{ choice, version: VERSION, at: Date.now() }})); }}"""
    return Store(setup, f"keep('{yes}');", f"keep('{no}');", "stored()", (f"'{yes}'", f"'{no}'"))


# --- tests and gates -------------------------------------------------------------------------------------------------

WORD_TESTS = {
    "right": ("V === Y", "V == Y", "Y === V", "[Y].includes(V)", "(V || N) === Y", "(V ?? N) === Y", "V && V !== N",
              "!(V !== Y)", "!!V && V === Y", "String(V) === Y", "({ [Y]: true })[V] === true", "V ? V === Y : false",
              "!(!V || V === N)", "[Y, 'x'].indexOf(V) !== -1", "new Set([Y]).has(V)"),
    "wrong": ("V !== N", "V", "!!V", "V !== null", "V === N", "!V", "(V ?? Y) === Y", "(V || Y) === Y", "V !== Y",
              "!V || V === Y", "V != null", "V === Y || V === N", "![N].includes(V)", "typeof V === 'string'", "V !== undefined"),
}  # fmt: skip
FLAG_TESTS = {
    "right": ("V", "V === true", "!!V", "Boolean(V)", "V ?? false", "V || false", "V == true", "V && true", "[V].every(Boolean)",
              "V ? true : false", "![false, null, undefined].includes(V)"),
    "wrong": ("V !== false", "V ?? true", "!V", "V !== undefined", "V === false", "V != null", "typeof V === 'boolean'",
              "V || true", "[V]", "V === null || V"),
}  # fmt: skip
OTHER_TESTS = ("window.innerWidth > 10", "document.getElementById('banner')", "true", "false", "navigator.onLine",
               "location.hostname !== 'localhost'", "document.cookie.length > 99999")  # fmt: skip


def _test(draw: Random, store: Store) -> tuple[str, str]:
    """A condition on the stored value, and whether it was meant well."""
    verdict = draw.choices(("right", "wrong", "other", "both"), (6, 5, 1, 1))[0]
    tests = WORD_TESTS if store.words else FLAG_TESTS
    if verdict == "other":
        return draw.choice(OTHER_TESTS), verdict
    text = _filled(draw.choice(tests["right" if verdict == "both" else verdict]), store)
    if verdict == "both":
        text = f"({text}) {draw.choice(('&&', '||'))} ({draw.choice(OTHER_TESTS)})"
    return text, verdict


def _filled(test: str, store: Store) -> str:
    words: Sequence[str] = store.words or ("true", "false")
    table = {"V": store.value, "Y": words[0], "N": words[1]}
    out, i = [], 0
    while i < len(test):
        alone = test[i] in table and not test[i - 1 : i].isalnum() and not test[i + 1 : i + 2].isalnum()
        out.append(table[test[i]] if alone else test[i])
        i += 1
    return "".join(out)


GATES = {
    "if": "  if (TEST) {\n    load();\n  }",
    "early return": "  if (!(TEST)) return;\n  load();",
    "and": "  (TEST) && load();",
    "ternary": "  (TEST) ? load() : console.log('blocked');",
    "constant": "  const ok = TEST;\n  if (ok) load();",
    "helper": "  function NAME() { return TEST; }\n  if (NAME()) load();",
    "arrow helper": "  const NAME = () => TEST;\n  NAME() && load();",
    "helper with branches": "  const NAME = () => {\n    if (TEST) { return 'go'; }\n    return 'stop';\n  };\n  if (NAME() === 'go') load();",
    "throw": "  try {\n    if (!(TEST)) throw new Error('no');\n    load();\n  } catch (e) { console.log(e.message); }",
    "list": "  for (const run of (TEST) ? [load] : []) run();",
    "filter": "  [TEST].filter(Boolean).forEach(() => load());",
    "while": "  while (TEST) { load(); break; }",
    "table": "  const acts = { true: () => load(), false: () => {} };\n  acts[String(Boolean(TEST))]();",
    "higher order": "  const when = (ok, run) => { if (ok) run(); };\n  when(TEST, load);",
    "wrapped": "  const guarded = run => (...args) => (TEST) ? run(...args) : undefined;\n  guarded(load)();",
    "both arms": "  if (TEST) { load(); } else { load(); }",
    "else": "  if (TEST) { console.log('ok'); } else { load(); }",
    "warns only": "  if (!(TEST)) { console.log('no consent'); }\n  load();",
    "address": "  let src = '';\n  if (TEST) src = URL;\n  if (src) load();",
    "then": "  Promise.resolve(TEST).then(ok => { if (ok) load(); });",
    "async": "  (async () => {\n    const NAME = async () => TEST;\n    if (await NAME()) load();\n  })();",
    "forgotten await": "  const NAME = async () => TEST;\n  if (NAME()) load();",
    "switch": "  switch (VALUE) {\n    case YES: load(); break;\n    default: console.log('waiting');\n  }",
    "switch true": "  switch (true) {\n    case Boolean(TEST): load();\n  }",
    "switch falls": "  switch (VALUE) {\n    case null:\n    case undefined:\n    case YES:\n      load();\n      break;\n    default:\n  }",
    "counter": "  let n = 0;\n  if (TEST) n++;\n  if (n > 0) load();",
    "reassigned": "  let ok = false;\n  if (TEST) { ok = true; }\n  if (ok) load();",
    "open default": "  let ok = true;\n  if (!(TEST)) { ok = false; }\n  if (ok) load();",
    "parameter": "  function start({ enabled = false } = {}) { if (enabled) load(); }\n  start({ enabled: TEST });",
    "default on": "  function start({ enabled = true } = {}) { if (enabled) load(); }\n  start({ enabled: (TEST) || undefined });",
    "or throw": "  const need = ok => { if (!ok) { throw new Error('stop'); } };\n  try { need(TEST); load(); } catch (_) {}",
    "finally": "  try { if (TEST) console.log('fine'); } finally { load(); }",
    "label": "  out: { if (!(TEST)) break out; load(); }",
    "reduce": "  const all = [true, TEST].reduce((a, b) => a && !!b, true);\n  if (all) load();",
    "object": "  const features = { chat: !!(TEST), maps: true };\n  Object.entries(features).forEach(([name, on]) => { if (name === 'chat' && on) load(); });",
    "do": "  do { if (!(TEST)) break; load(); } while (false);",
    "comma": "  let ok = (console.log('x'), TEST);\n  ok && load();",
    "optional call": "  const run = (TEST) ? load : null;\n  run?.();",
    "rejected": "  new Promise((res, rej) => (TEST) ? res() : rej(new Error('no'))).then(load).catch(() => {});",
    "assign and": "  let ok = true;\n  ok &&= !!(TEST);\n  if (ok) load();",
    "continue": "  for (const part of ['chat']) {\n    if (!(TEST)) continue;\n    load(part);\n  }",
    "numbers": "  const score = (TEST) ? 1 : 0;\n  if (score >= 1) load();",
}

# --- loaders, wirings, controls --------------------------------------------------------------------------------------

LOADERS = {
    "append": """function load() {
  const s = document.createElement('script');
  s.src = URL;
  s.async = true;
  document.head.appendChild(s);
}""",
    "snippet": """function load() {
  (function (g, e, n, es, ys) {
    g['_genesysJs'] = e;
    g[e] = g[e] || function () { (g[e].q = g[e].q || []).push(arguments); };
    g[e].t = 1 * new Date();
    g[e].c = es;
    ys = document.createElement('script'); ys.async = 1; ys.src = n; ys.charset = 'utf-8';
    document.head.appendChild(ys);
  })(window, 'Genesys', URL, { environment: 'prod-euc1', deploymentId: 'aaaa-bbbb' });
}""",
    "helper": """const add = (tag, props) => document.body.appendChild(Object.assign(document.createElement(tag), props));
const load = () => add('script', { src: URL, async: true });""",
    "promise": """const inject = src => new Promise((resolve, reject) => {
  const el = document.createElement('script');
  el.onload = resolve;
  el.onerror = reject;
  el.setAttribute('src', src);
  document.body.append(el);
});
async function load() { await inject(URL); }""",
    "once": """let loaded = false;
function load() {
  if (loaded) return;
  loaded = true;
  var s = document.createElement('script'), first = document.getElementsByTagName('script')[0];
  s.src = URL;
  first.parentNode.insertBefore(s, first);
}""",
    "class": """class Chat {
  static #done = false;
  constructor(src) { this.src = src; }
  start() {
    if (Chat.#done) return this;
    Chat.#done = true;
    const tag = document.createElement('script');
    tag.src = this.src;
    document.head.append(tag);
    return this;
  }
}
const chat = new Chat(URL);
const load = () => chat.start();""",
    "present": """function load() {
  if (document.getElementById('genesys-js')) { return; }
  const s = document.createElement('script');
  s.id = 'genesys-js';
  s.src = URL;
  document.body.appendChild(s);
}""",
    "list": """const sources = [URL];
const load = () => sources.forEach(src => {
  const s = document.createElement('script');
  s.src = src;
  document.head.appendChild(s);
});""",
    "frame": """function load() {
  const box = document.createElement('iframe');
  box.title = 'Chat';
  box.src = 'https://apps.mypurecloud.de/messenger/chat.html';
  document.body.appendChild(box);
}""",
    "import": """const load = () => import(URL).catch(() => {});""",
}
# what runs with the page, after accepting, after refusing
WIRINGS = {
    "load": ("gate();", "", ""),
    "load and accept": ("gate();", "gate();", ""),
    "load and both": ("gate();", "gate();", "gate();"),
    "accept": ("", "gate();", ""),
    "both": ("", "gate();", "gate();"),
    "reload": ("gate();", "location.reload();", "location.reload();"),
    "ready": ("window.addEventListener('load', () => gate());", "gate();", ""),
    "timer": ("setTimeout(() => gate(), 1500);", "", ""),
    "poll": ("const poll = setInterval(() => { gate(); }, 500);\nsetTimeout(() => clearInterval(poll), 20000);", "", ""),
    "idle": ("requestIdleCallback(() => gate());", "gate();", "gate();"),
    "event": (
        "document.addEventListener('choice:made', () => gate());\ngate();",
        "document.dispatchEvent(new Event('choice:made'));",
        "document.dispatchEvent(new Event('choice:made'));",
    ),
    "event detail": (
        "window.addEventListener('choice', e => { if (e.detail.chat) load(); });\ngate();",
        "window.dispatchEvent(new CustomEvent('choice', { detail: { chat: true } }));",
        "window.dispatchEvent(new CustomEvent('choice', { detail: { chat: false } }));",
    ),
    "event any": (
        "window.addEventListener('choice', () => load());\ngate();",
        "window.dispatchEvent(new CustomEvent('choice', { detail: 'yes' }));",
        "window.dispatchEvent(new CustomEvent('choice', { detail: 'no' }));",
    ),
    "listeners": (
        "const listeners = [];\nconst notify = v => listeners.forEach(fn => fn(v));\nlisteners.push(ok => { if (ok) load(); });\ngate();",
        "notify(true);",
        "notify(false);",
    ),
    "promise": (
        "let settle;\nconst decided = new Promise(resolve => { settle = resolve; });\ndecided.then(ok => { if (ok) load(); });\ngate();",
        "settle(true);",
        "settle(false);",
    ),
    "await": (
        "let settle;\nconst decided = new Promise(r => settle = r);\n(async () => { const v = await decided; if (v !== 'yes') return; load(); })();",
        "settle('yes');",
        "settle('no');",
    ),
    "await any": ("let settle;\nconst decided = new Promise(r => settle = r);\n(async () => { await decided; load(); })();", "settle();", "settle();"),
    "await then gate": ("let settle;\nconst decided = new Promise(r => { settle = r; });\n(async () => { await decided; gate(); })();\ngate();", "settle();", "settle();"),
    "scroll": ("window.addEventListener('scroll', () => gate(), { once: true });", "gate();", ""),
    "click to load": ("document.getElementById('open').addEventListener('click', () => load());", "", ""),
    "click behind gate": ("document.getElementById('open').addEventListener('click', () => gate());", "", ""),
    "target": ("const bus = new EventTarget();\nbus.addEventListener('ok', load, { once: true });\ngate();", "bus.dispatchEvent(new Event('ok'));", ""),
    "direct": ("gate();", "load();", "console.log('refused');"),
    "queue": ("const queue = [];\nqueue.push(() => load());\ngate();", "queue.splice(0).forEach(run => run());", "queue.length = 0;"),
    "push": ("window.dataLayer = window.dataLayer || [];\ngate();", "dataLayer.push({ event: 'consent', chat: 'granted' }); gate();", "dataLayer.push({ event: 'consent', chat: 'denied' }); gate();"),
}  # fmt: skip
CONTROLS = {
    "listeners": """document.getElementById('yes').addEventListener('click', () => { ON_YES });
document.getElementById('no').addEventListener('click', () => { ON_NO });""",
    "onclick": """const banner = document.querySelector('#banner');
banner.querySelector('#yes').onclick = function () { ON_YES banner.hidden = true; };
banner.querySelector('#no').onclick = function () { ON_NO banner.hidden = true; };""",
    "functions": """function onAccept() { ON_YES document.getElementById('banner').remove(); }
function onReject() { ON_NO document.getElementById('banner').remove(); }
document.querySelector('#yes').addEventListener('click', onAccept, { once: true });
document.querySelector('#no').addEventListener('click', onReject, { once: true });""",
    "globals": """function acceptAll() { ON_YES }
function rejectAll() { ON_NO }""",
    "delegated id": """document.addEventListener('click', function (e) {
  if (e.target.id === 'yes') { ON_YES }
  if (e.target.id === 'no') { ON_NO }
});""",
    "delegated switch": """document.body.addEventListener('click', ({ target }) => {
  switch (target.id) {
    case 'yes': ON_YES break;
    case 'no': ON_NO break;
  }
});""",
    "delegated closest": """document.addEventListener('click', event => {
  const button = event.target.closest('[data-choice]');
  if (!button) return;
  if (button.dataset.choice === 'yes') { ON_YES } else { ON_NO }
});""",
    "delegated matches": """document.addEventListener('click', event => {
  if (event.target.matches('#yes')) { ON_YES }
  else if (event.target.matches('#no')) { ON_NO }
});""",
    "one handler": """function answer(event) {
  if (event.currentTarget.id === 'yes') { ON_YES } else { ON_NO }
}
document.querySelectorAll('#banner button').forEach(b => b.addEventListener('click', answer));""",
    "dataset": """document.querySelectorAll('[data-choice]').forEach(button => {
  button.addEventListener('click', () => {
    const accepted = button.dataset.choice === 'yes';
    if (accepted) { ON_YES } else { ON_NO }
  });
});""",
    "this": """for (const button of document.querySelectorAll('[data-choice]')) {
  button.addEventListener('click', function () {
    if (this.dataset.choice === 'yes') { ON_YES return; }
    ON_NO
  });
}""",
}
