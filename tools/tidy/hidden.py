"""What code may not reach for by itself: the clock, chance, the environment, SQL, silence."""

import re

from tree import Finding, room_of

# Upper case as we write SQL, or a whole lower-case statement.
SQL = re.compile(
    r"\b(?:SELECT|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET|PRAGMA\s+\w|ROLLBACK|VACUUM\b"
    r"|(?:CREATE|ALTER|DROP)\s+(?:TABLE|INDEX|UNIQUE|VIEW|SCHEMA|TRIGGER|VIRTUAL|DATABASE)"
    r"|BEGIN\s+(?:IMMEDIATE|TRANSACTION)|ORDER\s+BY|GROUP\s+BY|WHERE)\b"
    r"|\bselect\s+.+\sfrom\s|\binsert\s+into\s+\w+\s*\(|\bdelete\s+from\s+\w+\s+where\b"
    r"|\bupdate\s+\w+\s+set\s+\w+\s*=", re.S)
INPUT = re.compile(
    r"\b((?:system|steady|high_resolution|utc|file)_clock::now|random_device|getrandom|getentropy"
    r"|(?:secure_)?getenv|gettimeofday|clock_gettime|localtime(?:_r)?|RAND_bytes|randombytes_\w+"
    r"|s?rand(?=\s*\()|(?<![.>\w])time(?=\s*\(\s*(?:nullptr|NULL|0|&))|environ(?=\s*[\[;+]))\b")
SQL_INPUT = re.compile(
    r"\b(CURRENT_(?:TIMESTAMP|DATE|TIME)\b|now\s*\(|random\s*\(|randomblob\s*\("
    r"|gen_random_uuid|clock_timestamp|(?:datetime|date|strftime|unixepoch)\s*\([^)]*'now')", re.I)
SLEEP = re.compile(r"\b(sleep_for|sleep_until|usleep|nanosleep|sleep(?=\s*\(\s*\d))\b")
# A handler that throws on or carries the exception to another thread has not caught it.
CATCH_ALL = re.compile(
    r"\b(catch\s*\(\s*\.\.\.\s*\))\s*\{(?![^{}]*(?:\{[^{}]*\}[^{}]*)*(?:throw;|current_exception))")
CHECKED = re.compile(r"\b(?:EXPECT_|ASSERT_|ADD_FAILURE|FAIL\b|SUCCEED\b|expect|check)")


def findings(path, code, pattern, rule, message):
    for found in pattern.finditer(code):
        yield Finding(path, code.count("\n", 0, found.start()) + 1, rule, message.format(found[1]))


def sql_in_strings(tree):
    """SQL lives in .sql files; only the store speaks it in C++."""
    for path, source in tree.sources():
        if room_of(path) == "store" or tree.allows("sql-in-string", path):
            continue
        for line, text in source.strings:
            found = SQL.search(text)
            if found:
                yield Finding(path, line, "sql-in-string",
                              f"'{found[0][:30]}' belongs in a .sql file")


def hidden_inputs(tree):
    """Only base/system and main reach for the clock, chance and the environment."""
    for path, source in tree.sources():
        if (path.startswith(("src/base/system.", "src/main/", "bench/"))
                or path.endswith(("_bench.cpp", "testing.cpp"))
                or tree.allows("hidden-input", path)):
            continue
        yield from findings(path, source.code, INPUT, "hidden-input",
                            "{} is a hidden input; take a Clock, a Random or a Config")
    for path, text in tree.texts("src/*.sql"):
        code = re.sub(r"--[^\n]*", "", text)
        yield from findings(path, code, SQL_INPUT, "hidden-input", "{} is a hidden input; bind it")


def sleeps(tree):
    """Nothing waits by sleeping; tests wait for events with a deadline."""
    for path, source in tree.sources():
        if not tree.allows("sleep", path):
            yield from findings(path, source.code, SLEEP, "sleep", "{}: wait for the event instead")


def catch_all(tree):
    """catch (...) swallows only at the borders that are listed."""
    for path, source in tree.sources():
        if not tree.allows("catch-all", path):
            yield from findings(path, source.code, CATCH_ALL, "catch-all",
                                "{} only at a border (tools/tidy/allowed.json)")


def assertions(tree):
    """A test can fail."""
    for path, source in tree.sources():
        if not path.endswith("_test.cpp"):
            continue
        for function in source.functions():
            is_test = re.match(r"\s*TEST(?:_F|_P)?\s*\(", function.body)
            if is_test and not CHECKED.search(function.body):
                yield Finding(path, function.first, "assertion", f"{function.name} expects nothing")


RULES = (sql_in_strings, hidden_inputs, sleeps, catch_all, assertions)
