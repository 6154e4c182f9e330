"""Layouts that a page's front matter names, or the settings of the site generator (Jekyll, Eleventy, Middleman)."""

import re

from consentlint.lazy_regex import lazy_regex
from consentlint.syntax.template import Given, Layout, Search

BEGINS = r"\A\ufeff?---[ \t]*\r?\n"
_NAMED = BEGINS + r"""(?:(?!---)[^\n]*+\n)*?layout[ \t]*:[ \t]*["']?([^\s"'#]*)"""
_QUOTED = lazy_regex(r"""\blayout["']?\s*:\s*["']([^"'\n]*)["']""")
ENDINGS = ("", ".html", ".liquid", ".njk", ".hbs", ".ejs", ".md", ".html.erb", ".erb", ".html.haml", ".haml",
           ".html.slim", ".slim", ".html.liquid")  # fmt: skip


def _data_file(text: str, path: str) -> tuple[str, ...] | None:
    """Eleventy's data of a folder or page, in JSON or a script (https://www.11ty.dev/docs/data-template-dir/)."""
    found = _QUOTED.search(text)
    return (found[1],) if found is not None else None


def _defaults(text: str, path: str) -> tuple[str, ...] | None:
    """What Jekyll's `defaults` say of a page with front matter: the closest scope counts.

    https://jekyllrb.com/docs/configuration/front-matter-defaults/
    """
    from consentlint.syntax.data import read_data

    found: list[tuple[int, int, str]] = []
    for number, entry in enumerate(read_data("_config.yml", text).get("defaults").items):
        folder, kind = entry.get("scope", "path").text.strip("/"), entry.get("scope", "type").text
        layout = entry.get("values", "layout")
        if "layout" in (entry.get("values").value or ()) and _under(path, folder) and _of_type(path, kind):
            found.append((len(folder), number, layout.text))
    return (max(found)[2],) if found else None


def _under(path: str, folder: str) -> bool:
    if "*" in folder:
        return re.match(re.escape(folder).replace(r"\*", ".*"), path) is not None
    return not folder or path == folder or path.startswith(folder + "/")


def _of_type(path: str, kind: str) -> bool:
    """Posts lie in `_posts`, a collection in a folder of its name, pages in none of these."""
    special = re.search(r"(?:^|/)_(\w+)/", path)
    return not kind or (special is None if kind == "pages" else special is not None and special[1] == kind)


_SEARCH = Search(
    endings=ENDINGS,
    folders={"": ("_layouts", "_includes", "_includes/layouts", "source/layouts", "layouts", "src/layouts")},
)
FRONT_MATTER = Layout(
    needs=BEGINS,
    named=_NAMED,
    given=(Given("_config.yml", _defaults), Given("_config.yaml", _defaults)),
    search=_SEARCH,
)
_OF_FOLDER = [
    f"{name}{ending}" for name in ("{stem}", "{folder}") for ending in (".11tydata.json", ".11tydata.js", ".json")
]
DATA_FILES = Layout(given=tuple(Given(file, _data_file) for file in _OF_FOLDER), search=_SEARCH)
LAYOUTS = (FRONT_MATTER, DATA_FILES)
