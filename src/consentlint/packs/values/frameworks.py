"""What frameworks, builds and servers do by convention: settings, folders, functions that make pages."""

from typing import Literal, NamedTuple


class BuildValue(NamedTuple):
    """Expressions in whose place a build puts what files of variables say.

    expr      `import.meta.env.<name>`; `import:module.<name>` for a name that is imported from `module`
    files     names of these files, weakest first; `<stage>` is a word such as `production`
    variable  how the variable is called there: `<name>`, `<NAME>` is the same in UPPER_SNAKE_CASE
    """

    expr: str
    files: tuple[str, ...]
    variable: str = "<name>"


class BuildSetting(NamedTuple):
    """An object in the settings of a build whose entries stand for expressions of the code.

    setting  the name that the object stands under (`define`), or with `()` the function that it is handed to
    expr     the expression that an entry stands for (`process.env.<name>`)
    files    globs of the names of such settings
    code     texts among the entries are code, not texts
    """

    setting: str
    expr: str
    files: tuple[str, ...]
    code: bool = False


class PageFiles(NamedTuple):
    """Files that a framework shows because of where they lie.

    package  what a package depends on that uses the framework
    paths    globs from the package's folder, in which `*` takes `/` as well; after `!`, files that are none
    """

    package: str
    paths: tuple[str, ...]


class AutoImports(NamedTuple):
    """Modules whose exports a framework imports by their names; `package` and `paths` as in PageFiles."""

    package: str
    paths: tuple[str, ...]


class Backend(NamedTuple):
    """What tells that code never reaches a browser.

    files       files that a framework runs on the server or at build because of where they lie
    imports     globs of modules that only servers have (`node:*`): a file that imports one and shows no component
    directives  texts at the head of a file that say so (`use server`)
    prints      names of functions and methods by which such code answers with what it is handed (`send`)
    """

    files: tuple[PageFiles, ...] = ()
    imports: tuple[str, ...] = ()
    directives: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()


class SiteSetting(NamedTuple):
    """A setting of which a framework makes something on every page of a site.

    file  a glob over the name of the settings file, with as many folders as it names (`.vitepress/config.*`)
    key   path of keys: `*` is any key, `[]` any item of a list, `[name=x]` those whose `name` is x, `{}` at the end the
          keys themselves; in scripts only the name of the list counts
    kind  script or style: the text is its address (an item may also be an object with `src`, `href` or `path`); html:
          the text is markup; code: it is script text
    note  for what is loaded only where something else asks for it: what that is. Then it may load
    makes   the address that is made of the text, which is `<value>` in it; keys are then found whatever their case, and
            `**` is any number of them
    values  globs, one of which the text must match (case counts); unless: those of texts that fill a gap
    beside  another setting that there must be: a path of keys, and behind `=` a glob for its text (`a.provider=google`)
    off     settings of that form, any of which keeps this one from loading anything
    held    such a setting with which the framework asks first, and loads when the visitor has accepted
    """

    file: str
    key: str
    kind: Literal["script", "style", "html", "code"] = "script"
    note: str = ""
    makes: str = ""
    values: tuple[str, ...] = ("*",)
    unless: tuple[str, ...] = ()
    beside: str = ""
    off: tuple[str, ...] = ()
    held: str = ""


class ServerCall(NamedTuple):
    """A function by which code on the server puts something on the page, or has something run later.

    call  its name and what it takes, by position: `wp_enqueue_script(<name>, <url>)`. `<name>` is what the thing is
          called, `<url>` its address, `<needs>` names of others that are loaded with it, `<code>` script text, `<html>`
          markup, `<run>` a function or the name of one, `<event>` an event, `<attributes>` those of a script element,
          `<value>` what a filter works on, anything else is passed over; trailing arguments may be absent
    does  load: what has this address, or was kept under this name, is loaded; keep: it waits for that;
          drop: it is not loaded after all; inline: script text runs where what has this name is loaded, or at once;
          print: what it is given is printed; listen: the function runs when the event comes; answer: the same, and
          what it returns is printed; fire: the event comes; filter: the event comes and the value is handed on
    kind  of what is loaded
    """

    call: str
    does: Literal["load", "keep", "drop", "inline", "print", "listen", "answer", "fire", "filter"]
    kind: Literal["script", "style"] = "script"


class ServerFilter(NamedTuple):
    """An event in which code on the server may rewrite what is about to be printed.

    takes  what its functions are handed, in order: html (the element), name, url or attributes (an array of them);
           what they return replaces the first
    """

    event: str
    takes: tuple[Literal["html", "name", "url", "attributes"], ...]
    kind: Literal["script", "style"] = "script"


class ServerSide(NamedTuple):
    """How a server's framework makes pages. Names of events and functions are globs.

    events    those that come on every page
    answers   those whose functions return what is printed
    entries   functions that the framework calls by their name as it makes a page
    element   keys of an array that stands for an element: its name, its attributes, its text
    """

    calls: tuple[ServerCall, ...] = ()
    events: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    filters: tuple[ServerFilter, ...] = ()
    entries: tuple[str, ...] = ()
    element: tuple[str, ...] = ()
