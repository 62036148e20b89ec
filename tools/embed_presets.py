#!/usr/bin/env python3
"""Compiles presets/*.json into one C++ source: the texts of the mappings that come with the
program, read when it starts (src/intake/preset.h)."""

import pathlib
import sys


def source_of(texts):
    parts = ['#include "intake/preset.h"\n\nnamespace tsunagi::intake {\n\n'
             "static constexpr std::string_view kTexts[] = {\n"]
    for name, text in texts:
        if ')json"' in text:
            raise ValueError(f'{name}: holds the characters )json"')
        parts.append(f'R"json({text})json",\n')
    parts.append("};\n\nstd::span<const std::string_view> preset_texts() { return kTexts; }\n\n"
                 "}  // namespace tsunagi::intake\n")
    return "".join(parts)


def main(folder, out):
    paths = sorted(pathlib.Path(folder).glob("*.json"))
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in paths]
    pathlib.Path(out).parent.mkdir(parents=True, exist_ok=True)
    pathlib.Path(out).write_text(source_of(texts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
