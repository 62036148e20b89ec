"""python3 tools/tidy: prints `file:line: rule: message` for all that is not in the house's style.

The exceptions, each with its reason, are in allowed.json; the rooms are in tools/rooms.json.
"""

import pathlib
import sys

sys.dont_write_bytecode = True

import files  # noqa: E402  (no bytecode is written into the tree)
import hidden  # noqa: E402
import size  # noqa: E402
import structure  # noqa: E402
import words  # noqa: E402
from tree import Tree  # noqa: E402

RULES = structure.RULES + size.RULES + words.RULES + hidden.RULES + files.RULES


def main(root):
    tree = Tree.read(root)
    found = sorted({finding for rule in RULES for finding in rule(tree)})
    for finding in found:
        print(finding)
    print(f"tidy: {len(tree.files)} files, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(__file__).resolve().parents[2]))
