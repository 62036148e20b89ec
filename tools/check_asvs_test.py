"""Tests of check_asvs.py."""

import contextlib
import io
import pathlib
import tempfile
import unittest

import check_asvs

NUMBERS = "# numbers with their level\n1.1.1 2\n1.2.1 1\n"
FILES = {
    "src/a_test.cpp": "TEST_P(Rules, Hold) {}\nTEST(Others,\n     HoldToo) {}\n",
    "test/process/b_test.py": "class B:\n    def test_it_holds(self):\n        pass\n",
    "web/e2e/c.test.mjs": 'test("holds in a browser", async () => {});\n',
    "src/a.cpp": "",
}
FIRST = "| 1.1.1 | 2 | something | met | `src/a_test.cpp: Rules.Hold` |\n"
SECOND = "| 1.2.1 | 1 | something | not applicable | there is no such thing |\n"
SUM = "1 met (1 by a test), 1 not applicable, 0 not met.\n"


class ATableOfRequirements(unittest.TestCase):
    def check(self, document):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            files = FILES | {check_asvs.DOCUMENT: document, "tools/asvs_numbers.txt": NUMBERS}
            for path, text in files.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text)
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                status = check_asvs.main(["--root", folder])
            return status, out.getvalue()

    def assert_fault(self, document, fault):
        status, out = self.check(document)
        self.assertEqual(status, 1, out)
        self.assertIn(fault, out)

    def met_by(self, proof, tests=1):
        sum_line = SUM.replace("1 by a test", f"{tests} by a test")
        return sum_line + FIRST.replace("`src/a_test.cpp: Rules.Hold`", proof) + SECOND

    def test_with_every_number_once_is_well(self):
        self.assertEqual(self.check(SUM + FIRST + SECOND),
                         (0, "asvs: 2 requirements, 0 faults in their table\n"))

    def test_may_not_leave_a_number_out_or_name_it_twice(self):
        self.assert_fault(SUM + FIRST, "1.2.1 stands there 0 times")
        self.assert_fault(SUM + FIRST + SECOND + FIRST, "1.1.1 stands there 2 times")

    def test_may_not_have_other_numbers_or_levels(self):
        self.assert_fault(SUM + FIRST + SECOND + FIRST.replace("1.1.1", "9.9.9"),
                          "9.9.9 is no requirement of these levels")
        self.assert_fault(SUM + FIRST.replace("| 2 |", "| 1 |") + SECOND, "its level is 2")

    def test_knows_three_statuses(self):
        self.assert_fault(SUM + FIRST.replace("| met |", "| nearly |") + SECOND,
                          "its status is none of")

    def test_cites_tests_of_every_kind(self):
        for proof in ("`src/a_test.cpp: Others.HoldToo`", "`test/process/b_test.py: test_it_holds`",
                      "`web/e2e/c.test.mjs: holds in a browser`"):
            status, out = self.check(self.met_by(proof))
            self.assertEqual(status, 0, out)

    def test_may_not_cite_what_is_not_there(self):
        self.assert_fault(self.met_by("`src/b_test.cpp: Rules.Hold`"), "there is no src/b_test.cpp")
        for proof in ("src/a_test.cpp: Rules.Hol", "test/process/b_test.py: test_it",
                      "web/e2e/c.test.mjs: holds"):
            self.assert_fault(self.met_by(f"`{proof}`"), "has no test")

    def test_says_so_where_no_test_proves_what_is_met(self):
        self.assert_fault(self.met_by("`src/a.cpp`", 0), "cites neither a test nor a file")
        self.assert_fault(self.met_by("as everybody knows; no test", 0), "cites neither a test")
        status, out = self.check(self.met_by("`src/a.cpp`, no test", 0))
        self.assertEqual(status, 0, out)

    def test_gives_a_reason_for_what_is_not_met(self):
        row = SECOND.replace("there is no such thing", "")
        self.assert_fault(SUM + FIRST + row, "it gives no reason")

    def test_has_a_sum_that_is_right(self):
        self.assert_fault(FIRST + SECOND, "the sum is: 1 met (1 by a test), 1 not applicable")
        self.assert_fault(SUM.replace("0 not met", "7 not met") + FIRST + SECOND, "the sum is:")


if __name__ == "__main__":
    unittest.main()
