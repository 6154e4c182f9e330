"""The reader of examples: what it takes, and that it names every fault."""

import pytest
from cases import Case, read_page

from consentlint.worlds import NEVER, ON_CONSENT


def page(info: str, code: str = "<p>x</p>", heading: str = "### a name (why)") -> str:
    return f"# t\n\n## Not reported\n\n{heading}\n\n```{info}\n{code}\n```\n"


def only(text: str) -> Case:
    read = read_page("a.md", text)
    assert read.faults == []
    (case,) = read.cases
    return case


def fault(text: str) -> str:
    read = read_page("a.md", text)
    assert read.cases == []
    return "\n".join(read.faults)


def test_silent_case() -> None:
    case = only(page("html silent load=no/no/yes region=eu-central-1"))
    assert case.id == "a.md::a name (why)::1"
    assert (case.line, case.language, case.code) == (7, "html", "<p>x</p>\n")
    assert (case.checks, case.embeds, case.load, case.request) == ((), 1, ON_CONSENT, NEVER)
    assert (case.region, case.vendor, case.policy, case.todo) == ("eu-central-1", "genesys", "default", False)
    assert case.filename == "example.html"


def test_reported_is_a_sorted_set() -> None:
    assert only(page("js reported=ungated-embed,dead-gate")).checks == ("dead-gate", "ungated-embed")


def test_none_means_no_embed() -> None:
    assert only(page("html none")).embeds == 0


def test_without_load_nothing_is_said_about_request() -> None:
    assert only(page("html silent")).request is None


def test_controls_and_proof() -> None:
    case = only(page("html silent accept=#yes refuse=.no click=[data-chat] proof=skip:needs_a_server todo"))
    assert (case.accept, case.refuse, case.click) == ("#yes", ".no", "[data-chat]")
    assert (case.skip, case.todo) == ("needs a server", True)


def test_value_may_hold_an_equals_sign() -> None:
    assert only(page("html silent accept=[data-x=y]")).accept == "[data-x=y]"


def test_longer_fence_may_hold_a_shorter_one() -> None:
    text = "## Reported\n### n\n````html silent\n```\n<p>\n````\n"
    assert only(text).code == "```\n<p>\n"


def test_tilde_fence_is_not_closed_by_backticks() -> None:
    assert only("## Reported\n### n\n~~~html silent\n```\n~~~\n").code == "```\n"


def test_block_with_a_language_only_is_an_illustration_elsewhere() -> None:
    read = read_page("a.md", "## How to fix\n\n```html\n<p>\n```\n")
    assert (read.cases, read.faults) == ([], [])


def test_numbers_count_per_heading() -> None:
    text = page("html silent") + "\n```html silent\n<b>\n```\n### other\n```html silent\n<i>\n```\n"
    assert [case.id[-1] for case in read_page("a.md", text).cases] == ["1", "2", "1"]


def test_parts_belong_to_the_next_example_of_their_heading() -> None:
    part = "```yaml part file=a/b.yaml\nx: 1\n```\n"
    text = f"## Reported\n\n### one\n\n{part}\n{part.replace('a/b', 'c')}\n```html silent only=missing-dpa\n<p>\n```\n"
    case = only(text)
    assert case.beside == (("a/b.yaml", "x: 1\n"), ("c.yaml", "x: 1\n"))
    assert case.only == ("missing-dpa",)
    again = read_page("a.md", f"{text}\n```html silent\n<p>\n```\n").cases[1]
    assert again.beside == ()


@pytest.mark.parametrize("info", ["yaml part", "yaml part file=a silent", "yaml part file=a"])
def test_parts_have_a_name_and_an_example(info: str) -> None:
    assert "part" in fault(page(info, "x: 1"))


@pytest.mark.parametrize(
    ("info", "says"),
    [
        ("html silent lod=no/no/yes", "'lod=no/no/yes' is not understood"),
        ("html silent none=1", "'none=1' is not understood"),
        ("html silent load", "'load' is not understood"),
        ("html silent load=no/yes", "three answers"),
        ("html silent load=no/no/perhaps", "three answers"),
        ("html silent embeds=two", "'two' is not a number"),
        ("html silent silent", "'silent' stands twice"),
        ("html", "exactly one of silent, none, reported=... (it says none of them)"),
        ("html silent reported=dead-gate", "it says silent and reported"),
        ("html none load=no/no/yes", "'load' contradicts it"),
        ("html reported=Dead", "not a list of check ids"),
        ("html reported=dead-gate,dead-gate", "twice"),
        ("html silent proof=later", "not 'skip:reason_in_words'"),
        ("html silent vendor=", "it has no value"),
        ("basic silent", "language 'basic' is not known"),
        ("", "language '' is not known"),
    ],
)
def test_fault_is_named_with_its_place(info: str, says: str) -> None:
    text = fault(page(info))
    assert says in text
    assert all(line.startswith("a.md:7: ") for line in text.splitlines())


def test_all_faults_are_told_at_once() -> None:
    assert len(fault(page("basic load=x what")).splitlines()) == 4


def test_unclosed_fence() -> None:
    assert "never closed" in fault("## Reported\n### n\n```html silent\n<p>\n")


def test_empty_example() -> None:
    assert "empty" in fault(page("html silent", code=" "))


def test_example_without_heading() -> None:
    assert "needs a '### name" in fault(page("html silent", heading=""))
