"""Template languages as values (`Dialect`; one a file in `dialects/`), and what is read of a text in one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from consentlint.model import Span
from consentlint.syntax import ir

if TYPE_CHECKING:
    from consentlint.syntax.components import Compiled
    from consentlint.syntax.rendered import Rendered

TagKind = Literal["output", "block", "comment"]
Role = Literal["open", "branch", "close", "leaf", "print"]
Bindings = tuple[tuple[str, ir.Expr], ...]


class Tag(NamedTuple):
    """One template tag. `word` and `args` matter for blocks only; `args` is the span of what follows the word."""

    kind: TagKind
    span: Span
    word: str
    args: Span


@dataclass(frozen=True, slots=True)
class Word:
    """What a block word does.

    role         open, branch and close make blocks; leaf stands alone; print stands alone and prints
    kinds        open, leaf: the kind of the block; branch, close: the kinds it belongs to, none = whatever is open
    conditional  a condition follows
    negate       the condition holds when it is false (`unless`)
    binds        values are given to names
    subject      what follows is compared with what its branches name (`case x`, `when 'a', 'b'`)
    bare         the file that it names may stand without quotes (`{{> footer}}`)
    """

    role: Role
    kinds: tuple[str, ...] = ()
    conditional: bool = False
    negate: bool = False
    binds: bool = False
    subject: bool = False
    bare: bool = False


class Given(NamedTuple):
    """A file that names the layout of the pages in its folder and below it.

    file  its own name; `{folder}` is the name of the folder that it lies in, `{stem}` the page's own
    read  what its text says of a page, whose path begins at the folder: the names, () for no layout, None for nothing
    """

    file: str
    read: Callable[[str, str], tuple[str, ...] | None]


class Layout(NamedTuple):
    """A layout that pages stand in without a tag of theirs that names it.

    pages    an expression for the paths of such pages
    needs    an expression for something that such a page holds
    named    an expression for its name in the page; all that its groups hold are names
    given    files that name it
    paths    where it lies where nothing names it, without its ending: the first that is there. Groups of `pages` stand
             in braces, `{up}` for the page's folder and those above it, `*/` at its beginning for any folder
    others   an expression for the paths of layouts that may be meant instead (`paths` say more)
    search   how what is named is found; its endings are those of layouts
    parts    blocks of the page are not shown where they stand, but where the layout shows their names
    body     the layout shows the page's other text, too
    """

    pages: str = ""
    needs: str = ""
    named: str = ""
    given: tuple[Given, ...] = ()
    paths: tuple[str, ...] = ()
    others: str = ""
    search: "Search | None" = None
    parts: bool = False
    body: bool = True


class Search(NamedTuple):
    """How a language finds the file that a name means; the folders in the settings come first.

    endings   tried after the name, in order; "" for the name as it stands
    folders   block word (or function) -> folders that its names begin at; "" for every other word
    partial   what is put before the file's own name (`_` of Rails)
    dots      a dot in a name parts folders
    relative  names begin at the folder of the file they stand in, before anything else
    implied   what a word names that is given no name (`get_header()`), which a text it is given is joined to
    runs      what fills a place elsewhere is run where it is written: conditions around it count (Blade, ERB)
    object    a name under which a file finds everything it was handed (`locals`, `include`, `$args`)
    shared    macros of files that were included before may be called (Pug)
    slot      the name under which a component's template shows what stands between its tags
    classes   an expression for the view that a component's class names, which stands in for its own (`AppLayout.php`)
    defines   an expression for the names that a file gives to parts of itself, which others call by these (Go)
    part      what stands between a file and the part of it that is meant (`file :: part` of Thymeleaf)
    layouts   the ways in which pages get a layout that no tag of theirs names; the first that finds one counts
    body      names under which a layout prints the page that stands in it
    caller    names under which a macro prints what stands within its call
    shows     words that show the block of a name where one stands ready, else a file (`{include content}` of Latte)
    join      a second text is put behind the name with this between (`get_template_part('a', 'b')`)
    """

    endings: tuple[str, ...] = ("",)
    folders: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    partial: str = ""
    dots: bool = False
    relative: bool = False
    runs: bool = False
    object: str = ""
    implied: Mapping[str, str] = MappingProxyType({})
    shared: bool = False
    join: str = ""
    part: str = ""
    slot: str = ""
    classes: str = ""
    defines: str = ""
    layouts: tuple[Layout, ...] = ()
    body: tuple[str, ...] = ()
    shows: frozenset[str] = frozenset()
    caller: tuple[str, ...] = ()


NO_RULES = Search()


@dataclass(frozen=True, slots=True)
class Dialect:
    """A template language as a value.

    Kinds that lead to other text (see `composed`): include, embed, extends, import; block (its content stands here
    unless a page that extends this one has its own), yield and stack (what others put under a name stands here),
    parent (what a block replaces); macro (it stands where it is called), call.

    id           the stem of its module
    extensions   file name ends that settle the language, longest first in doubt (".html.j2", ".jinja")
    scan         gives the tags of a text, in order, not overlapping; never raises
    words        the block words
    sniff        tells by content whether a page without a telling extension is of this language: 0 or False: no, 1 or
                 True for what others may look like too, 2 for what only this language has
    condition    lowers a condition, given its text and its offset in the file
    bindings     reads what a `binds` word gives to names, given the word, the text after it and its offset
    program      reads all of a file's code, in languages that are more than tags (`syntax/server/`)
    render       gives the markup that a text stands for, for languages that do not hold it as it is sent (Pug)
    component    reads a file that holds one component as a module whose default export shows it; None for pages
    open_prefix, end_prefix   a word that is not in `words` becomes a block when `end_prefix` + itself follows
    search       how files are found by name
    calls        functions in what is printed, and what a call of them is: include, yield, parent, block
    arguments    reads what a macro is called with (the text behind its name), where that is no list in parentheses;
                 what is given by name comes as one mapping
    """

    id: str
    extensions: tuple[str, ...]
    scan: Callable[[str], Iterable[Tag]]
    words: Mapping[str, Word]
    sniff: Callable[[str], int]
    condition: Callable[[str, int], ir.Expr]
    bindings: Callable[[str, str, int], Bindings] = lambda word, text, offset: ()
    render: "Callable[[str], Rendered] | None" = None
    open_prefix: str = ""
    end_prefix: str = "end"
    program: Callable[[str], Any] | None = None
    component: "Callable[[str], Compiled] | None" = None
    search: Search = NO_RULES
    calls: Mapping[str, str] = field(default_factory=dict)
    arguments: Callable[[str, int], tuple[ir.Expr, ...]] | None = None


class Branch(NamedTuple):
    """One arm of a block. condition None: `else`, or a block without conditions. `span` is its tag."""

    condition: ir.Expr | None
    text: str
    span: Span
    body: Span


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One template block, from its opening tag to its closing one; a tag that stands alone has an empty body.

    kind       if, for, block, macro, include, extends, import, set, with, raw, print ... as the dialect names it
    name       include, extends, import: the file, "" unless it is literal; else the first word after the block word
    text       what follows the block word, and `args` its span
    condition  of the first branch
    branches   the arms in order; all blocks with a body have at least one
    bindings   names and the values they are given
    """

    kind: str
    word: str
    name: str
    span: Span
    body: Span
    text: str
    args: Span
    condition: ir.Expr | None = None
    branches: tuple[Branch, ...] = ()
    children: "tuple[Block, ...]" = field(default=(), repr=False)
    bindings: Bindings = ()


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """One text read in one dialect.

    masked    the text, same length and same lines, with every tag painted over
    dynamic   the tags that print, sorted
    tags      all tags, sorted
    comments  comments, sorted
    blocks    the outermost blocks in order
    outputs   the tags that print an expression, in order; `args` is the expression
    lower     lowers the expression or condition in a span
    names     what is known of names in the end (see `Aliases.values`)
    """

    masked: str
    dynamic: tuple[Span, ...] = ()
    tags: tuple[Span, ...] = ()
    comments: tuple[Span, ...] = ()
    blocks: tuple[Block, ...] = ()
    outputs: tuple[Tag, ...] = ()
    lower: Callable[[Span], ir.Expr] = ir.Opaque
    names: Mapping[str, ir.Expr | None] = field(default_factory=dict)


def mapping(bindings: Bindings, span: Span) -> tuple[ir.Expr, ...]:
    """The other way round: names with values as one mapping at `span`; nothing for none."""
    entries = tuple(ir.Property(value.span, ir.Const(value.span, name), value) for name, value in bindings)
    return (ir.Object(span, entries),) if entries else ()


def bindings_of(expr: ir.Expr) -> Bindings:
    """The entries of a mapping whose keys are plain; what stands under `locals` counts as the mapping itself."""
    found: list[tuple[str, ir.Expr]] = []
    for entry in expr.properties if isinstance(expr, ir.Object) else ():
        key = entry.key
        name = key.value if isinstance(key, ir.Const) else key.id if isinstance(key, ir.Name) else None
        if name == "locals":
            found += bindings_of(entry.value)
        elif isinstance(name, str):
            found.append((name, entry.value))
    return tuple(found)
