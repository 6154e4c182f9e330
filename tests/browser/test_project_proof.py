"""Every small project that can be served or bundled, opened in three worlds: what is predicted leaves its pages.

Projects of pages are served as they are; projects of modules are bundled from their entry. A `proof.json` beside a
project says how its visitors choose (`accept`, `refuse`: CSS selectors), what they `click`, which of its `folders` are
served at which address, or why nothing can be opened (`skip`).
"""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

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

from consentlint.run import Request, run

HERE = Path(__file__).parent
PROJECTS = HERE.parent / "projects"
NAMES = sorted(path.parent.name for path in PROJECTS.glob("*/expected.json"))
ENTRIES = re.compile(r"(?:^|/)(?:main|index|start|app)\.[cm]?[jt]sx?$", re.IGNORECASE)
TAGS = re.compile(r"\{[%{#]|<\?|<%|@(?:if|include)\b")
MOUNTED = '<div id="app"></div><div id="root"></div>'


class Folder(Site):
    """A project's own files at their paths; pages and platforms as for any page."""

    def __init__(self, project: Path, page: Rendered, folders: dict[str, str]) -> None:
        super().__init__(page, list(packs().cmps.values()))
        self.project, self.folders = project, folders

    def __call__(self, url: str, kind: str) -> tuple[str, str] | None:
        name = url.removeprefix(f"{ORIGIN}/").split("?")[0]
        for address, folder in self.folders.items():
            name = name.replace(address, folder, 1) if name.startswith(address) else name
        path = self.project / name
        if kind != "document" and url.startswith(f"{ORIGIN}/") and path.is_file():
            types = {".css": "text/css", ".json": "application/json"}
            return types.get(path.suffix, "text/javascript"), path.read_text("utf-8")
        return super().__call__(url, kind)


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """From a project to its bundle. Everything is bundled at once. Raises NotRenderable with what the bundler says."""
    out = tmp_path_factory.mktemp("bundles")
    try:
        installed()
    except PlatformMissing as reason:
        missing(reason)
    jobs = [{"name": name, "entry": str(entry)} for name in NAMES if (entry := entry_of(PROJECTS / name))]
    subprocess.run(
        ["node", str(HERE / "bundle.mjs"), str(out)], input=json.dumps(jobs), text=True, check=True, cwd=HERE
    )

    def bundle(name: str) -> str:
        if (out / f"{name}.error").exists():
            raise NotRenderable((out / f"{name}.error").read_text("utf-8"))
        return (out / f"{name}.js").read_text("utf-8")

    return bundle


def entry_of(project: Path) -> Path | None:
    """The module that a bundler would begin with, when the project has no page."""
    files = [path for path in project.rglob("*") if path.is_file()]
    if any(path.suffix == ".html" for path in files):
        return None
    entries = sorted((path for path in files if ENTRIES.search(path.as_posix())), key=lambda path: len(path.parts))
    mains = [path for path in entries if path.stem.lower() == "main"]
    return next(iter([*mains, *entries]), None)


def pages(project: Path, bundle: Callable[[str], str]) -> Iterator[Rendered]:
    """What a visitor opens. Raises NotRenderable."""
    found = sorted(project.rglob("*.html"))
    for path in found:
        text = path.read_text("utf-8")
        if TAGS.search(text):
            raise NotRenderable("a template that a server renders")
        base = PurePosixPath(path.relative_to(project).as_posix()).parent
        yield Rendered(f'<!doctype html><base href="/{"" if str(base) == "." else f"{base}/"}">{text}')
    if found:
        return
    if entry_of(project) is None:
        raise NotRenderable("no page and no entry")
    script = bundle(project.name).replace("</script", "<\\/script")
    yield Rendered(f"<!doctype html><body>{MOUNTED}{elements(script)}<script>{script}</script></body>")


def text_of(project: Path) -> str:
    files = sorted(path for path in project.rglob("*") if path.is_file() and path.name not in ("expected.json",))
    return "\n".join(path.read_text("utf-8", errors="replace") for path in files)


@pytest.mark.parametrize("name", NAMES)
def test_project(
    name: str,
    house: House,
    bundles: Callable[[str], str],
    record_property: Callable[[str, object], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = PROJECTS / name
    told = json.loads((project / "proof.json").read_text()) if (project / "proof.json").exists() else {}
    monkeypatch.chdir(project)
    predicted = predict(run(Request("inventory", ["."], jobs=1)).embeds)
    choice = choice_of(project, told)
    try:
        if "skip" in told:
            raise NotRenderable(told["skip"])
        views = [
            observe_site(house, Folder(project, page, told.get("folders", {})), choice, told.get("click", ""))
            for page in pages(project, bundles)
        ]
    except NotRenderable as reason:
        record_property(PROOF, f"not renderable: {reason}")
        pytest.skip(f"not renderable: {reason}")
    load = together(views)
    if not choice.accept and not same_in_all_worlds(predicted):
        load = {"undecided": load["undecided"]}
    wrong = [f"could not choose: {world}" for view in views for world in view.not_chosen]
    wrong += differences(predicted, load, packs().vendors, "load")
    wrong += strangers(predicted, load, packs().vendors)
    record_property(PROOF, "proven project")
    errors = [f"in the page: {error}" for view in views for error in view.errors]
    assert not wrong, "\n" + "\n".join([*wrong, *errors])


def choice_of(project: Path, told: dict[str, str]) -> Choice:
    if "accept" in told or "refuse" in told:
        return Choice(tuple(filter(None, [told.get("accept")])), tuple(filter(None, [told.get("refuse")])))
    text = text_of(project)
    platforms = present(text, packs().cmps.values())
    if platforms:
        accept = tuple(f"js:{call}" for platform in platforms for call in platform.accept)
        return Choice(accept, tuple(f"js:{call}" for platform in platforms for call in platform.refuse))
    return returning(text, packs().cmps.values())


def together(views: list[Observed]) -> dict[str, list[Seen]]:
    """What left any of the pages."""
    worlds = dict.fromkeys(world for view in views for world in view.load)
    return {world: [seen for view in views for seen in view.load.get(world, [])] for world in worlds}
