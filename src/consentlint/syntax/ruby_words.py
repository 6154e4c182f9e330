"""The block words of languages that tell the blocks of Ruby by indentation (Haml, Slim)."""

from consentlint.syntax.template import Word

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
