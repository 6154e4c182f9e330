"""Suppressions: only with a reason, only by id, only where they stand; useless ones are findings themselves."""

import re

import pytest

from consentlint.config import Config
from consentlint.model import Finding, Place, Severity, Span
from consentlint.packs.values import Policy
from consentlint.suppress import quieten, quieter

KNOWN = frozenset(
    ["ungated-embed", "dead-gate", "suppression-without-reason", "unknown-suppression", "unused-suppression"]
)
DEFAULT, POLICY = Config(), Policy("default", "", "")
COMMENT = re.compile(
    r"<!--.*?-->|\{%-? comment.*?endcomment -?%\}|/\*.*?\*/|//[^\n]*|\{#.*?#\}|\{\{!--.*?--\}\}|<%#.*?%>", re.DOTALL
)


def left(text: str, config: Config = DEFAULT, policy: Policy = POLICY) -> list[str]:
    """`line check` of what is left when every `EMBED` in the text is an ungated embed."""
    findings = [
        Finding("ungated-embed", Severity.ERROR, "x", Place("a.html", Span(*match.span())))
        for match in re.finditer("EMBED", text)
    ]
    comments = [(Span(*match.span()), match[0]) for match in COMMENT.finditer(text)]
    kept = quieten(findings, comments, "a.html", text, quieter(config, policy, KNOWN))
    return [f"{text.count(chr(10), 0, finding.place.span.start) + 1} {finding.check}" for finding in kept]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<!-- consentlint: allow[ungated-embed] why -->\nEMBED", id="HTML, line above"),
        pytest.param("EMBED <!-- consentlint: allow[ungated-embed] why -->", id="HTML, same line"),
        pytest.param("<!-- consentlint: allow[ungated-embed] why -->\n\n  \nEMBED", id="blank lines between"),
        pytest.param("// consentlint: allow[ungated-embed] why\nEMBED", id="line comment"),
        pytest.param("EMBED // consentlint: allow[ungated-embed] why", id="line comment behind"),
        pytest.param("/* consentlint: allow[ungated-embed] why */\nEMBED", id="block comment"),
        pytest.param("{/* consentlint: allow[ungated-embed] why */}\nEMBED", id="JSX"),
        pytest.param("{# consentlint: allow[ungated-embed] why #}\nEMBED", id="Jinja"),
        pytest.param("{% comment %}consentlint: allow[ungated-embed] why{% endcomment %}\nEMBED", id="Django"),
        pytest.param(
            '{%- comment "x" -%} consentlint: allow[ungated-embed] why {%- endcomment -%}\nEMBED', id="dashes"
        ),
        pytest.param("{{!-- consentlint: allow[ungated-embed] why --}}\nEMBED", id="Handlebars"),
        pytest.param("<%# consentlint: allow[ungated-embed] why %>\nEMBED", id="ERB"),
        pytest.param("<!--\n  consentlint: allow[ungated-embed] why\n-->\nEMBED", id="several lines"),
        pytest.param("<!-- consentlint: allow[ungated-embed] why -->\n<!-- more -->\nEMBED", id="a comment between"),
        pytest.param("<!-- consentlint: allow[ungated-embed] why -->\r\nEMBED", id="CRLF"),
        pytest.param("<!-- Consentlint: Allow[ Ungated-Embed ]: why -->\nEMBED", id="capitals and a colon"),
        pytest.param("<!-- see the docs on consentlint: allow[x] -->", id="prose that mentions one"),
        pytest.param("EMBED EMBED // consentlint: allow[ungated-embed] why", id="two on the line"),
    ],
)
def test_quiet(text):
    assert left(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("EMBED", ["1 ungated-embed"], id="no suppression"),
        pytest.param(
            "<!-- consentlint: allow[ungated-embed] -->\nEMBED",
            ["1 suppression-without-reason", "2 ungated-embed"],
            id="no reason",
        ),
        pytest.param(
            "/* consentlint: allow[ungated-embed] - */\nEMBED",
            ["1 suppression-without-reason", "2 ungated-embed"],
            id="a dash is no reason",
        ),
        pytest.param(
            "<!-- consentlint: allow[ungated-embd] why -->\nEMBED",
            ["1 unknown-suppression", "2 ungated-embed"],
            id="unknown check",
        ),
        pytest.param(
            "<!-- consentlint: allow ungated-embed why -->\nEMBED",
            ["1 unknown-suppression", "2 ungated-embed"],
            id="no brackets",
        ),
        pytest.param(
            "<!-- consentlint: allow[] why -->\nEMBED", ["1 unknown-suppression", "2 ungated-embed"], id="no check"
        ),
        pytest.param(
            "<!-- consentlint: allow[ungated-embed] why -->\n<p>", ["1 unused-suppression"], id="nothing there"
        ),
        pytest.param(
            "<!-- consentlint: allow[ungated-embed, dead-gate] why -->\nEMBED", ["1 unused-suppression"], id="half used"
        ),
        pytest.param(
            "<!-- consentlint: allow[ungated-embed] why -->\n<p>\nEMBED",
            ["1 unused-suppression", "3 ungated-embed"],
            id="two lines below",
        ),
        pytest.param(
            "<p><!-- consentlint: allow[ungated-embed] why -->\nEMBED",
            ["1 unused-suppression", "2 ungated-embed"],
            id="behind code it speaks for its own line",
        ),
        pytest.param("<!-- consentlint: allow[ungated-embed] why -->", ["1 unused-suppression"], id="end of the file"),
    ],
)
def test_reported(text, expected):
    assert left(text) == expected


UNUSED = "<!-- consentlint: allow[ungated-embed] why -->"


def test_a_check_that_does_not_run_makes_no_suppression_unused():
    assert left(UNUSED, Config(select=("unused-suppression",))) == []
    assert left(UNUSED, policy=Policy("p", "", "", checks={"ungated-embed": Severity.OFF})) == []


def test_the_findings_on_suppressions_obey_ignore_and_severity():
    assert left(UNUSED, Config(ignore=("unused-suppression",))) == []
    assert left(UNUSED, policy=Policy("p", "", "", checks={"unused-suppression": Severity.OFF})) == []


def test_select_and_ignore():
    assert left("EMBED", Config(select=("dead-gate",))) == []
    assert left("EMBED", Config(ignore=("ungated-embed",))) == []
    assert left("EMBED", Config(select=("ungated-embed",))) == ["1 ungated-embed"]


@pytest.mark.parametrize(("glob", "expected"), [("*.html", []), ("/b/**", ["1 ungated-embed"])])
def test_per_file_ignores(glob, expected):
    assert left("EMBED", Config(per_file_ignores=((glob, ("ungated-embed",)),))) == expected
