#!/usr/bin/env python3
"""Compiles src/access/common_passwords.txt into one C++ source. Lines that begin with # up to the
first empty one are its licence and stay in the file."""

import pathlib
import sys


def source_of(text):
    words = text.split("\n\n", 1)[1].split("\n")[:-1]
    if words != sorted(set(words)) or ")list\"" in text:
        raise ValueError("the passwords are not in order")
    lines = "".join(f'    R"list({word})list",\n' for word in words)
    return ('#include "access/common_passwords.h"\n\nnamespace tsunagi::access {\n\n'
            f"static constexpr std::string_view kWords[] = {{\n{lines}}};\n\n"
            "std::span<const std::string_view> common_passwords() { return kWords; }\n\n"
            "}  // namespace tsunagi::access\n")


def main(source, out):
    text = pathlib.Path(source).read_text(encoding="utf-8")
    pathlib.Path(out).parent.mkdir(parents=True, exist_ok=True)
    pathlib.Path(out).write_text(source_of(text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
