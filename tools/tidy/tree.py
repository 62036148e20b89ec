"""The files that the rules look at, and what a rule finds."""

import dataclasses
import fnmatch
import functools
import json
import pathlib
import subprocess

import cpp


@dataclasses.dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    rule: str
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


class Tree:
    """Every file of the repository by its path; `files` maps path to text (None: not text)."""

    def __init__(self, files, rooms=None, allowed=None):
        self.files = files
        self.rooms = rooms or {}  # room -> every room it may include
        self.allowed = allowed or {}  # rule -> {path pattern: reason}

    @staticmethod
    def read(root):
        root = pathlib.Path(root)
        listing = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root, check=True, capture_output=True).stdout.decode()
        files = {}
        for name in sorted(set(listing.split("\0")) - {""}):
            if (root / name).is_file():
                files[name] = text_of(root / name)
        here = pathlib.Path(__file__).parent
        allowed = json.loads((here / "allowed.json").read_text(encoding="utf-8"))
        table = json.loads((root / "tools/rooms.json").read_text(encoding="utf-8"))
        return Tree(files, closure(table["rooms"]), allowed)

    def texts(self, *patterns):
        """The text files whose path matches one of the patterns (`*` also matches `/`)."""
        for path, text in self.files.items():
            if text is not None and any(fnmatch.fnmatchcase(path, p) for p in patterns):
                yield path, text

    def sources(self):
        """(path, lexed C++) of every source and header."""
        for path, text in self.texts("src/*.h", "src/*.cpp", "bench/*.h", "bench/*.cpp"):
            yield path, lexed(text)

    def allows(self, rule, path):
        return any(fnmatch.fnmatchcase(path, p) for p in self.allowed.get(rule, {}))


@functools.lru_cache(maxsize=None)
def lexed(text):
    return cpp.lex(text)


def text_of(path):
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def closure(rooms):
    """room -> itself and all rooms below it, from the list of tools/rooms.json."""
    below = {}
    for room in rooms:
        below[room["name"]] = {room["name"]}.union(*(below[used] for used in room["uses"]))
    return below


def room_of(path):
    parts = path.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "src" else None
