#!/usr/bin/env python3
"""Fails when a named SQL statement was not run by any test on each database it has a text for.

The store's test fixture notes what ran in <build>/statements/<executable>.txt, lines such as
`sqlite record/customers.find_customer`. Run after all tests: ctest does, as the test `statements`.
"""

import argparse
import pathlib
import sys

import embed_sql


def wanted_statements(src):
    """Yields (dialect, name) of every statement below src."""
    for path in sorted(src.rglob("*.sql")):
        if path.parent.name == "migrations":
            continue
        stem = path.relative_to(src).with_suffix("").as_posix()
        statements = embed_sql.parse_statements(path.read_text(encoding="utf-8"), f"src/{stem}.sql")
        for name, texts in statements.items():
            for dialect in texts:
                yield dialect, f"{stem}.{name}"


def noted_statements(folder):
    noted = set()
    for path in folder.glob("*.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            dialect, _, name = line.partition(" ")
            noted.add((dialect, name))
    return noted


def main(argv):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--src", type=pathlib.Path, required=True)
    parser.add_argument("--notes", type=pathlib.Path, required=True)
    options = parser.parse_args(argv)
    wanted = list(wanted_statements(options.src))
    noted = noted_statements(options.notes)
    missing = [one for one in wanted if one not in noted]
    for dialect, name in missing:
        print(f"{name}: no test ran it on {dialect}")
    print(f"statements: {len(wanted)} texts, {len(missing)} of them never run")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
