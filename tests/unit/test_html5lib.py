"""Our tree against html5lib's, which follows the standard to the letter, on generated pages."""

import html5lib
from hypothesis import given, settings
from hypothesis import strategies as st

from consentlint.syntax.markup import parse_markup

ADDED = {"html", "head", "body", "tbody", "colgroup"}  # html5lib adds these; we add nothing
Shape = list[tuple[str, tuple[tuple[str, str], ...], str]]

VALUES = st.sampled_from(['"x y"', "'a&amp;b'", "u/v", '"&copy=1"', '""', '"<p>"', "'\"'", "a=b"])
ATTRIBUTES = st.lists(
    st.builds("{}={}".format, st.sampled_from(["id", "CLASS", "data-a", "src", "id"]), VALUES) | st.just("async"),
    max_size=3,
).map(lambda attributes: "".join(f" {attribute}" for attribute in attributes))
TEXTS = st.sampled_from(["", "x", " ", "a &amp; b", "&lt;p&gt;", "1 < 2"])


def element(names: list[str], inner: st.SearchStrategy[str], *, end: bool | None = True) -> st.SearchStrategy[str]:
    ends = st.booleans() if end is None else st.just(end)
    return st.builds(
        lambda name, attributes, content, closed: f"<{name}{attributes}>{content}{f'</{name}>' if closed else ''}",
        st.sampled_from(names), ATTRIBUTES, inner, ends,
    )  # fmt: skip


def many(strategy: st.SearchStrategy[str], least: int = 0) -> st.SearchStrategy[str]:
    return st.lists(strategy, min_size=least, max_size=3).map("".join)


RAW = st.sampled_from(
    ["<script>if (a < b) '<p>'</script>", "<script><!-- <script> </script> --></script>", "<style>a > b</style>",
     "<textarea><i></textarea>", "<!-- <p> -->", "<iframe><p></iframe>", "<svg><path/><title>t</title></svg>"]
)  # fmt: skip
VOID = element(["br", "img", "input", "wbr", "embed"], st.just(""), end=False)
PHRASE = many(TEXTS | VOID | RAW | element(["span", "label", "cite"], TEXTS))


def containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = many(inner)
    items = many(element(["li"], content, end=None), 1)
    terms = many(element(["dt", "dd"], content, end=None), 1)
    rows = many(element(["tr"], many(element(["td", "th"], content, end=None), 1), end=None), 1)
    parts = rows | many(element(["thead", "tbody", "tfoot"], rows, end=None), 1)
    return st.one_of(
        element(["div", "section", "main", "article", "noframes-x", "fieldset"], content),
        element(["ul", "ol"], items),
        element(["dl"], terms),
        element(["table"], parts),
    )


BLOCK = st.recursive(PHRASE | element(["p"], PHRASE, end=None), containers, max_leaves=6)
PAGES = many(BLOCK, 1)


def theirs(text: str) -> Shape:
    """Elements with attributes and parent, in document order, without what html5lib adds."""
    shape: Shape = []

    def walk(node: object, parent: str) -> None:
        for child in node:  # type: ignore[attr-defined]
            if not isinstance(child.tag, str):
                continue
            name = child.tag.lower()
            if name not in ADDED or child.attrib or name == "tbody":
                shape.append((name, tuple(sorted(child.attrib.items())), parent))
            walk(child, parent if name in ADDED else name)

    walk(html5lib.parse(text, namespaceHTMLElements=False), "")
    return [entry for entry in shape if entry[0] not in ADDED]


def ours(text: str) -> Shape:
    shape: Shape = []
    for tag in parse_markup(text).elements:
        attributes: dict[str, str] = {}
        for attribute in tag.attributes:
            attributes.setdefault(attribute.name, attribute.value or "")
        parent = next((above.name for above in tag.parents if above.name not in {*ADDED, "[document]"}), "")
        shape.append((tag.name, tuple(sorted(attributes.items())), parent))
    return [entry for entry in shape if entry[0] not in ADDED]


def without_namespaces(shape: Shape) -> Shape:
    """html5lib names svg as `{http://www.w3.org/2000/svg}path`."""
    return [(name.rpartition("}")[2], attributes, parent.rpartition("}")[2]) for name, attributes, parent in shape]


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_same_elements_attributes_and_parents(text: str) -> None:
    page = f"<!doctype html><body>{text}"
    assert ours(page) == without_namespaces(theirs(page))
