"""What is found by text before anything is parsed: variables, functions of the page, names of packages."""

import pytest

from consentlint.datafiles import is_data, is_variables, variables
from consentlint.reach.packages import Packages
from consentlint.shared_names import called, defined


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("app/.env", True, id="for every stage"),
        pytest.param(".env.production.local", True, id="of one stage, on one machine"),
        pytest.param(".env.example", False, id="a sample is read by no build"),
        pytest.param(".envrc", False, id="of another tool"),
        pytest.param("src/env.ts", False, id="a script"),
    ],
)
def test_files_of_variables(path: str, expected: bool) -> None:
    assert is_variables(path) is expected
    assert is_data(path) is expected


def test_variables() -> None:
    text = "# A=1\nexport A=one # two\nB=\"x y\" # z\nC='#1'\nD=${A}/x\n  E =  f \r\nbroken\n"
    found = variables(text)
    assert {name: held for name, (held, _) in found.items()} == {"A": "one", "B": "x y", "C": "#1", "E": "f"}
    assert all(text[at : at + len(held)] == held for held, at in found.values())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("function openChat() {}", {"openChat"}, id="at the top of a classic script"),
        pytest.param("  function openChat() {}", set(), id="inside of something"),
        pytest.param("export function openChat() {}", set(), id="of a module"),
        pytest.param("import 'x';\nwindow.openChat = () => {};", {"openChat"}, id="a module puts it on the page"),
        pytest.param("if (window.openChat == null) {}", set(), id="a comparison"),
        pytest.param("const openChat = async () => {};", {"openChat"}, id="an arrow"),
        pytest.param("function go() {}", set(), id="a name too short to say anything"),
    ],
)
def test_defined(text: str, names: set[str]) -> None:
    assert defined(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param('<a onclick="openChat()">', {"openChat"}, id="in a handler"),
        pytest.param("window.openChat?.();", {"openChat"}, id="when it is there"),
        pytest.param("shop.openChat();", set(), id="a method"),
        pytest.param("function openChat() {} openChat();", set(), id="its own"),
    ],
)
def test_called(text: str, names: set[str]) -> None:
    assert called(text) == names


@pytest.fixture
def packages() -> Packages:
    manifests = {
        "package.json": {"name": "shop", "imports": {"#lib/*": "./src/lib/*.js", "#chat": {"default": "./chat.js"}}},
        "packages/chat/package.json": {"name": "@shop/chat", "exports": {".": "./src/a.ts", "./x/*": "./x/*.ts"}},
        "packages/old/package.json": {"name": "old", "main": "lib/old.js"},
        "packages/broken/package.json": ["no", "object"],
    }
    return Packages(manifests, manifests.get)


@pytest.mark.parametrize(
    ("spec", "first"),
    [
        pytest.param("@shop/chat", "packages/chat/src/a.ts", id="the package"),
        pytest.param("@shop/chat/x/loader", "packages/chat/x/loader.ts", id="a part of it"),
        pytest.param("old", "packages/old/lib/old.js", id="an entry without exports"),
        pytest.param("#lib/loader", "src/lib/loader.js", id="a file of its own, by a pattern"),
        pytest.param("#chat", "chat.js", id="a file of its own, under a condition"),
        pytest.param("@shop/chatter", None, id="another package"),
        pytest.param("react", None, id="a package from elsewhere"),
    ],
)
def test_packages(packages: Packages, spec: str, first: str | None) -> None:
    assert next(iter(packages.targets("src/main.js", spec)), None) == first


@pytest.mark.parametrize("text", ["A=" + " " * 90_000 + "x", "A= " + "# " * 40_000, "\n" * 90_000 + "x"])
def test_hostile_texts_are_read_to_their_end(text: str) -> None:
    assert set(variables(text)) <= {"A"}
    assert defined(text) == called(text) == set()
