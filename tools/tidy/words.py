"""Names and words that are not used."""

import re

from tree import Finding

BANNED = "Manager|Helper|Helpers|Util|Utils|Service|Impl|Data|Info|Common"
TYPE = re.compile(r"\b(?:class|struct|enum\s+class|enum|union|using|concept)\s+(\w+)")
SUFFIX = re.compile(rf"(?:^|[a-z0-9])(?:{BANNED})$")
FUNCTION = re.compile(r"(?<![.>:\w])((?:process|handle)_\w+)\s*\(")
VARIABLE = re.compile(r"\b(new_(?!york|zealand)\w+|(?!sqlite3_)\w+_v2)\b(?!\s*::)")
FILE = re.compile(r"(?:^|[_-])(?:manager|helpers?|utils?|service|impl|info|common|misc)$", re.I)
WEB_TYPE = re.compile(r"\b(?:class|interface|type)\s+(\w+)")
NOTE = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b[:( ]*(.*)")
MACHINE = re.compile(r"(?<![\w.$}/~-])(/(?:work|root|Users)/[\w.]|/home/\w|/tmp/)|[A-Z]:\\\\?Users")
# The rules themselves and their examples speak of what they look for.
SELF = "tools/tidy/"


def at_lines(path, text, pattern, rule, message):
    for found in pattern.finditer(text):
        line = text.count("\n", 0, found.start(1)) + 1
        yield Finding(path, line, rule, message.format(found[1]))


def banned_names(tree):
    """No name that would fit anything: see BANNED, FUNCTION and VARIABLE above."""
    for path, source in tree.sources():
        if tree.allows("banned-name", path):
            continue
        for found in TYPE.finditer(source.code):
            if SUFFIX.search(found[1]):
                line = source.code.count("\n", 0, found.start(1)) + 1
                yield Finding(path, line, "banned-name", f"{found[1]} says nothing; name the thing")
        yield from at_lines(path, source.code, FUNCTION, "banned-name",
                            "{} says nothing; name what it does")
        yield from at_lines(path, source.code, VARIABLE, "banned-name",
                            "{} will not be new for long")
    for path, text in tree.texts("web/src/*.ts", "web/src/*.tsx"):
        for found in WEB_TYPE.finditer(text):
            if SUFFIX.search(found[1]):
                line = text.count("\n", 0, found.start(1)) + 1
                yield Finding(path, line, "banned-name", f"{found[1]} says nothing; name the thing")
    for path in tree.files:
        for part in path.split("/"):
            if FILE.search(part.split(".")[0]):
                yield Finding(path, 1, "banned-name", f"{part} is a drawer for anything")


def todo_reason(tree):
    """A TODO says why and what it waits for; FIXME, XXX and HACK are not used."""
    for path, text in tree.texts("src/*", "web/src/*", "tools/*", "cmake/*", "*.md"):
        if path.startswith(SELF):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            found = NOTE.search(line)
            if not found or found[0].startswith("XXX-"):
                continue
            if found[1] != "TODO":
                yield Finding(path, number, "todo-reason", f"{found[1]} is not used")
            elif len(found[2].split()) < 4:
                yield Finding(path, number, "todo-reason", "TODO without a reason")


def machine_path(tree):
    """No path of somebody's machine in the tree."""
    for path, text in tree.texts("*"):
        if path.startswith(SELF) or path.endswith("package-lock.json"):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            found = MACHINE.search(line)
            if found and not tree.allows("machine-path", path):
                yield Finding(path, number, "machine-path", f"names {found[0]}")


RULES = (banned_names, todo_reason, machine_path)
