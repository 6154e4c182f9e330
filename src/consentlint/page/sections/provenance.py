"""What this page was made of: version, settings, and sums of the input, so that it can be made again."""

from consentlint.page.content import Content
from consentlint.page.markup import Html, join, table, tag, terms
from consentlint.page.section import Section


def write(content: Content) -> Html:
    words = content.words
    facts = terms(
        (
            (words("provenance.tool"), f"consentlint {content.version}"),
            (words("provenance.policy"), content.policy),
            (words("provenance.day"), words.date(content.today)),
            (words("provenance.files"), str(len(content.input.sums))),
            (words("provenance.digest"), tag("code", content.input.digest, class_="long")),
        ),
        "terms",
    )
    return join((tag("p", words("provenance.lead")), facts, tag("p", words("provenance.how")), _sums(content)))


def _sums(content: Content) -> Html:
    """The sums of the files that are named on this page."""
    words, sums = content.words, content.input.sums
    rows = [
        (tag("code", path), tag("code", sums[path], class_="long"))
        for path in sorted(content.report.texts)
        if path in sums
    ]
    if not rows:
        return Html("")
    sheet = table(words("provenance.sums"), [words("provenance.file"), "SHA-256"], rows)
    return tag("details", tag("summary", words("provenance.sums")), sheet)


SECTION = Section("provenance", 80, write)
