"""Links, files nobody uses, statements that part by dialect."""

import posixpath
import re

from tree import Finding

LINK = re.compile(
    r"""!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|<img[^>]*\ssrc="([^"]+)\"""")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.M)
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
VARIANT = re.compile(r"^--\s*name:\s*(\w+)\s+\((sqlite|postgres)\)", re.M)
# Statements in two texts outside the store. It only goes down: most of them unfold a list, for
# which the store lacks a word.
DIALECT_VARIANTS = 36
# Files that a tool, a habit or a glob finds by their name or place.
KNOWN = re.compile(
    r"^(?:\.[^/]+|README(?:\.\w+)?\.md|ARCHITECTURE\.md|CHANGELOG\.md|LICENSE|Makefile"
    r"|CMakeLists\.txt|CMakePresets\.json|\.ci/run|tools/tidy/\w+\.py|tools/\w+_test\.py"
    r"|src/.*\.(?:cpp|sql)|(?:.*/)?README\.md|web/(?:[^/]*\.config\.\w+|\.[^/]+|index\.html"
    r"|package(?:-lock)?\.json|tsconfig[^/]*\.json)|web/.*\.test\.tsx?|.*\.d\.ts)$")


def slug(heading):
    heading = re.sub(r"[`*_]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", heading).replace(" ", "-")


def dead_links(tree):
    """A relative link in a document leads to a file, its #anchor to a heading."""
    folders = {posixpath.dirname(path) for path in tree.files}
    folders |= {parent for folder in folders for parent in parents(folder)} | {"."}
    for path, text in tree.texts("*.md"):
        plain = FENCE.sub(lambda m: "\n" * m[0].count("\n"), text)
        for found in LINK.finditer(plain):
            target = found[1] or found[2]
            problem = link_problem(tree, folders, path, target)
            if problem:
                line = plain.count("\n", 0, found.start()) + 1
                yield Finding(path, line, "dead-link", problem)


def link_problem(tree, folders, path, target):
    if re.match(r"[a-z]+:|//", target):
        return None
    name, _, anchor = target.partition("#")
    goal = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
    if goal not in tree.files and goal not in folders:
        return f"no file {goal}"
    text = tree.files.get(goal) or ""
    if anchor and goal.endswith(".md") and anchor.lower() not in map(slug, HEADING.findall(text)):
        return f"no heading #{anchor} in {goal}"
    return None


def parents(folder):
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def unreferenced(tree):
    """A header has users beside its own source and test; any other file is named somewhere."""
    included = {}
    for path, source in tree.sources():
        for _, target in source.includes:
            included.setdefault(f"src/{target}", set()).add(path)
    words = {path: text for path, text in tree.texts("*")
             if not path.endswith(("package-lock.json", ".csv"))}
    for path in tree.files:
        if tree.allows("unreferenced", path):
            continue
        if path.startswith("src/") and path.endswith(".h"):
            own = re.compile(re.escape(path[:-2]) + r"(?:_test|_bench|_fuzz)?\.cpp$")
            if not [user for user in included.get(path, ()) if not own.match(user)]:
                yield Finding(path, 1, "unreferenced",
                              "nobody includes it but its own source and test")
        elif not KNOWN.match(path) and not named_somewhere(path, words):
            yield Finding(path, 1, "unreferenced", "no file names it")


def named_somewhere(path, words):
    """By its name; by its name without suffix, as imports do; or by its folder, as globs do."""
    folder, name = posixpath.split(path)
    stem = re.sub(r"\.\w+$", "", name)
    tests = [(name, re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])"))]
    if name.endswith(".cmake"):
        tests.append((stem, re.compile(rf"include\({re.escape(stem)}\)")))
    if path.startswith("web/"):
        tests.append((stem, re.compile(rf"/{re.escape(stem)}[\"']")))
    if folder.count("/") >= 1 or folder in ("presets",):
        tail = "/".join(folder.split("/")[-2:])
        tests.append((tail, re.compile(rf"(?<![\w-]){re.escape(tail)}(?![\w-])")))
    # Looking for the plain text first is a hundred times faster than the pattern alone.
    return any(plain in text and test.search(text) for other, text in words.items()
               if other != path for plain, test in tests)


def dialect_variants(tree):
    """Few statements outside the store have two texts, and none has only one of them."""
    count = 0
    for path, text in tree.texts("src/*.sql"):
        variants = {}
        for found in VARIANT.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            variants.setdefault(found[1], []).append((found[2], line))
        if path.startswith("src/store/"):
            continue
        for name, places in variants.items():
            count += 1
            if len(places) == 1:
                yield Finding(path, places[0][1], "dialect-variants",
                              f"{name} exists only for {places[0][0]}")
            if count > DIALECT_VARIANTS:
                yield Finding(path, places[0][1], "dialect-variants",
                              f"{name} is variant {count} of at most {DIALECT_VARIANTS}")


RULES = (dead_links, unreferenced, dialect_variants)
