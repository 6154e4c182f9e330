"""Documents of a repository or package (`README.md`, `CHANGELOG.md`): a forge shows them, no site does."""

import os
import re

from consentlint.lazy_regex import lazy_regex

NAMES = lazy_regex(
    r"(?:readme|changelog|changes|history|contributing|contributors|backers|sponsors|code_of_conduct|security|licen[cs]e)"
    r"(?:[-_.][\w-]+)*\.(?:md|mdx|markdown)",
    re.IGNORECASE,
)
# What stands beside them: the files by which a folder is a repository or a package.
MANIFESTS = frozenset(
    [".git", "license", "license.md", "license.txt", "licence", "copying", "package.json", "composer.json", "gemfile",
     "pyproject.toml", "setup.py", "setup.cfg", "cargo.toml", "go.mod", "pom.xml", "build.gradle", "mix.exs"]
)  # fmt: skip
# A site that is made of the folder itself: there the README is its first page.
SITES = frozenset([".vuepress", ".vitepress", "index.html"])
# Settings of a site whose first page the README is only where no other is beside it; with `source`, pages lie there.
SETTINGS = frozenset(["_config.yml", "_config.yaml", "_config.toml"])
FIRST_PAGES = frozenset(["index.md", "index.markdown", "index.html", "index.adoc", "source"])
# A folder that only the forge reads.
FORGE = frozenset([".github", ".gitlab", ".gitea", ".forgejo"])


def is_document(path: str) -> bool:
    """Is it a text about the repository or package that its folder holds, and no page of a site?"""
    folder, name = os.path.split(path)
    if NAMES.fullmatch(name) is None:
        return False
    return not FORGE.isdisjoint(folder.replace(os.sep, "/").split("/")) or _holds_package(os.path.abspath(folder))


def _holds_package(folder: str) -> bool:
    try:
        names = {name.lower() for name in os.listdir(folder)}
    except OSError:
        return False
    if MANIFESTS.isdisjoint(names):
        return False
    return SITES.isdisjoint(names) if SETTINGS.isdisjoint(names) else not FIRST_PAGES.isdisjoint(names)
