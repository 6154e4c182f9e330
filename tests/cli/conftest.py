"""A stand-in for the analysis, so that the command line is tested by itself.

Every URL of the vendor in a text is an embed: `#gated` at its end makes it a gated one, `#crash` makes the analysis
fail, `#part` makes it examine the file only in part. Comments are those of HTML.
"""

import os
import re
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from consentlint.__main__ import main
from consentlint.model import Embed, Exposure, Guard, Place, Region, RegionFact, Span
from consentlint.worlds import ALWAYS, ON_CONSENT, PERHAPS

URL = re.compile(r"https://apps\.mypurecloud\.(de|com)/x\.js(#\w+)?")
REGIONS = {"de": Region("eu-central-1", "eea"), "com": Region("us-east-1", "us")}


def inspect_source(source, packs, config, library=None, **limits):
    if "#crash" in source.text:
        raise RecursionError("too deep")
    if "#exit" in source.text:
        os._exit(1)
    embeds = tuple(embed(source.path, match) for match in URL.finditer(source.text))
    comments = tuple((Span(*match.span()), match[0]) for match in re.finditer(r"<!--.*?-->", source.text, re.DOTALL))
    notes = ("the script is broken from line 3 on",) if "#part" in source.text else ()
    return SimpleNamespace(embeds=embeds, notes=notes, comments=comments, handed=())


def embed(path: str, match: re.Match[str]) -> Embed:
    place = Place(path, Span(*match.span()))
    region = REGIONS[match[1]]
    gated = match[2] == "#gated"
    guard = Guard("script-branch", place, "if (shop.ready())", ON_CONSENT if gated else PERHAPS, "nobody knows it")
    return Embed(
        vendor="genesys",
        form="script-tag",
        place=place,
        url=match[0].partition("#")[0],
        exposure=Exposure(ON_CONSENT if gated else ALWAYS),
        product="messenger",
        region=region,
        region_facts=(RegionFact("host", "messenger", "x", region, place),),
        trace=(guard,),
    )


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current directory without settings above it, and the stand-in in place of the analysis."""
    fake = ModuleType("consentlint.inspect")
    fake.inspect_source = inspect_source
    monkeypatch.setitem(sys.modules, "consentlint.inspect", fake)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "site"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git/HEAD").write_text("not a repository that git can read")
    monkeypatch.chdir(folder)
    return folder


class Result(SimpleNamespace):
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Run a command in this process: exit code, standard output, standard error."""

    def command(*arguments: str) -> Result:
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = int(stop.code or 0)
        return Result(code=code, **capsys.readouterr()._asdict())

    return command
