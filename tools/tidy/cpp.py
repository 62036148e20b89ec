"""Just enough C++ to see comments, strings and functions."""

import dataclasses
import re

TOKEN = re.compile(
    r'(?P<raw>(?:u8|u|U|L)?R"(?P<fence>[^ ()\\\t\n]{0,16})\((?P<body>.*?)\)(?P=fence)")'
    r'|(?P<string>(?:u8|u|U|L)?"(?:[^"\\\n]|\\.)*")'
    r"|(?P<number>\b\d[\w.']*)"
    r"|(?P<char>'(?:[^'\\\n]|\\.)*')"
    r"|(?P<line>//(?:[^\\\n]|\\\n|\\.)*)"
    r"|(?P<block>/\*.*?\*/)", re.S)
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
CONTROL = re.compile(r"\b(if|for|while|switch|catch|constexpr)\s*$")
SCOPE = re.compile(r"^(?:(?:inline|export)\s+)?(?:namespace|extern)\b")
TYPE = re.compile(r"^(?:template\s*<.*>\s*(?:requires\b.*?)?)?(?:class|struct|union|enum)\b", re.S)
LEAD = re.compile(r"(?:\s|(?:public|private|protected)\s*:)*")
TRAILER = re.compile(
    r"(?:\b(?:const|noexcept|override|final|mutable|volatile|try)\b|&&?"
    r"|->\s*(?:[\w:<>,*&\s]|\([^()]*\))+?|(?<=\))\s*requires\b[^{};]*)\s*$")


@dataclasses.dataclass
class Function:
    name: str
    first: int
    last: int
    depth: int  # of control blocks inside it
    body: str

    @property
    def lines(self):
        return self.last - self.first + 1


@dataclasses.dataclass
class Source:
    text: str
    code: str  # the text with comments blanked and strings emptied, on the same lines
    strings: list  # (line, contents)
    comments: list  # (line, text)
    includes: list  # (line, path)

    def functions(self):
        return list(functions(self.code))


def line_at(text, offset):
    return text.count("\n", 0, offset) + 1


def lex(text):
    strings, comments, includes = [], [], []
    include_lines = set()
    for found in INCLUDE.finditer(text):
        line = line_at(text, found.start(1))
        includes.append((line, found[1]))
        include_lines.add(line)

    def blank(found):
        kind = found.lastgroup
        piece = found[0]
        if kind == "number":
            return piece
        line = line_at(text, found.start())
        if found["raw"] is not None:
            strings.append((line, found["body"]))
            return '""' + "\n" * piece.count("\n")
        if kind == "string":
            if line not in include_lines:
                strings.append((line, piece[piece.index('"') + 1:-1]))
            return '""'
        if kind == "char":
            return "' '"
        comments.append((line, piece))
        return re.sub(r"[^\n]", " ", piece)

    code = TOKEN.sub(blank, text)
    return Source(text, code, strings, comments, includes)


def without_preprocessor(code):
    """Blanks directives and the macros that stand where a declaration would, without a `;`."""
    for found in reversed(list(re.finditer(r"^BOOST_DESCRIBE_\w+(?=\()", code, re.M))):
        end = closing_of(code, found.end()) + 1
        code = (code[:found.start()] + "\n" * code.count("\n", found.start(), end) + code[end:])
    return re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", lambda m: "\n" * m[0].count("\n"), code,
                  flags=re.M | re.S)


def closing_of(code, opening):
    """Offset of the parenthesis that closes the one at `opening`; the last character if none."""
    depth = 0
    for at in range(opening, len(code)):
        depth += (code[at] == "(") - (code[at] == ")")
        if depth == 0:
            return at
    return len(code) - 1


def opening_of(head):
    """Offset of the parenthesis that the last `)` of head closes, or -1."""
    depth = 0
    for at in range(len(head) - 1, -1, -1):
        if head[at] == ")":
            depth += 1
        elif head[at] == "(":
            depth -= 1
            if depth == 0:
                return at
    return -1


def without_trailer(head):
    while True:
        found = TRAILER.search(head)
        if not found or found.start() == 0:
            return head
        head = head[:found.start()].rstrip()


def kind_of(head, inside_function):
    """What a `{` after this text opens: scope, function, lambda, control, block or value."""
    head = head[LEAD.match(head).end():].strip()
    if not head or head.endswith(":"):
        return "block"
    if re.search(r"\b(else|do|try)$", head):
        return "control" if inside_function else "function"
    if SCOPE.match(head):
        return "scope"
    bare = without_trailer(head)
    if TYPE.match(head) and not bare.endswith(")"):
        return "scope"
    if bare.endswith("]"):
        return "lambda"
    if not bare.endswith((")", "}")) or re.search(r"=\s*$", head):
        return "value"
    opening = opening_of(bare)
    before = bare[:opening].rstrip() if opening >= 0 else bare
    if before.endswith("]") or re.search(r"\]\s*<[^<>]*>$", before):
        return "lambda"
    if CONTROL.search(before):
        return "control"
    return "value" if inside_function else "function"


def name_of(head):
    head = head.strip()
    test = re.match(r"TEST(?:_F|_P)?\s*\(\s*(\w+)\s*,\s*(\w+)", head)
    if test:
        return f"{test[1]}.{test[2]}"
    found = re.search(r"([~\w:]+)\s*\(", head)
    return found[1] if found else head.split("\n")[0][:40]


class Walk:
    """Goes over the braces of a file and remembers what each of them opened."""

    def __init__(self, code):
        self.code = without_preprocessor(code)
        self.stack = []  # (kind, start of its statement, parentheses open around it)
        self.start = self.parentheses = self.depth = self.deepest = 0

    def open(self, at):
        inside = any(kind == "function" for kind, *_ in self.stack)
        kind = kind_of(self.code[self.start:at], inside)
        if kind == "lambda" and not inside:
            kind = "function"
        if kind == "function":
            self.depth = self.deepest = 0
        elif kind == "control":
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)
        self.stack.append((kind, self.start, self.parentheses))
        self.parentheses = 0
        if kind != "value":
            self.start = at + 1

    def close(self, at):
        """Returns the Function that ends here, if one does."""
        kind, start, self.parentheses = self.stack.pop()
        # After a value or a lambda the statement goes on.
        self.start = start if kind in ("value", "lambda") else at + 1
        if kind == "control":
            self.depth -= 1
        if kind != "function":
            return None
        lead = LEAD.match(self.code, start).end()
        text = self.code[lead:at + 1]
        return Function(name_of(text[:text.index("{")]), line_at(self.code, lead),
                        line_at(self.code, at), self.deepest, text)


def functions(code):
    walk = Walk(code)
    for found in re.finditer(r"[(){};]", walk.code):
        char, at = found[0], found.start()
        if char == "(":
            walk.parentheses += 1
        elif char == ")":
            walk.parentheses -= 1
        elif char == ";" and walk.parentheses <= 0:
            walk.start = at + 1
        elif char == "{":
            walk.open(at)
        elif char == "}" and walk.stack:
            function = walk.close(at)
            if function:
                yield function
