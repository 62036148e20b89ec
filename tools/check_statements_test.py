"""Tests of check_statements.py."""

import contextlib
import io
import pathlib
import tempfile
import unittest

import check_statements


class StatementsThatNobodyRan(unittest.TestCase):
    def check(self, sql, notes):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "src/room/migrations").mkdir(parents=True)
            (root / "src/room/a.sql").write_text(sql)
            (root / "src/room/migrations/0001_a.sql").write_text("CREATE TABLE a (id {id});")
            (root / "notes").mkdir()
            (root / "notes/room_test.txt").write_text(notes)
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                status = check_statements.main(["--src", f"{root}/src", "--notes", f"{root}/notes"])
            return status, out.getvalue()

    def test_one_that_ran_on_both_databases_is_well(self):
        status, out = self.check("-- name: find_it\nSELECT 1;\n",
                                 "sqlite room/a.find_it\npostgres room/a.find_it\n")
        self.assertEqual((status, out), (0, "statements: 2 texts, 0 of them never run\n"))

    def test_one_that_ran_on_one_database_fails(self):
        status, out = self.check("-- name: find_it\nSELECT 1;\n", "sqlite room/a.find_it\n")
        self.assertEqual(status, 1)
        self.assertIn("room/a.find_it: no test ran it on postgres", out)

    def test_one_for_a_single_database_is_wanted_there_only(self):
        status, _ = self.check("-- name: find_it (postgres)\nSELECT 1;\n",
                               "postgres room/a.find_it\n")
        self.assertEqual(status, 0)


if __name__ == "__main__":
    unittest.main()
