"""The examples of template dialects as their real engines print them, once in each world.

Node's engines are installed when they are first asked for, Jinja, Django and Mako come with `[test]`, Ruby's and PHP's
from Debian (ruby-haml, ruby-slim, php-illuminate-view, golang-go, elixir, velocity, libfreemarker-java). An engine that
is missing skips its examples, and the reason says what to install.
"""

import fcntl
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cases import read_all

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
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
    **{
        language: Engine(
            ("node", str(HERE / "engines/pages.js")), (kind,), ("test", "-d", str(MODULES / package)), f"npm: {package}"
        )
        for language, kind, package in (
            ("ejs", "ejs", "ejs"), ("liquid", "liquid", "liquidjs"), ("twig", "twig", "twig"),
        )
    },
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
CASES = [
    case
    for case in read_all().cases
    if case.language in ENGINES and not case.beside and ("/dialects/" in case.path or case.path in PLAYED)
]


@cache
def node_modules() -> None:
    """The engines from npm, in the versions that package.json names; one worker installs, the others wait."""
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    with Path(tempfile.gettempdir(), "consentlint-engines.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if all((MODULES / name).is_dir() for name in wanted) or shutil.which("npm") is None:
            return
        command = ["npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=HERE, capture_output=True, timeout=300, check=False)


@cache
def missing(language: str) -> str:
    """Why a language's engine cannot be run, "" when it can."""
    engine = ENGINES[language]
    if engine.command[0] == "node":
        node_modules()
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
