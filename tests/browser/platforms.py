"""Consent platforms in the browser: open-source ones from npm, the others as stubs of their documented interface.

Both live beside the pack: `rules/cmps/<id>.real.js` names the npm package and holds what makes up the configuration
that a page leaves out; `rules/cmps/<id>.stub.js` imitates what the documentation says. Which URLs belong to a platform
comes from its pack (`present.urls`), and so do the calls that accept and refuse.
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
from consentlint.verify.stand_in import FIELD, own_control, stub

HERE = Path(__file__).resolve().parent
PACKS, MODULES = HERE.parents[1] / "rules" / "cmps", HERE / "node_modules"
URL = re.compile(r"(?:https?:)?//[\w.-]+\.[a-z]+(?:/[^\s\"'`<>)\\]*)?", re.I)
PLATFORM = "// --- the platform ---\n"


class PlatformMissing(Exception):
    """The npm packages are not installed and cannot be."""


@dataclass(frozen=True, slots=True)
class Real:
    """A platform that runs from npm, as its `.real.js` says.

    package   its name, `@` and the exact version
    script    the file in it that a page loads; "" when it is imported by code that is bundled
    loader    where a page that presumes it would load it from; "" takes the pack's first URL
    before, after  JavaScript around the script, in which NAMES stands for what `named_by` finds in the page
    named_by  regular expression whose groups are the purposes and services that a page names
    """

    package: str
    script: str = ""
    loader: str = ""
    before: str = ""
    after: str = ""
    named_by: str = r"(?!)"

    @property
    def name(self) -> str:
        return self.package[: self.package.index("@", 1)]

    @property
    def version(self) -> str:
        return self.package[len(self.name) + 1 :]


@cache
def real(ident: str) -> Real | None:
    """How a platform runs from npm, None when it does not."""
    path = PACKS / f"{ident}.real.js"
    if not path.exists():
        return None
    head, _, after = path.read_text("utf-8").partition(PLATFORM)
    fields = {name.replace("-", "_"): value.strip() for name, value in FIELD.findall(head)}
    return Real(**fields, before=re.sub(r"^//.*\n", "", head, flags=re.M), after=after)


def loader(cmp: Cmp) -> str:
    """Where a page would load a platform from: as its file here says, else by the pack's first URL."""
    path = PACKS / f"{cmp.id}.stub.js"
    known = real(cmp.id)
    told = known.loader if known else dict(FIELD.findall(path.read_text("utf-8"))).get("loader", "")
    return told or "https://" + cmp.present.urls[0].replace("*", "loader.js")


def own_button(cmp: Cmp, kind: str) -> tuple[str, ...]:
    """The selector that a stub names after `// accept:` or `// refuse:`, where the documentation names no way."""
    return own_control(cmp.id, kind)


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
    if real(cmp.id) is not None:
        return "real"
    return "stub" if (PACKS / f"{cmp.id}.stub.js").exists() else ""


def script(cmp: Cmp, url: str, code: str) -> tuple[str, str]:
    """Content type and text of what a platform's URL answers, on a page that holds `code`."""
    known, name = real(cmp.id), split(url).rsplit("/", 1)[-1]
    if known is None or not known.script:
        return "text/javascript", stub(cmp.id) if runs(cmp) == "stub" else ""
    installed()
    if name.endswith(".css"):
        return "text/css", ""
    usual = MODULES / known.name / known.script
    below = _below(usual.parent, split(url))
    if below is not None:
        return "text/javascript", below.read_text("utf-8")
    exact = usual.parent / name.replace(".min.js", ".js")
    if name.endswith(".esm.js") and exact.exists():
        return "text/javascript", exact.read_text("utf-8")
    text = (exact if exact.exists() else usual).read_text("utf-8")
    names = json.dumps(sorted({next(filter(None, hit)) for hit in _hits(known.named_by, code)}))
    return "text/javascript", f"{known.before}\n{text}\n{known.after}".replace("NAMES", names)


def _below(folder: Path, place: str) -> Path | None:
    """The file in a folder of the package that a URL means (`lang/en.js`); None for the files beside the script."""
    parts = place.replace(".min.js", ".js").split("/")
    found = (folder / "/".join(parts[-count:]) for count in range(len(parts), 1, -1))
    return next((path for path in found if path.is_file()), None)


def _hits(pattern: str, code: str) -> list[tuple[str | None, ...]]:
    return [found.groups() for found in re.finditer(pattern, code) if any(found.groups())]


@cache
def installed() -> Path:
    """The folder of npm packages, installed when something is missing. Raises PlatformMissing."""
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    named = (real(path.name.removesuffix(".real.js")) for path in sorted(PACKS.glob("*.real.js")))
    wanted |= {known.name: known.version for known in named if known is not None}
    with (HERE / ".install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker installs, the others wait
        if all(_version(name) == version.rsplit("@", 1)[-1] for name, version in wanted.items()):
            return MODULES
        if not shutil.which("npm"):
            raise PlatformMissing("npm is needed to install the open-source consent platforms")
        command = ["npm", "install", "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"]
        command += [f"{name}@{version}" for name, version in wanted.items()]
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            raise PlatformMissing(f"npm install failed in {HERE}: {done.stderr[-400:]}")
    return MODULES


def _version(package: str) -> str:
    manifest = MODULES / package / "package.json"
    return str(json.loads(manifest.read_text("utf-8"))["version"]).lstrip("v") if manifest.exists() else ""
