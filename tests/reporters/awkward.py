"""One fixed set of awkward findings: every reporter gets the same ones.

é and an emoji before the place, a tab, CRLF, a place of several lines, an empty place at the end of the file, a file
name with spaces, a colon, a comma and a percent sign, a message with a percent sign, terminal escapes in the source.
"""

from consentlint.model import Embed, Exposure, Finding, Guard, Place, Region, Related, Severity, Skipped, Span
from consentlint.report import Report, Rule
from consentlint.worlds import ALWAYS, NEVER, ON_CONSENT, PERHAPS

PAGE = (
    "<p>é 😀</p>\r\n"
    '\t<b>é😀</b><script src="https://apps.mypurecloud.com/x.js"></script>\r\n'
    '<iframe\r\n  title="\x1b[31m 日本"\r\n  src="https://apps.mypurecloud.de/y"></iframe>\r\n'
    "if (shop.ready()) {}"
)
ODD = "sub dir/a,b:100% é.html"


def place(text: str, path: str = "page.html") -> Place:
    start = PAGE.index(text)
    return Place(path, Span(start, start + len(text)))


GUARD = Guard(
    kind="script-branch",
    place=place("if (shop.ready())"),
    text="if (shop.ready())",
    worlds=PERHAPS,
    reason="nobody knows `shop.ready()`; declare it under `consent.conditions` if it is your consent check",
)
SCRIPT = Embed(
    vendor="genesys",
    form="script-tag",
    place=place("https://apps.mypurecloud.com/x.js"),
    url="https://apps.mypurecloud.com/x.js",
    exposure=Exposure(ALWAYS, NEVER),
    region=Region("us-east-1", "us"),
    trace=(GUARD,),
)
FRAME = Embed(
    vendor="acme",
    form="iframe",
    place=place(PAGE[PAGE.index("<iframe") : PAGE.index("></iframe")]),
    url="",
    exposure=Exposure(ON_CONSENT, ALWAYS),
)
END = Place("page.html", Span(len(PAGE), len(PAGE)))
FINDINGS = (
    Finding(
        "ungated-embed",
        Severity.ERROR,
        "it loads: 100% of the time, é 😀",
        SCRIPT.place,
        "genesys",
        (),
        (GUARD,),
        SCRIPT,
    ),
    Finding(
        "click-to-load", Severity.WARNING, "a frame", FRAME.place, "acme", (Related(GUARD.place, "released here"),)
    ),
    Finding("dead-gate", Severity.NOTE, "nothing releases it", END, "genesys"),
    Finding("unused-suppression", Severity.WARNING, "two\nlines", Place(ODD, Span(0, 3))),
)
RULES = {
    "ungated-embed": Rule("ungated-embed", "it loads before consent", "error"),
    "click-to-load": Rule("click-to-load", "it loads on a click", "off"),
}
FULL = Report(
    command="check",
    files_scanned=3,
    findings=FINDINGS,
    embeds=(SCRIPT, FRAME),
    skipped=(Skipped("binary.html", "binary (it holds a NUL byte)"),),
    partial=(Skipped("page.html", "the script is broken from line 3 on"),),
    texts={"page.html": PAGE, ODD: "<p>"},
    rules=RULES,
)
EMPTY = Report("check", 0)
