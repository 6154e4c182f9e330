"""Consent platforms in the browser: open-source ones from npm, the others as stubs of their documented interface.

Which URLs belong to a platform comes from its pack (`present.urls`), and so do the calls that accept and refuse.
"""

import fcntl
import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from consentlint.packs.values import Cmp

HERE = Path(__file__).resolve().parent
STUBS, MODULES = HERE / "stubs", HERE / "node_modules"
URL = re.compile(r"(?:https?:)?//[\w.-]+\.[a-z]+(?:/[^\s\"'`<>)\\]*)?", re.I)


class PlatformMissing(Exception):
    """The npm packages are not installed and cannot be."""


@dataclass(frozen=True, slots=True)
class Real:
    """A platform that runs from npm: package folder, prefix and suffix (JavaScript) around its script.

    The prefix or suffix makes up the configuration that an example leaves out; NAMES stands for the purposes and
    services which the page names.
    """

    package: str
    loader: str
    before: str = ""
    after: str = ""
    named_by: str = ""


SYNTHETIC_KLARO = """(() => { const own = (document.currentScript || {dataset: {}}).dataset.config || 'klaroConfig';
window[own] = window[own] || {services: NAMES.map(name => ({name, title: name, purposes: ['other']}))}; })();"""
SYNTHETIC_V3 = """;(() => { let called = false; const run = CookieConsent.run;
CookieConsent.run = config => { called = true; return run(config); };
addEventListener('load', () => called || run({categories: Object.fromEntries(NAMES.map(name => [name, {}])),
  language: {default: 'en', translations: {en: {consentModal: {title: 'x'}, preferencesModal: {sections: []}}}}}));
})();"""
# The variable that holds v2 is free; `cc` is the name which its documentation and the pack's calls use.
SYNTHETIC_V2 = """;(() => { const init = window.initCookieConsent;
window.initCookieConsent = (...given) => window.cc = init(...given);
const blocks = NAMES.map(name => ({title: name, toggle: {value: name, enabled: false, readonly: false}}));
addEventListener('load', () => window.cc || (window.cc = init()).run({current_lang: 'en', page_scripts: true,
  languages: {en: {consent_modal: {title: 'x', primary_btn: {text: 'x', role: 'accept_all'}},
  settings_modal: {title: 'x', blocks}}}})); })();"""
REAL = {
    "klaro": Real("klaro", "klaro-no-css.js", before=SYNTHETIC_KLARO,
                  named_by=r"data-name=[\"']([^\"']+)|(?:getConsent\(|consents\[|states\[)[\"']([^\"']+)"),
    "vanilla-cookieconsent-v3": Real("vanilla-cookieconsent", "cookieconsent.umd.js", after=SYNTHETIC_V3,
                             named_by=r"data-category=[\"']!?([^\"']+)|acceptedCategory\([\"']([^\"']+)"),
    "vanilla-cookieconsent-v2": Real("vanilla-cookieconsent-v2", "cookieconsent.js", after=SYNTHETIC_V2,
                             named_by=r"data-cookiecategory=[\"']([^\"']+)|allowedCategory\([\"']([^\"']+)"),
}  # fmt: skip
# Where each platform is loaded from, for examples that presume it.
LOADERS = {
    "klaro": "https://cdn.kiprotect.com/klaro/v0.7/klaro.js",
    "vanilla-cookieconsent-v3": "https://cdn.jsdelivr.net/gh/orestbida/cookieconsent@3.1.0/dist/cookieconsent.umd.js",
    "vanilla-cookieconsent-v2": "https://cdn.jsdelivr.net/gh/orestbida/cookieconsent@v2.9.2/dist/cookieconsent.js",
    "cookiebot": "https://consent.cookiebot.com/uc.js",
    "onetrust": "https://cdn.cookielaw.org/scripttemplates/otSDKStub.js",
    "usercentrics-v2": "https://app.usercentrics.eu/browser-ui/latest/loader.js",
    "usercentrics-v3": "https://web.cmp.usercentrics.eu/ui/loader.js",
    "didomi": "https://sdk.privacy-center.org/key/loader.js",
}


def split(url: str) -> str:
    """Host and path of a URL, as globs of packs want it: no scheme, query or fragment."""
    return re.split(r"[?#]", url.split("//", 1)[-1])[0]


def owner(url: str, cmps: Iterable[Cmp]) -> Cmp | None:
    """The platform whose script a URL is: of several, the one with the most specific glob."""
    place = split(url)
    hits = [(len(glob), cmp.id, cmp) for cmp in cmps for glob in cmp.present.urls if fnmatchcase(place, glob)]
    return max(hits)[2] if hits else None


def present(code: str, cmps: Iterable[Cmp]) -> list[Cmp]:
    """The platforms whose scripts a text names."""
    cmps = list(cmps)
    found = {cmp.id: cmp for url in URL.findall(code) if (cmp := owner(url, cmps))}
    for cmp in cmps:  # a loader that puts its URL together names at least its host
        hosts = {glob.split("/")[0] for glob in cmp.present.urls}
        if not found and any("." in host and "*" not in host and f"//{host}/" in code for host in hosts):
            found[cmp.id] = cmp
    return list(found.values())


def runs(cmp: Cmp) -> str:
    """`real`, `stub`, or "" when the browser tests have nothing for this platform."""
    if cmp.id in REAL:
        return "real"
    return "stub" if (STUBS / f"{cmp.id}.js").exists() else ""


def script(cmp: Cmp, url: str, code: str) -> tuple[str, str]:
    """Content type and text of what a platform's URL answers, on a page that holds `code`."""
    real, name = REAL.get(cmp.id), split(url).rsplit("/", 1)[-1]
    if real is None:
        return "text/javascript", stub(cmp.id)
    installed()
    if name.endswith(".css"):
        return "text/css", ""
    folder = MODULES / real.package / "dist"
    exact = folder / name.replace(".min.js", ".js")
    if name.endswith(".esm.js") and exact.exists():
        return "text/javascript", exact.read_text("utf-8")
    text = (exact if exact.exists() else folder / real.loader).read_text("utf-8")
    names = json.dumps(sorted({next(filter(None, hit)) for hit in re.findall(real.named_by, code)}))
    return "text/javascript", f"{real.before}\n{text}\n{real.after}".replace("NAMES", names)


@cache
def stub(ident: str) -> str:
    common = (STUBS / "common.js").read_text("utf-8")
    return "(() => {\n" + common + (STUBS / f"{ident}.js").read_text("utf-8") + "\n})();"


@cache
def installed() -> Path:
    """The folder of npm packages, installed when something is missing. Raises PlatformMissing."""
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    with (HERE / ".install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker installs, the others wait
        if all(_version(name) == version.rsplit("@", 1)[-1] for name, version in wanted.items()):
            return MODULES
        if not shutil.which("npm"):
            raise PlatformMissing("npm is needed to install the open-source consent platforms")
        command = ["npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            raise PlatformMissing(f"npm install failed in {HERE}: {done.stderr[-400:]}")
    return MODULES


def _version(package: str) -> str:
    manifest = MODULES / package / "package.json"
    return str(json.loads(manifest.read_text("utf-8"))["version"]).lstrip("v") if manifest.exists() else ""
