"""Apache Velocity (Confluence, XWiki, Liferay, dotCMS)."""

from consentlint.syntax.leaving import LEAVING, leaving
from consentlint.syntax.template import Dialect, Search, Word
from consentlint.syntax.velocity import Scan
from consentlint.syntax.velocity_condition import read_arguments, read_set, read_velocity

_WORDS = {
    "if": Word("open", ("if",), conditional=True),
    "elseif": Word("branch", (), conditional=True),
    "else": Word("branch", ()),
    "foreach": Word("open", ("for",)),
    "macro": Word("open", ("macro",)),
    "define": Word("open", ("macro",)),
    "@": Word("open", ("call",)),
    "end": Word("close", ()),
    "set": Word("leaf", ("set",), binds=True),
    "parse": Word("leaf", ("include",)),
    "include": Word("leaf", ("include",)),
    "evaluate": Word("leaf", ("other",)),
    "break": Word("leaf", ("other",)),
    "stop": Word("leaf", ("other",)),
    "[[": Word("leaf", ("raw",)),
    **LEAVING,
}

DIALECT = Dialect(
    id="velocity",
    extensions=(".vm", ".vtl", ".vhtml"),
    scan=lambda text: leaving(Scan(text).tags(), _WORDS, frozenset(["stop"])),
    words=_WORDS,
    sniff=lambda text: False,
    condition=read_velocity,
    bindings=read_set,
    arguments=read_arguments,
    end_prefix="",
    search=Search(folders={"": ("templates", "src/main/resources/templates", "")}, relative=True, shared=True),
)
