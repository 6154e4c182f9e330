"""Somebody who chose on an earlier visit, for examples that read a stored choice but do not show who stored it.

Keys are those that a pack lists as a stored choice; values are literals of the pack's vocabulary, first those which the
code itself compares with. Nothing here looks at what consentlint predicts.
"""

import json
import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from browser.proving import Choice

from consentlint.packs.values import Cmp

STORES = re.compile(r"\b(?:localStorage|sessionStorage|document\.cookie)\b")
LITERAL = re.compile(r"""(['"`])((?:(?!\1)[^\\\n]){1,60})\1""")
PROPERTY = re.compile(r"\.([A-Za-z_]\w*)")
TAKEN_APART = re.compile(r"\b(?:const|let|var)\s*\{([^{}]*)\}")
STORE_PROPERTY = re.compile(r"\b(?:localStorage|sessionStorage)\.(?!getItem|setItem|removeItem|clear)(\w+)")


def returning(code: str, cmps: Iterable[Cmp]) -> Choice:
    """The steps that leave a stored acceptance or refusal behind; an empty choice when the code reads none."""
    if not STORES.search(code):
        return Choice()
    cmps = list(cmps)
    texts = [text for _, text in LITERAL.findall(code)]
    texts += [inner for text in texts for _, inner in LITERAL.findall(text)]  # code within an attribute
    words = [word for text in texts for word in re.split(r"[=;]\s*", text) if word]
    keys = [key for key in dict.fromkeys([*words, *STORE_PROPERTY.findall(code)]) if _is_choice(key, cmps)]
    if not keys:
        return Choice()
    accept = [literal for cmp in cmps for literal in cmp.vocabulary.accept_literals]
    refuse = [literal for cmp in cmps for literal in cmp.vocabulary.refuse_literals]
    always = [key for cmp in cmps for key in (*cmp.vocabulary.always_keys, *cmp.vocabulary.answered_keys)]
    if "JSON.parse" in code:
        apart = [name for names in TAKEN_APART.findall(code) for name in re.findall(r"[A-Za-z_]\w*", names)]
        names = dict.fromkeys([*words, *PROPERTY.findall(code), *apart])
        granted, refused = (json.dumps({name: on or name in always for name in names}) for on in (True, False))
    else:
        granted, refused = _literal(accept, words), _literal(refuse, words)
    return Choice((_store(keys, granted),), (_store(keys, refused),))


def _is_choice(key: str, cmps: Sequence[Cmp]) -> bool:
    globs = [
        stored.name for cmp in cmps for stored in cmp.stored if any("choice" in str(v) for v in stored.values.values())
    ]
    return any(fnmatchcase(key.lower(), glob.lower()) for glob in globs) and " " not in key


def _literal(known: Sequence[str], words: Sequence[str]) -> str:
    return next((word for word in words if word in known), known[0])


def _store(keys: Sequence[str], value: str) -> str:
    return f"""js:for (const key of {json.dumps(keys)}) {{
      for (const store of [localStorage, sessionStorage]) store.setItem(key, {json.dumps(value)});
      document.cookie = key + '=' + {json.dumps(value)} + '; path=/';
    }}"""
