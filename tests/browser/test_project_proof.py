"""Every small project that can be served or bundled, opened in three worlds: what is predicted leaves its pages.

Projects of pages are served as they are; projects of modules are bundled from their entry. A `proof.json` beside a
project says how its visitors choose (`accept`, `refuse`: CSS selectors), what they `click`, which of its `folders` are
served at which address, what a build puts in place of which names (`define`), which component a framework would `show`
by itself, or why nothing can be opened (`skip`).
"""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from browser.chromium import ORIGIN, House, Seen
from browser.comparing import differences, predict, same_in_all_worlds, strangers
from browser.needed import missing
from browser.platforms import PlatformMissing, installed, present
from browser.proving import Choice, Observed, Site, observe_site
from browser.rendering import NotRenderable, Rendered, elements
from browser.returning import returning
from cases import PROOF
from verdicts import packs

from consentlint.config import Config, load_config
from consentlint.run import Request, run

HERE = Path(__file__).parent
PROJECTS = HERE.parent / "projects"
NAMES = sorted(path.parent.name for path in PROJECTS.glob("*/expected.json"))
ENTRIES = re.compile(r"(?:^|/)(?:main|index|start|app)\.[cm]?[jt]sx?$", re.IGNORECASE)
TAGS = re.compile(r"\{[%{#]|<\?|<%|@(?:if|include)\b|\sth:")
MODULE = re.compile(r"""<script\b[^>]*\btype=["']module["'][^>]*\bsrc=["']/?([^"'>]+)["']""")
# What the controls of a home-made banner are called in these projects.
CONTROLS = (("accept",), ("reject", "refuse", "decline"))
CONTROL = re.compile(r"""\bid=["'](accept|reject|refuse|decline)["']""")
VARIABLE = re.compile(r"^(\w+)=(.*)$", re.M)
UNBUILT = frozenset([".ts", ".tsx", ".jsx", ".vue", ".svelte"])
MOUNT = "document.getElementById('root')"
SHOWING = """import {{ createElement }} from 'react';
import {{ createRoot }} from 'react-dom/client';
import Shown from {path};
createRoot({target}).render(createElement(Shown));
"""
MOUNTED = '<div id="app"></div><div id="root"></div>'
Bundle = Callable[[str], str]


class Folder(Site):
    """A project's own files at their paths; pages and platforms as for any page."""

    def __init__(self, project: Path, page: Rendered, folders: dict[str, str], bundle: Bundle) -> None:
        super().__init__(page, list(packs().cmps.values()))
        self.project, self.folders, self.bundle = project, folders, bundle

    def __call__(self, url: str, kind: str) -> tuple[str, str] | None:
        name = url.removeprefix(f"{ORIGIN}/").split("?")[0]
        for address, folder in self.folders.items():
            name = name.replace(address, folder, 1) if name.startswith(address) else name
        path = self.project / name
        if path in module_scripts(self.project):
            return "text/javascript", self.bundle(job_name(self.project, path))
        if kind != "document" and url.startswith(f"{ORIGIN}/") and path.is_file():
            types = {".css": "text/css", ".json": "application/json"}
            return types.get(path.suffix, "text/javascript"), path.read_text("utf-8")
        return super().__call__(url, kind)


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """From a project to its bundle. Everything is bundled at once. Raises NotRenderable with what the bundler says."""
    out = tmp_path_factory.mktemp("bundles")
    try:
        installed()
    except PlatformMissing as reason:
        missing(reason)
    jobs = [
        {
            "name": job_name(PROJECTS / name, entry),
            "entry": str(entry),
            "project": str(PROJECTS / name),
            "values": values(PROJECTS / name),
            "define": told(PROJECTS / name).get("define", {}),
        }
        for name in NAMES
        for entry in (*filter(None, [entry_of(PROJECTS / name, out)]), *module_scripts(PROJECTS / name))
    ]
    subprocess.run(
        ["node", str(HERE / "bundle.mjs"), str(out)], input=json.dumps(jobs), text=True, check=True, cwd=HERE
    )

    def bundle(name: str) -> str:
        if (out / f"{name}.error").exists():
            raise NotRenderable((out / f"{name}.error").read_text("utf-8"))
        return (out / f"{name}.js").read_text("utf-8")

    return bundle


def job_name(project: Path, entry: Path) -> str:
    inner = entry.relative_to(project).as_posix() if entry.is_relative_to(project) else entry.name
    return f"{project.name}--{inner.replace('/', '-')}"


def module_scripts(project: Path) -> list[Path]:
    """The modules that pages load and that no browser takes as they are."""
    if not any(path.suffix in UNBUILT for path in project.rglob("*")):
        return []
    named = (name for page in sorted(project.rglob("*.html")) for name in MODULE.findall(page.read_text("utf-8")))
    return [path for path in (project / name for name in dict.fromkeys(named)) if path.is_file()]


def told(project: Path) -> dict[str, Any]:
    """What its `proof.json` says of a project."""
    own = project / "proof.json"
    return json.loads(own.read_text("utf-8")) if own.exists() else {}


def values(project: Path) -> dict[str, str]:
    """What a production build knows from the files of variables."""
    texts = [path.read_text("utf-8") for path in (project / ".env", project / ".env.production") if path.exists()]
    return {name: value.strip().strip("\"'") for text in texts for name, value in VARIABLE.findall(text)}


def shown(project: Path, component: str, out: Path) -> Path:
    """A module that shows a component as a framework would: one that brings the whole page, in place of the page."""
    made = out / f"{project.name}.show.js"
    target = "document" if re.search(r"<html\b", (project / component).read_text("utf-8")) else MOUNT
    made.write_text(SHOWING.format(path=json.dumps(str(project / component)), target=target), "utf-8")
    return made


def entry_of(project: Path, out: Path) -> Path | None:
    """The module that a bundler would begin with, when the project has no page."""
    if "show" in told(project):
        return shown(project, told(project)["show"], out)
    files = [path for path in project.rglob("*") if path.is_file()]
    if any(path.suffix == ".html" for path in files):
        return None
    entries = sorted((path for path in files if ENTRIES.search(path.as_posix())), key=lambda path: len(path.parts))
    mains = [path for path in entries if path.stem.lower() == "main"]
    return next(iter([*mains, *entries]), None)


def pages(project: Path, bundle: Bundle, out: Path) -> Iterator[Rendered]:
    """What a visitor opens. Raises NotRenderable."""
    found = sorted(project.rglob("*.html"))
    for path in found:
        text = path.read_text("utf-8")
        if TAGS.search(text):
            raise NotRenderable("a template that a server renders")
        base = PurePosixPath(path.relative_to(project).as_posix()).parent
        own = "" if "<base" in text else f'<base href="/{"" if str(base) == "." else f"{base}/"}">'
        yield Rendered(f"<!doctype html>{own}{text}")
    if found:
        return
    entry = entry_of(project, out)
    if entry is None:
        raise NotRenderable("no page and no entry")
    script = bundle(job_name(project, entry)).replace("</script", "<\\/script")
    yield Rendered(f"<!doctype html><body>{MOUNTED}{elements(script)}<script>{script}</script></body>")


def text_of(project: Path) -> str:
    files = sorted(path for path in project.rglob("*") if path.is_file() and path.name not in ("expected.json",))
    return "\n".join(path.read_text("utf-8", errors="replace") for path in files)


@pytest.mark.parametrize("name", NAMES)
def test_project(
    name: str,
    house: House,
    bundles: Bundle,
    record_property: Callable[[str, object], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    project = PROJECTS / name
    said = told(project)
    monkeypatch.chdir(project)
    own = project / "consentlint.toml"
    config = load_config(".", str(own)) if own.exists() else Config()
    predicted = predict(run(Request("inventory", ["."], config, jobs=1)).embeds)
    choice = choice_of(project, said)
    try:
        if "skip" in said:
            raise NotRenderable(said["skip"])
        views = [
            observe_site(house, Folder(project, page, said.get("folders", {}), bundles), choice, said.get("click", ""))
            for page in pages(project, bundles, tmp_path)
        ]
    except NotRenderable as reason:
        record_property(PROOF, f"not renderable: {reason}")
        pytest.skip(f"not renderable: {reason}")
    load = together(views)
    if not choice.accept and not same_in_all_worlds(predicted):
        load = {"undecided": load["undecided"]}
    wrong = [f"could not choose: {world}" for view in views for world in view.not_chosen]
    wrong += differences(predicted, load, packs().vendors, "load")
    wrong += strangers(predicted, load, packs().vendors, list(packs().cmps.values()))
    record_property(PROOF, "proven project")
    errors = [f"in the page: {error}" for view in views for error in view.errors]
    assert not wrong, "\n" + "\n".join([*wrong, *errors])


def choice_of(project: Path, said: dict[str, Any]) -> Choice:
    if "accept" in said or "refuse" in said:
        return Choice(tuple(filter(None, [said.get("accept")])), tuple(filter(None, [said.get("refuse")])))
    text = text_of(project)
    platforms = present(text, packs().cmps.values())
    if platforms:
        accept = tuple(f"js:{call}" for platform in platforms for call in platform.accept)
        return Choice(accept, tuple(f"js:{call}" for platform in platforms for call in platform.refuse))
    shown = Choice(*(tuple(f"#{name}" for name in CONTROL.findall(text) if name in names) for names in CONTROLS))
    return shown if shown.accept else returning(text, packs().cmps.values())


def together(views: list[Observed]) -> dict[str, list[Seen]]:
    """What left any of the pages."""
    worlds = dict.fromkeys(world for view in views for world in view.load)
    return {world: [seen for view in views for seen in view.load.get(world, [])] for world in worlds}
