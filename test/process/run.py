#!/usr/bin/env python3
"""Runs every *_test.py of this folder."""

import pathlib
import sys
import unittest

if __name__ == "__main__":
    sys.dont_write_bytecode = True
    here = pathlib.Path(__file__).resolve().parent
    sys.path.insert(0, str(here))
    pattern = sys.argv[1] if sys.argv[1:] else "*_test.py"
    suite = unittest.defaultTestLoader.discover(str(here), pattern=pattern)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)
