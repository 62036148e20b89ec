#!/usr/bin/env python3
"""Fails when the log of any test run holds something of a person.

The program writes one JSON line per event, of numbers and words of its own. Looked at are all such
lines in what the steps of tools/test left, and every line of what servers under test said on
standard error (<build>/logs, from test/process and web/e2e). A value that is no plain word (a
letter outside of ASCII, '@', a blank, a run of digits like a phone number) is a fault; in `what`,
the sentence of a failure, and in the last words of a command ("Error: …") blanks may stand. So is
any value of the invented people of the tests (tools/canaries.txt), wherever it stands in the line.
"""

import argparse
import json
import pathlib
import re
import sys

WORD = re.compile(r"[A-Za-z0-9_./{}:+-]*\Z")
SENTENCE = re.compile(r"[A-Za-z0-9_./{}:+,;()'\"= -]*\Z")
PHONE = re.compile(r"\d[\d-]{8,}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z\Z")
HERE = pathlib.Path(__file__).resolve().parent


def canaries():
    lines = (HERE / "canaries.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def strings_of(value, allowed=WORD):
    """Yields each string with the pattern that it has to have."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name, WORD
            yield from strings_of(inner, SENTENCE if name == "what" else WORD)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_of(inner, allowed)
    elif isinstance(value, str):
        yield value, allowed


def fault_of(line, people):
    """What is wrong with a line of the log; None when nothing is, or when it is no such line."""
    for one in people:
        if one in line:
            return f"holds {one}"
    if line.startswith("Error: ") and SENTENCE.match(line) and not PHONE.search(line):
        return None
    try:
        event = json.loads(line)
    except ValueError:
        return "is no JSON"
    for text, allowed in strings_of(event):
        if INSTANT.match(text):
            continue
        if not allowed.match(text) or PHONE.search(text):
            return "has a value that is no plain word"
    return None


def is_event(line):
    return line.startswith('{"at":"') and '"level":"' in line


def faults_in(path, only_events, people):
    text = path.read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or (only_events and not is_event(line)):
            continue
        fault = fault_of(line, people)
        yield f"{path.name}:{number}: {fault}" if fault else None


def main(argv):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    build = parser.parse_args(argv).build
    people = canaries()
    said = [(path, False) for path in sorted(build.glob("logs/*.log"))]
    said += [(path, True) for path in sorted(build.glob("results/*.log"))]
    said += [(path, True) for path in sorted(build.glob("Testing/Temporary/LastTest.log"))]
    lines = [fault for path, only in said for fault in faults_in(path, only, people)]
    faults = [fault for fault in lines if fault]
    print("\n".join(faults[:50]))
    print(f"logs: {len(lines)} lines in {len(said)} files, "
          f"{len(faults)} with something of a person")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
