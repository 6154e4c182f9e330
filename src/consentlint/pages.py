"""The pages that people read: the `.md` beside a check, a platform, a vendor or a policy."""

from pathlib import Path

from consentlint.known import OWN_CHECKS
from consentlint.packs.compiled import rules_folder
from consentlint.registry import hyphened

HERE = Path(__file__).parent
KINDS = ("checks", "cmps", "vendors", "policies")


def pages(folders: tuple[str, ...] = ()) -> dict[str, dict[str, Path]]:
    """Kind -> id -> file. What has no page of its own is shown by its data file. folders: the user's packs."""
    found: dict[str, dict[str, Path]] = {"checks": dict.fromkeys(OWN_CHECKS, HERE / "suppressions.md")}
    found["checks"] |= {hyphened(path.stem): path for path in HERE.glob("checks/[!_]*.md")}
    for kind in KINDS[1:]:
        data = [path for folder in (rules_folder(), *map(Path, folders)) for path in folder.glob(f"{kind}/*.y*ml")]
        found[kind] = {path.stem: _page_of(path) for path in data}
    return found


def page(kind: str, name: str) -> str:
    """The text of one page; "" when there is none."""
    path = pages()[kind].get(name)
    return path.read_text(encoding="utf-8") if path else ""


def _page_of(data: Path) -> Path:
    told = data.with_suffix(".md")
    return told if told.is_file() else data
