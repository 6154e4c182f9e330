"""python mako_pages.py FOLDER: every template of the folder in every world, as TEMPLATE.WORLD.out or .err."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from mako.template import Template

WORLDS = {"undecided": None, "refused": "rejected", "granted": "accepted"}


def values(choice: str | None) -> dict[str, Any]:
    return {
        "request": SimpleNamespace(cookies={"cookie_consent": choice} if choice else {}), "cookie_consent": choice,
        "has_consent": lambda *purposes: choice == "accepted", "widgets": [SimpleNamespace(enabled=True)],
        "settings": {}, "title": "x", "cbid": "x", "nonce": "x", "page": "contact",
    }  # fmt: skip


def main(folder: Path) -> None:
    for file in list(folder.iterdir()):
        for world, choice in WORLDS.items():
            try:
                page = Template(text=file.read_text("utf-8")).render(**values(choice))
                Path(f"{file}.{world}.out").write_text(page, encoding="utf-8")
            except Exception as error:  # an engine may raise anything; the test tells what it was
                Path(f"{file}.{world}.err").write_text(repr(error), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
