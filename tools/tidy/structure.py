"""Rooms: what may include what, and what every room and header has."""

import re

from tree import Finding, room_of

GENERATED = re.compile(r"\.sql\.h$|/(?:statements|migrations)\.h$")
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""")


def include_direction(tree):
    """A room includes itself and the rooms that tools/rooms.json puts below it."""
    for path, source in tree.sources():
        room = room_of(path)
        for line, target in source.includes:
            if target.startswith("."):
                yield Finding(path, line, "include-direction",
                              f'"{target}" is relative; include from the root of src')
            elif f"src/{target}" not in tree.files and not GENERATED.search(target):
                yield Finding(path, line, "include-direction", f'no file "src/{target}"')
            elif room and room not in tree.rooms:
                yield Finding(path, line, "include-direction",
                              f"room {room} is missing in tools/rooms.json")
            elif room and target.split("/")[0] not in tree.rooms[room]:
                yield Finding(path, line, "include-direction",
                              f"{room} may not include {target.split('/')[0]}")


def feature_imports(tree):
    """A web feature imports ui, api and shared code, never another feature."""
    for path, text in tree.texts("web/src/features/*.ts", "web/src/features/*.tsx"):
        parts = path.split("/")
        if len(parts) < 5:
            continue
        folder = parts[:-1]
        for found in IMPORT.finditer(text):
            target = found[1]
            if target.startswith("."):
                target = "/".join(resolve(folder, target))
            other = re.search(r"features/([^/]+)", target)
            if other and other[1] != parts[3]:
                yield Finding(path, text.count("\n", 0, found.start()) + 1, "feature-imports",
                              f"feature {parts[3]} imports feature {other[1]}")


def resolve(folder, target):
    parts = list(folder)
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return parts


def room_readme(tree):
    """Every room explains itself in at most 40 lines."""
    rooms = {room_of(path) for path, _ in tree.sources()} - {None}
    for room in sorted(rooms):
        path = f"src/{room}/README.md"
        if path not in tree.files:
            yield Finding(path, 1, "room-readme", f"room {room} has no README.md")
        elif tree.files[path].count("\n") > 40:
            yield Finding(path, 41, "room-readme", "longer than 40 lines")


def header_guard(tree):
    """A header begins with its contract and #pragma once, and opens no namespace for others."""
    for path, source in tree.sources():
        if not path.endswith(".h"):
            continue
        if "#pragma once" not in source.code:
            yield Finding(path, 1, "header", "no #pragma once")
        if not source.text.startswith("//"):
            yield Finding(path, 1, "header", "does not begin with a comment that says its contract")
        for found in re.finditer(r"^using\s+namespace\s+(?!std::(?:\w+_)?literals)(\S+);",
                                 source.code, re.M):
            yield Finding(path, source.code.count("\n", 0, found.start(1)) + 1, "header",
                          f"using namespace {found[1]} in a header")


RULES = (include_direction, feature_imports, room_readme, header_guard)
