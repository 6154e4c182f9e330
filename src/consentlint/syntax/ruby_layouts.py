"""The layouts of pages in Ruby's template languages (Rails, Sinatra, Middleman)."""

from consentlint.syntax.front_matter import FRONT_MATTER
from consentlint.syntax.template import Layout, Search

_ENDINGS = Search(endings=(".html.erb", ".erb", ".html.haml", ".haml", ".html.slim", ".slim", ".rhtml"))
_PAGE = r"(?!_)[^/.]+(?:\.html)?(?:\+\w+)?\.\w+"

LAYOUTS = (
    FRONT_MATTER,
    # https://guides.rubyonrails.org/layouts_and_rendering.html#finding-layouts
    Layout(
        pages=rf"(?P<views>(?:.*/)?views/)(?!layouts/|shared/|(?:.*/)?\w*mailer/)(?P<folder>.+)/{_PAGE}",
        paths=("{views}layouts/{folder}", "{views}layouts/application"),
        others=rf"{{views}}layouts/(?!application\.|\w*mailer){_PAGE}",
        search=_ENDINGS,
    ),
    # https://sinatrarb.com/intro.html (Views / Templates)
    Layout(pages=rf"(?P<views>(?:.*/)?views/)(?!layout\.)(?:.*/)?{_PAGE}", paths=("{views}layout",), search=_ENDINGS),
    # https://middlemanapp.com/basics/layouts/
    Layout(
        pages=rf"(?P<source>(?:.*/)?source/)(?!layouts/)(?:.*/)?{_PAGE}",
        paths=("{source}layouts/layout", "{source}layout"),
        search=_ENDINGS,
    ),
)
