"""Which files are examined. Nothing is fatal but a path that was named and does not exist."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from consentlint.config import Config
from consentlint.discover import SUFFIXES, MissingPath, discover, read

ROOT = Path(__file__).parents[2]
DEFAULT = Config()


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(tree: Path, *names: str) -> None:
    for name in names:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("<p>")


def git(tree: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-C", tree, "-c", "user.name=x", "-c", "user.email=x@x", *arguments], check=True, capture_output=True
    )


def found(*paths: str, config: Config = DEFAULT, force: bool = False) -> list[str]:
    return discover(paths or ["."], config, force).files


IN_GIT = pytest.mark.parametrize("repository", [False, True], ids=["walking", "git"])


@IN_GIT
def test_templates_and_scripts_but_not_dependencies_builds_and_ignored_files(tree, repository):
    if repository:
        git(tree, "init", "-q")
    make(tree, "a.html", "src/b.tsx", "src/c.txt", "src/UPPER.HTM", "node_modules/x/d.js", "src/dist/e.js", "f.min.js")
    make(tree, "hidden/g.html", "sub/h.html", "sub/keep.html", "é b.html", ".github/i.md")
    (tree / ".gitignore").write_text("hidden/\n*.log.js\n")
    (tree / "sub/.gitignore").write_text("*.html\n!keep.html\n")
    assert found() == [".github/i.md", "a.html", "src/UPPER.HTM", "src/b.tsx", "sub/keep.html", "é b.html"]
    passed_over = discover(["."], Config()).passed_over
    assert passed_over["minified or bundled files"] == 1
    assert passed_over["folders of dependencies, builds and caches"] == 2


def test_tests_and_stories_are_passed_over_unless_they_are_named(tree):
    shipped = ("latest.js", "src/contest.ts", "src/protest/a.html", "src/spec/a.html", "tests/page.html")
    other = ("a.test.js", "src/b.spec.ts", "src/Chat.stories.tsx", "src/__tests__/c.js", "cypress/e2e/d.cy.ts")
    make(tree, *shipped, *other)
    found = discover(["."], Config())
    assert sorted(found.files) == sorted(shipped)
    assert found.passed_over["tests and stories"] == len(other)
    assert discover(["a.test.js"], Config()).files == ["a.test.js"]
    assert "a.test.js" in discover(["."], Config(root=str(tree), include=("*.test.js",))).files


def test_documents_of_a_package_are_passed_over_and_pages_of_a_site_are_not(tree):
    pages = ("docs/README.md", "site/README.md", "pages/a.md", "readmes.md", "src/README.html")
    make(tree, *pages, "README.md", "README_ja.md", "CHANGELOG.md", "lib/readme.md")
    for name in ("LICENSE", "lib/package.json", "site/package.json", "site/_config.yml"):
        (tree / name).write_text("")
    found = discover(["."], Config())
    assert sorted(found.files) == sorted(pages)
    assert found.passed_over["documents of a repository or package (README, CHANGELOG ...)"] == 4
    assert discover(["README.md"], Config()).files == ["README.md"]


def test_a_readme_beside_another_first_page_is_no_page(tree):
    make(tree, "_config.yml", "Gemfile", "README.md", "index.md", ".github/CONTRIBUTING.md")
    assert discover(["."], Config()).files == ["index.md"]


def test_a_readme_that_is_the_first_page_of_a_site_is_one(tree):
    make(tree, "_config.yml", "Gemfile", "README.md")
    assert discover(["."], Config()).files == ["README.md"]


@IN_GIT
def test_a_folder_that_is_ignored_is_examined_when_it_is_named(tree, repository):
    if repository:
        git(tree, "init", "-q")
    make(tree, "public/a.html")
    (tree / ".gitignore").write_text("public/\n")
    assert found() == []
    assert found("public") == ["public/a.html"]


def test_git_lists_tracked_files_that_are_ignored_and_not_those_deleted(tree):
    git(tree, "init", "-q")
    make(tree, "a.html", "b.html")
    git(tree, "add", "a.html", "b.html")
    (tree / "b.html").unlink()
    (tree / ".gitignore").write_text("*.html\n")
    assert found() == ["a.html"]


def test_git_runs_no_program_of_the_repository(tree):
    git(tree, "init", "-q")
    make(tree, "a.html")
    (tree / "watch.sh").write_text("#!/bin/sh\ntouch ran\n")
    (tree / "watch.sh").chmod(0o755)
    git(tree, "config", "core.fsmonitor", "./watch.sh")
    assert found() == ["a.html"]
    assert not (tree / "ran").exists()


def test_a_repository_inside_is_listed_not_dropped(tree):
    git(tree, "init", "-q")
    make(tree, "a.html", "inner/b.html")
    git(tree / "inner", "init", "-q")
    git(tree / "inner", "add", ".")
    git(tree / "inner", "commit", "-qm", "x")
    result = discover(["."], Config())
    assert result.files == ["a.html"]
    assert result.skipped == [("inner", "a git repository of its own; name it to have it examined")]


def test_named_files_are_always_examined(tree):
    make(tree, "notes.txt", "x.min.js", "node_modules/a.js", "legacy/b.html")
    named = ["notes.txt", "x.min.js", "node_modules/a.js", "legacy/b.html"]
    excludes = Config(exclude=("legacy/",))
    assert found(*named, config=excludes) == named
    assert found(*named, config=excludes, force=True) == ["notes.txt"]


def test_each_file_once_in_the_order_of_the_paths(tree):
    make(tree, "a.html", "sub/b.html")
    assert found("sub", "a.html", ".", "./sub/../a.html") == ["sub/b.html", "a.html"]


def test_globs_of_the_settings_are_relative_to_the_settings(tree, monkeypatch):
    make(tree, "sub/a.html", "sub/b/c.html", "sub/d.special", "a.html")
    monkeypatch.chdir(tree / "sub")
    config = Config(root=str(tree), exclude=("/sub/b/",), include=("*.special",))
    assert found(config=config) == ["a.html", "d.special"]


def test_names_that_are_no_utf_8(tree):
    make(tree, os.fsdecode(b"caf\xe9.html"), os.fsdecode(b"left/\xff.html"))
    (tree / ".gitignore").write_text("*.log\n")
    assert found(config=Config(root=str(tree), exclude=("left/*.html",))) == [os.fsdecode(b"caf\xe9.html")]


def test_paths_outside_stay_as_they_were_named(tree, monkeypatch):
    make(tree, "a/x.html", "b/y.html")
    monkeypatch.chdir(tree / "a")
    assert found("../b") == ["../b/y.html"]
    assert found(str(tree / "a")) == ["x.html"]
    assert found(str(tree / "b")) == [f"{tree}/b/y.html"]


def test_a_missing_path_is_an_error(tree):
    with pytest.raises(MissingPath, match=r"^nowhere: there is no such file or folder; check the spelling$"):
        found("nowhere")


def test_an_empty_folder_is_no_error(tree):
    assert discover(["."], Config()) == ([], [], {}, [], [])


@IN_GIT
def test_symbolic_links(tree, repository, tmp_path_factory):
    if repository:
        git(tree, "init", "-q")
    outside = tmp_path_factory.mktemp("outside")
    make(outside, "far.html")
    make(tree, "a.html", "sub/b.html")
    for name, target in [("same.html", "a.html"), ("far.html", outside / "far.html"), ("loop.html", "loop.html")]:
        (tree / name).symlink_to(target)
    (tree / "sub/up").symlink_to("..", target_is_directory=True)
    result = discover(["."], Config())
    assert result.files == ["a.html", "far.html", "loop.html", "sub/b.html"]
    assert result.passed_over == {"symbolic links to files that are examined under their own name": 1}
    assert result.skipped == [("sub/up", "a symbolic link to a folder; name it to have it examined")]
    assert read("loop.html") == (b"", "a symbolic link that leads to itself")


def test_what_cannot_be_read_has_a_reason(tree):
    make(tree, "a.html")
    (tree / "binary.html").write_bytes(b"<p>\0")
    (tree / "utf16.html").write_bytes("<p>".encode("utf-16"))
    os.mkfifo(tree / "pipe.html")
    assert read("a.html") == (b"<p>", "")
    assert read("gone.html")[1] == "vanished during the run"
    assert read("binary.html")[1] == "binary (it holds a NUL byte)"
    assert read("utf16.html")[1] == ""
    assert read("pipe.html")[1] == "not a regular file"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "no"), "not readable (permission denied)"),
        (OSError(5, "I/O error"), "not readable (I/O error)"),
    ],
)
def test_an_unreadable_file_has_a_reason(tree, monkeypatch, error, reason):
    """Raised by hand: root, whom containers run as, may read everything."""
    make(tree, "a.html")

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(os, "open", refuse)
    assert read("a.html") == (b"", reason)


def test_everything_that_the_hook_passes_is_examined_in_folders_too():
    """The hook's regular expression and the list of extensions agree (the list holds a few more)."""
    hook = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())[0]
    pattern = re.compile(hook["files"])
    asked = re.search(r"\\\.\((.*)\)\$", hook["files"])[1]
    words = {word for part in re.split(r"\|", asked) for word in expanded(part)}
    assert words <= SUFFIXES
    assert all(pattern.search(f"a.{word}") for word in words)


def expanded(part: str) -> set[str]:
    """Every word that a small regular expression of literals, `?`, `\\d?` and classes stands for."""
    variants = {""}
    for token in re.findall(r"\[[^\]]+\]\??|\\d\??|\w\??", part):
        optional, core = token.endswith("?"), token.rstrip("?")
        choices = set(core[1:-1]) if core[0] == "[" else set("0123456789") if core == "\\d" else {core}
        variants = {head + tail for head in variants for tail in choices | ({""} if optional else set())}
    return variants
