"""Names in whose place a build puts a value: `import.meta.env.VITE_CHAT_URL`, as the packs know them (`BuildValue`)."""

from typing import TYPE_CHECKING

from consentlint.reach.atoms import canonical
from consentlint.reach.plugins import Plugin
from consentlint.reach.settings import built
from consentlint.reach.values import UNDEFINED, Value, value

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def _read(m: "Machine", path: str, key: str) -> Value | None:
    """The value of each stage of the project; a stage in which nothing defines it leaves it undefined."""
    if m.project is None:
        return None
    known = m.knowledge.build_value(canonical(f"{path}.{key}"))
    found = m.project.variable(m.start_code.path, *known) if known is not None else []
    if not found:
        return built(m, canonical(f"{path}.{key}"))
    return value(*(UNDEFINED if text is None else text for text in found))


NATIVES = Plugin(id="build-values", on_outside_read=_read)
