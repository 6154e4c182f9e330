"""Apache Velocity (Confluence, XWiki, Liferay, dotCMS)."""

from consentlint.syntax.leaving import LEAVING, leaving
from consentlint.syntax.template import Dialect, Layout, Search, Word
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

# VelocityLayoutServlet (https://velocity.apache.org/tools/3.1/view-layoutservlet.html)
_LAYOUT = Layout(pages=r"(?!(?:.*/)?layout/).*", paths=("{up}layout/Default",), search=Search(endings=(".vm",)))

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
    search=Search(
        folders={"": ("templates", "src/main/resources/templates", "")},
        relative=True,
        shared=True,
        layouts=(_LAYOUT,),
        body=("$screen_content",),
        caller=("$bodyContent", "$!bodyContent", "bodyContent", "!bodyContent"),
    ),
)
