"""The examples of template dialects, rendered by the real engine in each world: what is predicted is what was sent.

The page that an engine prints in a world is inspected as plain HTML. Where the template's vector says yes or no in that
world, the page's vector must say the same there. An engine that is missing skips its examples and says so; node's come
by `npm install` in this folder (or NODE_MODULES), Ruby's and PHP's from Debian (ruby-haml, ruby-slim,
php-illuminate-view, golang-go, elixir, velocity, libfreemarker-java), Jinja, Django and Mako from PyPI.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from cases import Case, read_all
from verdicts import packs, verdict

from consentlint.config import Config
from consentlint.inspect import inspect_source
from consentlint.text import Source
from consentlint.worlds import NEVER, Answer, Worlds

HERE = Path(__file__).resolve().parent
MODULES = Path(os.environ.get("NODE_MODULES", HERE / "node_modules"))
JAVA = "/usr/share/java"
WORLDS = ("undecided", "refused", "granted")


@dataclass(frozen=True, slots=True)
class Engine:
    """command, driver and further arguments; `trial` is a command that fails when the engine is not installed."""

    command: tuple[str, ...]
    after: tuple[str, ...] = ()
    trial: tuple[str, ...] = ()
    source: str = ""


ENGINES = {
    "pug": Engine(("node", str(HERE / "engines/pug.js")), (), ("test", "-d", str(MODULES / "pug")), "npm: pug"),
    "haml": Engine(("ruby", str(HERE / "engines/ruby.rb")), ("haml",), ("ruby", "-rhaml", "-e", ""), "ruby-haml"),
    "slim": Engine(("ruby", str(HERE / "engines/ruby.rb")), ("slim",), ("ruby", "-rslim", "-e", ""), "ruby-slim"),
    "php": Engine(("php", str(HERE / "engines/php.php")), (), ("php", "-v"), "php-cli"),
    "blade": Engine(
        ("php", str(HERE / "engines/blade.php")), (),
        ("test", "-f", "/usr/share/php/Illuminate/View/autoload.php"), "php-illuminate-view",
    ),
    "jinja": Engine(
        (sys.executable, str(HERE / "engines/jinja_pages.py")), ("jinja",),
        (sys.executable, "-c", "import jinja2"), "PyPI: Jinja2",
    ),
    "django": Engine(
        (sys.executable, str(HERE / "engines/jinja_pages.py")), ("django",),
        (sys.executable, "-c", "import django"), "PyPI: Django",
    ),
    "njk": Engine(
        ("node", str(HERE / "engines/nunjucks.js")), (), ("test", "-d", str(MODULES / "nunjucks")), "npm: nunjucks"
    ),
    "hbs": Engine(
        ("node", str(HERE / "engines/handlebars.js")), ("handlebars",),
        ("test", "-d", str(MODULES / "handlebars")), "npm: handlebars",
    ),
    "mustache": Engine(
        ("node", str(HERE / "engines/handlebars.js")), ("mustache",),
        ("test", "-d", str(MODULES / "mustache")), "npm: mustache",
    ),
    "gohtml": Engine(("go", "run", str(HERE / "engines/pages.go")), (), ("go", "version"), "golang-go"),
    "mako": Engine(
        (sys.executable, str(HERE / "engines/mako_pages.py")), (), (sys.executable, "-c", "import mako"), "PyPI: Mako"
    ),
    "eex": Engine(("elixir", str(HERE / "engines/eex.exs")), (), ("elixir", "--version"), "elixir"),
    "vm": Engine(
        ("java", "-cp", f"{JAVA}/velocity.jar:{JAVA}/commons-collections3.jar:{JAVA}/commons-lang.jar",
         str(HERE / "engines/Velocity.java")), (), ("test", "-f", f"{JAVA}/velocity.jar"), "velocity",
    ),
    "ftl": Engine(
        ("java", "-cp", f"{JAVA}/freemarker.jar", str(HERE / "engines/Freemarker.java")), (),
        ("test", "-f", f"{JAVA}/freemarker.jar"), "libfreemarker-java",
    ),
}  # fmt: skip
# What the drivers play besides the home-made cookie of the dialects' pages; other platforms keep theirs elsewhere.
PLAYED = tuple(f"rules/cmps/{name}.md" for name in ("wp-consent-api", "server-side", "wordpress", "drupal"))
CASES = [case for case in read_all().cases
         if case.language in ENGINES and ("/dialects/" in case.path or case.path in PLAYED)]  # fmt: skip


@cache
def missing(language: str) -> str:
    """Why a language's engine cannot be run, "" when it can."""
    engine = ENGINES[language]
    if shutil.which(engine.command[0]) is None:
        return f"ENGINE MISSING: {engine.command[0]}"
    found = subprocess.run(engine.trial, capture_output=True, check=False).returncode == 0
    return "" if found else f"ENGINE MISSING: install {engine.source}"


@cache
def pages(language: str) -> dict[str, str]:
    """What the engine prints: `number.world.out` (or `.err`: why it refuses) of every example, in one run."""
    engine = ENGINES[language]
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate(CASES):
            if case.language == language and not case.skip:
                (Path(folder) / str(number)).write_text(case.code, encoding="utf-8")
        command = [*engine.command, folder, *engine.after]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, f"{language}: {done.stderr.strip()[-600:]}"
        return {file.name: file.read_text("utf-8") for file in Path(folder).iterdir()}


def reach(text: str) -> Worlds:
    """The most open vector of the embeds of a page; of this extension it is no template, whatever it shows."""
    open_to = NEVER
    for embed in inspect_source(Source("page.shtml", text), packs(), Config()).embeds:
        open_to = open_to | embed.exposure.load
    return open_to


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_world_is_as_predicted(case: Case) -> None:
    if reason := missing(case.language):
        pytest.skip(reason)
    if case.skip or case.todo:
        pytest.skip(case.skip or "known wrong answer")
    predicted = NEVER
    for embed in verdict(case).embeds:
        predicted = predicted | embed.exposure.load
    number = CASES.index(case)
    for index, world in enumerate(WORLDS):
        refused = pages(case.language).get(f"{number}.{world}.err")
        assert refused is None, f"the engine refuses it: {refused}"
        page = pages(case.language)[f"{number}.{world}.out"]
        if predicted[index] is not Answer.MAYBE:
            assert reach(page)[index] == predicted[index], f"{world}: {predicted} was predicted; the page is\n{page}"


def test_there_are_examples_for_every_engine() -> None:
    assert {case.language for case in CASES} == set(ENGINES)
