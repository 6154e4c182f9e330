"""Slim (Rails, Sinatra, Hanami): elements by indentation, Ruby in between."""

from consentlint.syntax.rendered import Rendered
from consentlint.syntax.ruby import read_ruby
from consentlint.syntax.ruby_layouts import LAYOUTS
from consentlint.syntax.ruby_words import WORDS, bindings
from consentlint.syntax.template import Dialect, Search


def _render(text: str) -> Rendered:
    from consentlint.syntax.slim import render_slim  # its patterns: 2 ms

    return render_slim(text)


DIALECT = Dialect(
    id="slim",
    extensions=(".slim",),
    scan=lambda text: (),
    words=WORDS,
    sniff=lambda text: False,
    condition=read_ruby,
    bindings=bindings,
    render=_render,
    end_prefix="",
    search=Search(
        endings=(".html.slim", ".slim", ".html.haml", ".haml", ".html.erb", ".erb", ""),
        folders={"": ("views",)},
        partial="_",
        object="local_assigns",
        layouts=LAYOUTS,
        runs=True,
    ),
    calls={"render": "include", "partial": "include", "yield": "yield", "content_for": "yield", "slim": "include"},
)
