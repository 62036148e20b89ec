"""Tests of check_logs.py."""

import contextlib
import io
import pathlib
import tempfile
import unittest

import check_logs

EVENT = '{"at":"2026-11-22T00:00:00.000Z","level":"info","event":"purged"%s}'


class LogsOfTests(unittest.TestCase):
    def check(self, text, name="logs/server.log"):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True)
            path.write_text(text, encoding="utf-8")
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                status = check_logs.main([folder])
            return status, out.getvalue()

    def test_numbers_and_words_are_well(self):
        status, out = self.check(EVENT % ',"shop":1,"code":"storage_full","route":"/api/{shop}"')
        self.assertEqual(status, 0, out)
        self.assertIn("1 lines in 1 files, 0 with", out)

    def test_a_name_a_mail_and_a_phone_are_faults(self):
        for value in ("林檎", "a@b", "09012345678", "090-1234-0000", "two words"):
            status, out = self.check(EVENT % f',"x":"{value}"')
            self.assertEqual((status, "no plain word" in out), (1, True), value)

    def test_the_sentence_of_a_failure_may_have_blanks_and_nothing_more(self):
        self.assertEqual(self.check(EVENT % ',"what":"the disk is full"')[0], 0)
        self.assertEqual(self.check("Error: the folder /data is in use\n")[0], 0)
        for value in ("林檎 is wrong", "a@b is wrong", "call 090-1234-0000"):
            self.assertEqual(self.check(EVENT % f',"what":"{value}"')[0], 1, value)
            self.assertEqual(self.check(f"Error: {value}\n")[0], 1, value)

    def test_an_invented_person_is_a_fault_wherever_she_stands(self):
        status, out = self.check(EVENT % ',"x":[{"y":"canary7741"}]')
        self.assertEqual((status, "holds canary7741" in out), (1, True))

    def test_a_server_says_nothing_but_events(self):
        self.assertEqual(self.check("terminate called\n")[0], 1)

    def test_the_output_of_a_test_may_say_more(self):
        self.assertEqual(self.check("佐藤 was found\n", "results/cpp.log")[0], 0)
        self.assertEqual(self.check(EVENT % ',"x":"佐藤"', "results/cpp.log")[0], 1)


if __name__ == "__main__":
    unittest.main()
