#!/usr/bin/env python3
"""Compiles the .sql files of one room into C++ constants.

src/<room>/[<folder>/]<name>.sql           -> generated/<room>/[<folder>/]<name>.sql.h and .cpp
all of them together                       -> generated/<room>/statements.h and .cpp
src/<room>/migrations/<NNNN>_<name>.sql    -> generated/<room>/migrations.h and .cpp

A statement begins with a line `-- name: find_customer`, or `-- name: find_customer (sqlite)` and
`-- name: find_customer (postgres)` where the dialects part, and ends at the next such line.
"""

import argparse
import pathlib
import re
import sys

NAME_LINE = re.compile(r"^--\s*name:\s*(.*?)\s*$")
NAME = re.compile(r"^([a-z][a-z0-9_]*)(?:\s+\((sqlite|postgres)\))?$")
MIGRATION = re.compile(r"^(\d{4})_([a-z0-9_]+)$")
DIALECTS = ("sqlite", "postgres")


class SqlError(Exception):
    """A mistake in a .sql file; the message begins with file:line."""


def parse_statements(text, where):
    """Returns {name: {dialect: sql}} in file order."""
    statements = {}
    current = None

    def finish():
        if current is None:
            return
        name, dialects, line, lines = current
        sql = "\n".join(lines).strip()
        if sql.endswith(";"):
            sql = sql[:-1].rstrip()
        if not sql:
            raise SqlError(f"{where}:{line}: statement {name} is empty")
        for dialect in dialects:
            if dialect in statements.setdefault(name, {}):
                raise SqlError(f"{where}:{line}: statement {name} is defined twice")
            statements[name][dialect] = sql

    for number, line in enumerate(text.splitlines(), 1):
        marker = NAME_LINE.match(line)
        if marker:
            finish()
            parts = NAME.match(marker[1])
            if not parts:
                raise SqlError(f"{where}:{number}: cannot read the name '{marker[1]}'")
            current = (parts[1], (parts[2],) if parts[2] else DIALECTS, number, [])
        elif current is not None:
            if not line.lstrip().startswith("--"):
                current[3].append(line.rstrip())
        elif line.strip() and not line.lstrip().startswith("--"):
            raise SqlError(f"{where}:{number}: text before the first '-- name:' line")
    finish()
    return statements


def literal(text):
    if ')sql"' in text:
        raise SqlError('a statement holds the characters )sql"')
    return f'R"sql({text})sql"'


def open_namespace(room):
    return f"namespace tsunagi::{room}::sql {{\n\n"


def close_namespace(room):
    return f"\n}}  // namespace tsunagi::{room}::sql\n"


def statement_header(room, where, names):
    declarations = "".join(f"extern const store::Statement {name};\n" for name in names)
    return (f"// Made from {where} by tools/embed_sql.py.\n#pragma once\n\n"
            '#include "store/statement.h"\n\n'
            + open_namespace(room) + declarations + close_namespace(room))


def statement_source(room, header, stem, statements):
    parts = [f'#include "{header}"\n\n', open_namespace(room)]
    for name, texts in statements.items():
        both = [literal(texts[d]) if d in texts else '""' for d in DIALECTS]
        parts.append(f'constinit const store::Statement {name}{{"{stem}.{name}",\n'
                     f"{both[0]},\n{both[1]}}};\n\n")
    return "".join(parts).rstrip("\n") + "\n" + close_namespace(room)


def list_header(room, what, element):
    return ("// Made by tools/embed_sql.py.\n#pragma once\n\n#include <span>\n\n"
            '#include "store/statement.h"\n\n'
            + open_namespace(room) + f"std::span<{element}> {what}();\n" + close_namespace(room))


def statement_list(room, headers, names):
    includes = "".join(f'#include "{header}"\n' for header in headers)
    rows = "".join(f"    &{name},\n" for name in names)
    return (f'#include "{room}/statements.h"\n\n{includes}\n' + open_namespace(room)
            + f"static const store::Statement* const kStatements[] = {{\n{rows}}};\n\n"
            + "std::span<const store::Statement* const> statements() { return kStatements; }\n"
            + close_namespace(room))


def migration_list(room, migrations):
    rows = "".join(f'    {{{number}, "{room}/{stem}",\n{literal(text.strip())}}},\n'
                   for number, stem, text in migrations)
    return (f'#include "{room}/migrations.h"\n\n' + open_namespace(room)
            + f"static constexpr store::Migration kMigrations[] = {{\n{rows}}};\n\n"
            + "std::span<const store::Migration> migrations() { return kMigrations; }\n"
            + close_namespace(room))


def read_migrations(paths):
    migrations = []
    for path in paths:
        parts = MIGRATION.match(path.stem)
        if not parts:
            raise SqlError(f"{path}:1: a migration is named NNNN_words.sql")
        migrations.append((int(parts[1]), path.stem, path.read_text(encoding="utf-8")))
    numbers = [number for number, _, _ in migrations]
    if len(set(numbers)) != len(numbers):
        raise SqlError(f"{paths[0].parent}:1: two migrations share a number")
    return migrations


def embed_room(src, room):
    """Returns {path below generated/: text} for every file made from the room."""
    files = {}
    headers, owner = [], {}
    paths = sorted((src / room).rglob("*.sql"))
    migration_paths = [p for p in paths if p.parent == src / room / "migrations"]
    for path in paths:
        if path in migration_paths:
            continue
        stem = path.relative_to(src).with_suffix("").as_posix()
        statements = parse_statements(path.read_text(encoding="utf-8"), f"src/{stem}.sql")
        for name in statements:
            if name in owner:
                raise SqlError(f"src/{stem}.sql:1: {name} is also defined in src/{owner[name]}.sql")
            owner[name] = stem
        header = f"{stem}.sql.h"
        headers.append(header)
        files[header] = statement_header(room, f"src/{stem}.sql", statements)
        files[f"{stem}.sql.cpp"] = statement_source(room, header, stem, statements)
    if owner:
        files[f"{room}/statements.h"] = list_header(room, "statements",
                                                    "const store::Statement* const")
        files[f"{room}/statements.cpp"] = statement_list(room, headers, owner)
    if migration_paths:
        files[f"{room}/migrations.h"] = list_header(room, "migrations", "const store::Migration")
        files[f"{room}/migrations.cpp"] = migration_list(room, read_migrations(migration_paths))
    return files


def main(argv):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--src", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--room", required=True)
    parser.add_argument("--list", action="store_true", help="print the outputs, write nothing")
    options = parser.parse_args(argv)
    try:
        files = embed_room(options.src, options.room)
    except SqlError as error:
        print(error, file=sys.stderr)
        return 1
    for name, text in files.items():
        path = options.out / name
        if options.list:
            print(path)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        # Always written: Ninja compares times, and ccache makes an unchanged text free.
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
