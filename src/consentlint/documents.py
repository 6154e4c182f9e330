"""Documents of a repository or package (`README.md`, `CHANGELOG.md`): a forge shows them, no site does."""

import os
import re

NAMES = re.compile(
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
SITES = frozenset(["_config.yml", "_config.yaml", "_config.toml", ".vuepress", ".vitepress", "index.html"])


def is_document(path: str) -> bool:
    """Is it a text about the repository or package that its folder holds, and no page of a site?"""
    folder, name = os.path.split(path)
    return NAMES.fullmatch(name) is not None and _holds_package(os.path.abspath(folder))


def _holds_package(folder: str) -> bool:
    try:
        names = {name.lower() for name in os.listdir(folder)}
    except OSError:
        return False
    return not MANIFESTS.isdisjoint(names) and SITES.isdisjoint(names)
