"""What the tree builder knows of elements: which are void, which close others, which bound a search (WHATWG 13.2)."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
SVG_INTEGRATION = frozenset({"foreignobject", "desc", "title"})
MATH_INTEGRATION = frozenset({"mi", "mo", "mn", "ms", "mtext", "annotation-xml"})

# No implied end tag and no search for a start tag goes beyond one of these.
SCOPE = _names("applet caption html table td th marquee object template")
SPECIAL = SCOPE | _names(
    "address area article aside base basefont bgsound blockquote body br button center col colgroup dd details dir div "
    "dl dt embed fieldset figcaption figure footer frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr iframe "
    "img input keygen li link listing main menu meta nav noembed noframes noscript ol p param plaintext pre script "
    "search section select source style summary tbody textarea tfoot thead title tr track ul wbr xmp"
)
SOFT = frozenset({"address", "div", "p"})  # special, but an open `li` is looked for beyond them
# Closed by their end tag even when something else opened in them is still open (`form` behaves so too).
FORMATTING = _names("a b big code em font i nobr s small strike strong tt u form")
TABLE_PARTS = _names("caption colgroup tbody thead tfoot tr td th")

CLOSES_P = _names(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hgroup hr li dd dt listing main menu nav ol p plaintext pre search section summary table ul xmp"
)

# A start tag closes the open elements named here, as far down as its bound allows.
CLOSES: dict[str, tuple[str, tuple[str, ...]]] = {
    "li": ("list", ("li",)),
    "dd": ("list", ("dd", "dt")),
    "dt": ("list", ("dd", "dt")),
    "option": ("scope", ("option",)),
    "optgroup": ("scope", ("option", "optgroup")),
    "rb": ("scope", ("rb", "rp", "rt", "rtc")),
    "rp": ("scope", ("rb", "rp", "rt")),
    "rt": ("scope", ("rb", "rp", "rt")),
    "rtc": ("scope", ("rb", "rp", "rt", "rtc")),
    "button": ("scope", ("button",)),
    "td": ("table", ("td", "th", "caption", "colgroup")),
    "th": ("table", ("td", "th", "caption", "colgroup")),
    "tr": ("table", ("tr", "caption", "colgroup")),
    "tbody": ("table", ("tbody", "thead", "tfoot", "tr", "caption", "colgroup")),
    "thead": ("table", ("tbody", "thead", "tfoot", "tr", "caption", "colgroup")),
    "tfoot": ("table", ("tbody", "thead", "tfoot", "tr", "caption", "colgroup")),
    "caption": ("table", ("caption", "colgroup")),
    "colgroup": ("table", ("caption", "colgroup")),
}
HEAD_CONTENT = _names("base basefont bgsound head html link meta noframes noscript script style template title")

# HTML that ends svg and math, wherever it stands in them.
BREAKOUT = _names(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
