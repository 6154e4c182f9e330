"""The block words of languages whose code stands in pages (PHP, Java, C#, JavaScript); `code_statements` tells them."""

from consentlint.syntax.template import Word

WORDS = {
    "if": Word("open", ("if",), conditional=True),
    "elseif": Word("branch", ("if",), conditional=True),
    "else": Word("branch", ("if",)),
    "endif": Word("close", ("if",)),
    "rest": Word("open", ("if",), conditional=True, negate=True),
    "endrest": Word("close", ("if",)),
    "loop": Word("open", ("for",)),
    "endloop": Word("close", ("for",)),
    "switch": Word("open", ("if",), subject=True),
    "case": Word("branch", ("if",), conditional=True),
    "default": Word("branch", ("if",)),
    "endswitch": Word("close", ("if",)),
    "set": Word("leaf", ("set",), binds=True),
    "code": Word("leaf", ("code",)),
}
