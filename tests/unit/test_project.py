"""Which file an import or an address means, and which files belong together."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentlint.config import Config
from consentlint.gather import gather
from consentlint.reach.named import named_in
from consentlint.reach.project import Project
from consentlint.stored_keys import keys_read, writes
from consentlint.text import Source

TSCONFIG = """{
  // names of our own
  "compilerOptions": { "baseUrl": ".", "paths": { "@chat/*": ["src/features/chat/*"], "~log": ["src/log.ts"], }, },
}"""
TEXTS = {
    "web/tsconfig.json": TSCONFIG,
    "web/vite.config.ts": "export default { resolve: { alias: { '@ui': path.resolve(__dirname, './src/ui') } } };",
    "broken/tsconfig.json": '{ "compilerOptions": { "paths": [',
    "odd/tsconfig.json": (
        '{ "compilerOptions": { "paths": { "@x/*": "src/*", "*": [1], "@y": null } }, "extends": "./tsconfig.json" }'
    ),
}
PATHS = (
    "index.html",
    "js/chat.js",
    "pages/about.html",
    "pages/about.js",
    "src/app.ts",
    "src/chat.ts",
    "src/lib/index.ts",
    "src/lib/loader.mjs",
    "src/button.js/index.js",
    "web/src/main.ts",
    "web/src/log.ts",
    "web/src/features/chat/loader.ts",
    "web/src/ui/Button.tsx",
    "broken/main.js",
    "odd/main.js",
    "one/static/shared.js",
    "one/page.html",
    "two/static/shared.js",
    "three/page.html",
    "docs/static/js/unique.js",
)


def sources(path: str) -> Source | None:
    return Source(path, TEXTS[path]) if path in TEXTS else None


@pytest.fixture(scope="module")
def project() -> Project:
    return Project.of(PATHS, sources)


@pytest.mark.parametrize(
    ("importer", "spec", "meant"),
    [
        ("src/app.ts", "./chat", "src/chat.ts"),
        ("src/app.ts", "./chat.js", "src/chat.ts"),  # TypeScript names the file that it will emit
        ("src/app.ts", "./lib", "src/lib/index.ts"),
        ("src/app.ts", "./lib/", "src/lib/index.ts"),
        ("src/lib/index.ts", "./loader.mjs", "src/lib/loader.mjs"),
        ("src/lib/index.ts", "../chat", "src/chat.ts"),
        ("src/lib/index.ts", "..", None),
        ("src/app.ts", "./button.js", "src/button.js/index.js"),
        ("src/app.ts", "./missing", None),
        ("src/app.ts", "../../../chat", None),
        ("web/src/main.ts", "@chat/loader", "web/src/features/chat/loader.ts"),
        ("web/src/main.ts", "~log", "web/src/log.ts"),
        ("web/src/main.ts", "@ui/Button", "web/src/ui/Button.tsx"),
        ("web/src/main.ts", "@uix/Button", None),
        ("src/app.ts", "@chat/loader", None),  # the settings of another folder
        ("broken/main.js", "@x/app", None),
        ("odd/main.js", "@x/app", None),
        ("src/app.ts", "@/chat", "src/chat.ts"),
        ("src/app.ts", "react", None),
        ("src/app.ts", "chat", None),
        ("src/app.ts", "", None),
        ("index.html", "/js/chat.js", "js/chat.js"),
    ],
)
def test_import(project: Project, importer: str, spec: str, meant: str | None) -> None:
    assert project.module(importer, spec) == meant


@pytest.mark.parametrize(
    ("page", "url", "meant"),
    [
        ("index.html", "js/chat.js", "js/chat.js"),
        ("index.html", "./js/chat.js?v=3#top", "js/chat.js"),
        ("index.html", "/js/chat.js", "js/chat.js"),
        ("pages/about.html", "../js/chat.js", "js/chat.js"),
        ("pages/about.html", "about.js", "pages/about.js"),
        ("index.html", "/static/js/unique.js", "docs/static/js/unique.js"),
        ("index.html", "https://example.com/js/chat.js", None),
        ("index.html", "//example.com/js/chat.js", None),
        ("index.html", "data:text/javascript,1", None),
        ("index.html", "js/missing.js", None),
        ("index.html", "/pages/about.html", None),
        ("index.html", "", None),
        ("index.html", "?", None),
        ("one/page.html", "/static/shared.js", "one/static/shared.js"),
        ("three/page.html", "/static/shared.js", None),  # one of two sites, and not to be told which
    ],
)
def test_address(project: Project, page: str, url: str, meant: str | None) -> None:
    assert project.address(page, url) == meant


@pytest.mark.parametrize(
    ("path", "text", "named"),
    [
        ("src/app.ts", "import { load } from './chat';", {"src/chat.ts"}),
        ("src/app.ts", "const chat = await import(`./lib`);", {"src/lib/index.ts"}),
        ("src/app.ts", "s.src = '/js/chat.js';", {"js/chat.js"}),
        ("src/app.ts", "import 'react'; say('chat');", set()),
        ("index.html", "<script src=js/chat.js></script>", {"js/chat.js"}),
        ("index.html", "<script src=\"{% static 'js/chat.js' %}\"></script>", {"js/chat.js"}),
        ("index.html", '<script src="{{ base }}/js/chat.js"></script>', {"js/chat.js"}),
        ("index.html", "<script type=module>import './src/chat.ts';</script>", {"src/chat.ts"}),
        ("index.html", "<p>see js/chat.js</p>", set()),
        ("index.html", '<script src="https://example.com/js/chat.js"></script>', set()),
    ],
)
def test_named_in(project: Project, path: str, text: str, named: set[str]) -> None:
    assert named_in(path, text, project) == named


@given(st.sampled_from(PATHS), st.text(st.sampled_from("./@~#$?*[](){}\\:%a js\n\0"), max_size=24))
def test_odd_names_mean_nothing_or_a_file_of_the_project(importer: str, spec: str) -> None:
    project = Project.of(PATHS, sources)
    assert project.module(importer, spec) in {None, *PATHS}
    assert project.address(importer, spec) in {None, *PATHS}


def reader(files: dict[str, str]) -> Callable[[str], tuple[bytes, str]]:
    return lambda path: (files[path].encode(), "") if path in files else (b"", "not readable")


CHAT = {
    "chat.js": "export const load = () => {};",
    "main.js": "import { load } from './chat';",
    "other.js": "'./main.css'",
}


@pytest.mark.parametrize(
    ("files", "hits", "groups"),
    [
        ({"a.html": "", "b.html": ""}, ["a.html", "b.html"], [("a.html",), ("b.html",)]),
        (CHAT, ["chat.js"], [("chat.js", "main.js")]),
        ({**CHAT, "index.html": "<script src=main.js>"}, ["chat.js"], [("chat.js", "index.html", "main.js")]),
        ({"a.js": "import './b'", "b.js": "import './a'"}, ["a.js", "b.js"], [("a.js", "b.js")]),
        (
            {"a.html": "localStorage.getItem('ok')", "b.html": "localStorage.setItem('ok', 1)", "c.html": "'ok'"},
            ["a.html"],
            [("a.html", "b.html")],
        ),
    ],
)
def test_gather(files: dict[str, str], hits: list[str], groups: list[tuple[str, ...]]) -> None:
    assert gather(hits, list(files), reader(files), Config()) == (groups, frozenset())
    assert gather(hits, [*files, "missing.js"][::-1], reader(files), Config()) == (groups, frozenset())


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("localStorage.getItem('chat-ok')", {"chat-ok"}),
        ("window.sessionStorage['chat']", {"chat"}),
        ("if (localStorage.chatOk) load();", {"chatOk"}),
        ("document.cookie.includes('chat_ok=1')", {"chat_ok"}),
        ("/(?:^|; )chat_ok=1/.test(document.cookie); document.cookie.match('chat_ok=1')", {"chat_ok"}),
        ("Cookies.get('chat')", {"chat"}),
        ("getCookie('chat')", {"chat"}),
        ("const KEY = 'chat:ok'; localStorage.getItem(KEY)", {"chat:ok"}),
        ("{% if request.COOKIES.chat_ok == '1' %}", {"chat_ok"}),
        ("if ($_COOKIE['chat_ok'])", {"chat_ok"}),
        ("map.get('chat'); console.log('x')", set()),
        ("localStorage.clear()", set()),
    ],
)
def test_keys_read(text: str, keys: set[str]) -> None:
    assert keys_read([text]) == keys


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("localStorage.setItem('ok', 1)", {"ok"}),
        ("localStorage.ok = 1", {"ok"}),
        ("document.cookie = `ok=1`", {"ok"}),
        ("Cookies.set('ok', 1)", {"ok"}),
        ("setcookie('ok', '1');", {"ok"}),
        ("localStorage.getItem('ok')", set()),
        ("if (document.cookie == 'ok') {}", set()),
        ("localStorage.setItem('other', 1)", set()),
    ],
)
def test_writes(text: str, written: set[str]) -> None:
    assert writes(text.encode(), ["ok"]) == written
