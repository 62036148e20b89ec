"""How wide, long and deep things may be."""

import ast
import unicodedata

from tree import Finding

COLUMNS = 100
WEB_COLUMNS = 140  # the style guide's own TypeScript is wider than its C++
FUNCTION_LINES = 70
NESTING = 3
FILE_LINES = {".h": 250, ".cpp": 600, ".py": 600, ".ts": 600, ".tsx": 600, ".sql": 600,
              ".css": 600, ".cmake": 300}
WIDTH_PATTERNS = ("src/*.h", "src/*.cpp", "bench/*.h", "bench/*.cpp", "src/*.sql", "*.py",
                  "web/src/*.ts", "web/src/*.tsx", "*.cmake", "CMakeLists.txt", "tools/*",
                  ".ci/run", "cmake/*")


def width(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def line_width(tree):
    """A line has at most 100 columns; a full-width character takes two."""
    for path, text in tree.texts(*WIDTH_PATTERNS):
        if path.endswith((".json", ".md", ".d.ts")) or tree.allows("line-width", path):
            continue
        limit = WEB_COLUMNS if path.startswith("web/") else COLUMNS
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) * 2 > limit and width(line) > limit:
                yield Finding(path, number, "line-width", f"{width(line)} columns of {limit}")


def file_length(tree):
    """A header has at most 250 lines, a source 600."""
    for path, text in tree.texts("*"):
        suffix = path[path.rfind("."):]
        limit = FILE_LINES.get(suffix)
        lines = text.count("\n")
        if limit and lines > limit and not tree.allows("file-length", path):
            yield Finding(path, limit + 1, "file-length", f"{lines} lines of {limit}")


def function_size(tree):
    """A function has at most 70 lines and three levels of control blocks."""
    for path, source in tree.sources():
        for function in source.functions():
            yield from judge(path, function.name, function.first, function.lines, function.depth)
    for path, text in tree.texts("*.py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield from judge(path, node.name, node.lineno,
                                 node.end_lineno - node.lineno + 1, python_depth(node))


def judge(path, name, line, lines, depth):
    if lines > FUNCTION_LINES:
        yield Finding(path, line, "function-size", f"{name} has {lines} lines of {FUNCTION_LINES}")
    if depth > NESTING:
        yield Finding(path, line, "function-size", f"{name} nests {depth} deep of {NESTING}")


def python_depth(node, within_else=False):
    deepest = 0
    for child in ast.iter_child_nodes(node):
        is_function = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        if is_function:
            continue
        blocks = (ast.If, ast.For, ast.While, ast.Try, ast.With)
        # `elif` is an If alone in the else part of an If: no deeper than its elder.
        is_elif = (isinstance(node, ast.If) and isinstance(child, ast.If)
                   and node.orelse == [child])
        deeper = 1 if isinstance(child, blocks) and not is_elif else 0
        deepest = max(deepest, deeper + python_depth(child))
    return deepest


RULES = (line_width, file_length, function_size)
