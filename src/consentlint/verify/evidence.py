"""A dated folder of what was seen: HAR and picture of every world, the reports, a manifest, the hash of every file.

`sha256sum -c SHA256SUMS` in the folder tells whether anything was changed since.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from consentlint import __version__
from consentlint.config import ConfigErrors
from consentlint.report import Style
from consentlint.verify.whole import Order, Outcome

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
Writer = Callable[[Outcome, TextIO, Style], None]


def new_folder(parent: str) -> Path:
    """A folder that is named after the moment in UTC. Raises ConfigErrors when it cannot be made."""
    folder = Path(parent) / datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise ConfigErrors(f"--evidence {parent}: {folder} cannot be made ({error.strerror})") from None
    return folder


def keep(folder: Path, order: Order, outcome: Outcome, writers: Mapping[str, Writer]) -> None:
    """Write the reports (name -> writer), the manifest and the hashes beside what the visits left there."""
    for name, write in writers.items():
        with (folder / name).open("w", encoding="utf-8", newline="\n") as stream:
            write(outcome, stream, Style())
    manifest = {**_about(order, outcome), "files": _files(folder)}
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, "utf-8", newline="\n")
    sums = "".join(f"{entry['sha256']}  {name}\n" for name, entry in _files(folder).items())
    (folder / SUMS).write_text(sums, "utf-8", newline="\n")


def _about(order: Order, outcome: Outcome) -> dict[str, Any]:
    wishes = order.wishes
    return {
        "consentlint": __version__,
        "browser": outcome.browser,
        "opened": outcome.opened,
        "target": order.target,
        "source": order.source or None,
        "pages": [visit.url for visit in outcome.visits],
        "allowed": list(order.allow),
        "offline": order.offline,
        "accept": wishes.accept or None,
        "refuse": wishes.refuse or None,
        "click": wishes.click or None,
        "wait_seconds": wishes.wait,
        "timeout_seconds": wishes.timeout,
    }


def _files(folder: Path) -> dict[str, dict[str, Any]]:
    """Every file but the hashes themselves, by its path, with size in bytes and SHA-256."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    return {
        path.relative_to(folder).as_posix(): {
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in found
    }
