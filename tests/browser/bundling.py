"""Examples that no browser takes as they are (JSX, TypeScript, components, imports from npm), bundled all at once."""

import json
import re
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from browser.platforms import installed
from cases import Case, read_all

HERE = Path(__file__).parent
LANGUAGES = frozenset({"js", "mjs", "jsx", "ts", "tsx", "vue", "svelte"})
# Node, JSX and imports by package name need a build before a browser takes them.
NEEDS_BUILD = re.compile(
    r"^\s*export\s|\brequire\(|\bimport\.meta\b|^\s*import\s+(?:[^'\"(]*?from\s*)?['\"](?!https?:|/|\.)", re.M
)
JSX = re.compile(r"(?:return|=>|=|\()\s*\(?\s*<[A-Za-z>]")
MOUNTS = re.compile(r"\b(?:createRoot|hydrateRoot|createApp|mount|render)\s*\(")
TARGET = "document.getElementById('root')"
MAINS = {
    "vue": f"import {{ createApp }} from 'vue';\nimport One from './Example.vue';\ncreateApp(One).mount({TARGET});\n",
    "svelte": "import { mount } from 'svelte';\nimport One from './Example.svelte';\n"
    f"mount(One, {{ target: {TARGET} }});\n",
}
# The default export, else whatever has a component's name.
REACT = f"""import {{ createElement, Fragment }} from 'react';
import {{ createRoot }} from 'react-dom/client';
import * as all from './Example';
const named = Object.keys(all).filter(name => /^[A-Z]/.test(name) && typeof all[name] !== 'string');
const shown = all.default ? [all.default] : named.map(name => all[name]);
createRoot({TARGET}).render(createElement(Fragment, null, ...shown.map((one, key) => createElement(one, {{ key }}))));
"""


def needs_build(case: Case) -> bool:
    if case.language not in LANGUAGES:
        return False
    return case.language not in {"js", "mjs"} or bool(NEEDS_BUILD.search(case.code) or JSX.search(case.code))


def bundled(case: Case) -> str:
    """The example as one script. Raises ValueError with what the bundler says, PlatformMissing without npm."""
    script, error = _examples().get(case.id) or bundle([case])[case.id]
    if error:
        raise ValueError(error)
    return script


@cache
def _examples() -> dict[str, tuple[str, str]]:
    return bundle([case for case in read_all().cases if needs_build(case)])


def bundle(cases: Sequence[Case]) -> dict[str, tuple[str, str]]:
    """From the id of each example to its script, or what is wrong with it."""
    installed()
    with TemporaryDirectory() as name:
        folder = Path(name)
        jobs = [{"name": str(number), "entry": str(_entry(folder, number, case))} for number, case in enumerate(cases)]
        command = ["node", str(HERE / "bundle.mjs"), name]
        subprocess.run(command, input=json.dumps(jobs), text=True, check=True, cwd=HERE)
        return {case.id: (_text(folder / f"{n}.js"), _text(folder / f"{n}.error")) for n, case in enumerate(cases)}


def _entry(folder: Path, number: int, case: Case) -> Path:
    """The module that shows the example: components are mounted, anything else runs as it is."""
    language = "jsx" if case.language in {"js", "mjs"} else case.language
    place = folder / f"example-{number}"
    place.mkdir()
    example = place / f"Example.{language}"
    example.write_text(case.code, "utf-8")
    main = MAINS.get(language) or (REACT if JSX.search(case.code) and not MOUNTS.search(case.code) else "")
    if not main:
        return example
    entry = place / "main.js"
    entry.write_text(main, "utf-8")
    return entry


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
