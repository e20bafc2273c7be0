"""The verifier in one file, for whoever has nothing of this package: put together from the modules that lie here.

They are written apart from the rest of the family, on purpose: two programs that must come to the same verdict. Nothing
of the package imports them; they import each other and, put together, nothing but the standard library and
``cryptography``. They read files and print, which no method does, and are handed out rather than called.
"""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Iterator
from importlib import resources

PARTS = ("writing", "tree", "signed", "archive", "records", "counting", "checks", "page")
"""The modules, in the order in which they stand in the file."""

NAME = "verify_board.py"
_HEAD = '''#!/usr/bin/env python3
"""Check the board of a vote, board.zip, with this one file and without anybody's help.

Usage: python3 verify_board.py board.zip [--tracker CODE] [--receipt FILE] [--head FILE] [--key KEY]
           [--lang en|fr] [--json]

It needs Python 3.9 or later and, for signatures, the package cryptography (python3 -m pip install cryptography). It
opens the files that it is given, writes none, asks no network, and says a line for each check:

1. the election's id, computed from the manifest, is the one that each record names;
2. the records give the root that is signed;
3. the records of each older head, in the board or kept by you, are still there;
4. one opening, one close, and the numbers of ballots, of marks and of the roll agree;
5. the manifest allows each ballot, and no record stands twice;
6. the published votes are those counted again, and so are the winners where the rule is Equal Shares or a greedy one
   (which can take minutes for a large town); other rules, and the digest of all reasons, are for "coproduce verify";
7. the ballot of a tracker or of a receipt is there.

Exit code 0: every check was made and passed. 1: not so. 2: wrong use. 3: a file cannot be opened.
"""

from __future__ import annotations

'''
_END = """

if __name__ == "__main__":
    import os

    sys.exit(main(None, os.environ))
"""


def verifier_script() -> str:
    """The whole file: the parts, one after the other, with what they import of Python at its head, and the sentences.

    The same text at each call; it runs from Python 3.9 on.
    """
    modules: set[str] = set()
    names: dict[str, set[str]] = {}
    bodies: list[str] = []
    for part in PARTS:
        text = resources.files(__name__).joinpath(f"{part}.py").read_text(encoding="utf-8")
        tree, last = ast.parse(text), 0
        for node in tree.body:
            if isinstance(node, ast.Import):
                modules |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.setdefault(str(node.module), set()).update(alias.name for alias in node.names)
            else:
                continue
            last = node.end_lineno or last
        body = "\n".join(text.splitlines()[last:]).strip()
        bodies.append(f"# {ast.get_docstring(tree)}\n\n\n{body}")
    whole = "\n\n\n".join(bodies).replace("SAID: dict[str, list[str]] = {}", "\n".join(_sentences()))
    return _HEAD + "\n".join(_imports(modules, names)) + "\n\n" + whole + _END


def _imports(modules: set[str], names: dict[str, set[str]]) -> Iterator[str]:
    for module in sorted(modules):
        yield f"import {module}"
    for module in sorted(names):
        if not module.startswith(("coproduce", "__future__")):
            yield f"from {module} import {', '.join(sorted(names[module]))}"


def _sentences() -> Iterator[str]:
    yield "SAID = {  # by code, in English and in French"
    text = resources.files(__name__).joinpath("sentences.toml").read_text(encoding="utf-8")
    for code, said in tomllib.loads(text).items():
        yield f"    {json.dumps(code)}: {json.dumps(said, ensure_ascii=False)},"
    yield "}"
