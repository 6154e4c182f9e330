"""What languages with Ruby in them share: names, and the block words of those that go by indentation (Haml, Slim)."""

from consentlint.syntax.condition import split_assignment
from consentlint.syntax.ruby import read_ruby
from consentlint.syntax.template import Bindings, Word

WORDS = {
    "if": Word("open", ("if",), conditional=True),
    "unless": Word("open", ("if",), conditional=True, negate=True),
    "case": Word("open", ("if",), subject=True),
    "elsif": Word("branch", (), conditional=True),
    "when": Word("branch", (), conditional=True),
    "else": Word("branch", ()),
    "rescue": Word("branch", ()),
    "ensure": Word("branch", ()),
    "loop": Word("open", ("for",)),
    "begin": Word("open", ("block",)),
    "do": Word("open", ("block",)),
    "content_for": Word("open", ("push",)),
    "leave_if": Word("open", ("if",), conditional=True, negate=True),
    "leave_unless": Word("open", ("if",), conditional=True),
    "end": Word("close", ()),
    "set": Word("leaf", ("set",), binds=True),
    "code": Word("leaf", ("code",)),
}


def bindings(word: str, text: str, offset: int) -> Bindings:
    """The name that `name = value` gives a value to."""
    name, value, at = split_assignment(text)
    return ((name.lstrip("@$"), read_ruby(value, offset + at)),) if name else ()
