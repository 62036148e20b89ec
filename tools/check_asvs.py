#!/usr/bin/env python3
"""Fails when docs/security/asvs.md leaves out a requirement, or cites a proof that is not there.

A row is `| number | level | what it asks for | status | proof or reason |`. A citation stands in
backquotes: the path of a file, or `path: name` of a test in it (`Suite.Name` of GoogleTest,
`test_name` of Python, the sentence of a web test). What is met cites a test, or a file together
with the words "no test"; what is not met or not applicable says why.
"""

import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCUMENT = "docs/security/asvs.md"
STATUSES = ("met", "not applicable", "not met")
ROW = re.compile(r"^\| *(\d+\.\d+\.\d+) *\|(.*)\|\s*$")
CITED = re.compile(r"`([^`]+)`")
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*\Z")
SUM = re.compile(r"^(\d+) met \((\d+) by a test\), (\d+) not applicable, (\d+) not met\.$", re.M)


def wanted_levels(text):
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return dict(lines)


def rows_of(document):
    """Yields (line, number, [level, asked, status, proof])."""
    for at, line in enumerate(document.splitlines(), 1):
        row = ROW.match(line)
        if row:
            yield at, row[1], [cell.strip() for cell in row[2].split("|")]


def citations(proof):
    """(path, name of a test or None) of every backquoted path."""
    for text in CITED.findall(proof):
        path, _, name = text.partition(": ")
        if PATH.match(path) and ("/" in path or "." in path):
            yield path, name or None


def names_test(path, source, name):
    if path.endswith(".cpp"):
        suite, _, test = name.partition(".")
        return re.search(rf"\bTEST(?:_F|_P)?\(\s*{re.escape(suite)},\s*{re.escape(test)}\s*\)",
                         source) is not None
    if path.endswith(".py"):
        return re.search(rf"\bdef {re.escape(name)}\(", source) is not None
    return re.search(rf"\b(?:test|it)\(\s*[\"'`]{re.escape(name)}[\"'`]", source) is not None


def citation_fault(root, path, name):
    file = root / path
    if not file.exists():
        return f"there is no {path}"
    if name and not names_test(path, file.read_text(encoding="utf-8"), name):
        return f"{path} has no test {name}"
    return None


def row_faults(root, level, cells):
    if len(cells) != 4:
        yield "the row has another number of cells than five"
        return
    said_level, asked, status, proof = cells
    if said_level != level:
        yield f"its level is {level}"
    if not asked:
        yield "it does not say what is asked for"
    if status not in STATUSES:
        yield f"its status is none of {', '.join(STATUSES)}"
    cited = list(citations(proof))
    for path, name in cited:
        fault = citation_fault(root, path, name)
        if fault:
            yield fault
    by_test = any(name for _, name in cited)
    if status == "met" and not by_test and not (cited and "no test" in proof):
        yield 'it cites neither a test nor a file with the words "no test"'
    if status != "met" and not proof:
        yield "it gives no reason"


def sums_of(rows):
    by_status = {status: 0 for status in STATUSES}
    by_test = 0
    for _, _, cells in rows:
        if len(cells) != 4 or cells[2] not in by_status:
            continue
        by_status[cells[2]] += 1
        by_test += cells[2] == "met" and any(name for _, name in citations(cells[3]))
    return by_status["met"], by_test, by_status["not applicable"], by_status["not met"]


def faults_in(root, document, levels):
    rows = list(rows_of(document))
    seen = [number for _, number, _ in rows]
    for number in levels:
        if seen.count(number) != 1:
            yield f"{number} stands there {seen.count(number)} times"
    for line, number, cells in rows:
        if number not in levels:
            yield f"line {line}: {number} is no requirement of these levels"
            continue
        for fault in row_faults(root, levels[number], cells):
            yield f"line {line}: {number}: {fault}"
    said = SUM.search(document)
    sums = sums_of(rows)
    if said is None or tuple(map(int, said.groups())) != sums:
        yield "the sum is: {} met ({} by a test), {} not applicable, {} not met.".format(*sums)


def main(argv):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=pathlib.Path, default=ROOT)
    root = parser.parse_args(argv).root
    levels = wanted_levels((root / "tools/asvs_numbers.txt").read_text(encoding="utf-8"))
    document = (root / DOCUMENT).read_text(encoding="utf-8")
    faults = list(faults_in(root, document, levels))
    for fault in faults:
        print(f"{DOCUMENT}: {fault}")
    print(f"asvs: {len(levels)} requirements, {len(faults)} faults in their table")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
