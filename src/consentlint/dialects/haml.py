"""Haml (Rails, Middleman): elements by indentation, Ruby in between."""

from consentlint.syntax.condition import split_assignment
from consentlint.syntax.rendered import Rendered
from consentlint.syntax.ruby import read_ruby
from consentlint.syntax.ruby_layouts import LAYOUTS
from consentlint.syntax.ruby_words import WORDS
from consentlint.syntax.template import Bindings, Dialect, Search


def _render(text: str) -> Rendered:
    from consentlint.syntax.haml import render_haml  # its patterns: 2 ms

    return render_haml(text)


def _bindings(word: str, text: str, offset: int) -> Bindings:
    name, value, at = split_assignment(text)
    return ((name.lstrip("@$"), read_ruby(value, offset + at)),) if name else ()


DIALECT = Dialect(
    id="haml",
    extensions=(".haml",),
    scan=lambda text: (),
    words=WORDS,
    sniff=lambda text: False,
    condition=read_ruby,
    bindings=_bindings,
    render=_render,
    end_prefix="",
    search=Search(
        endings=(".html.haml", ".haml", ".html.slim", ".slim", ".html.erb", ".erb", ""),
        folders={"": ("views",)},
        partial="_",
        object="local_assigns",
        layouts=LAYOUTS,
        runs=True,
    ),
    calls={"render": "include", "partial": "include", "yield": "yield", "content_for": "yield", "haml": "include"},
)
