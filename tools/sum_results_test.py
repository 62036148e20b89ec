import importlib.machinery
import importlib.util
import pathlib
import tempfile
import unittest

LOADER = importlib.machinery.SourceFileLoader(
    "sum_results", str(pathlib.Path(__file__).with_name("sum-results")))
sum_results = importlib.util.module_from_spec(
    importlib.util.spec_from_loader("sum_results", LOADER))
LOADER.exec_module(sum_results)


class Summing(unittest.TestCase):
    def counted(self, files):
        with tempfile.TemporaryDirectory() as name:
            for file, text in files.items():
                pathlib.Path(name, file).write_text(text, encoding="utf-8")
            return sum_results.count_folder(pathlib.Path(name))

    def test_adds_google_test_and_the_last_lines_of_the_others(self):
        self.assertEqual(self.counted({
            "base.json": '{"tests": 10, "failures": 1, "errors": 0, "disabled": 2}',
            "cpp.status": "8", "cpp.log": "90% tests passed",
            "web.status": "0",
            "web.log": " Test Files  2 passed (2)\n\x1b[1m Tests  5 passed (5)\n",
            "tools.status": "1", "tools.log": "OK\n3 passed, 1 failed\n"}), (15, 2))

    def test_a_step_that_broke_counts_as_a_failure(self):
        self.assertEqual(self.counted({"build.status": "1", "build.log": "error: no"}), (0, 1))
        self.assertEqual(self.counted({"cpp.status": "8", "cpp.log": ""}), (0, 1))

    def test_a_result_cut_short_counts_as_a_failure(self):
        self.assertEqual(self.counted({"base.json": '{"tests": 10, '}), (0, 1))


if __name__ == "__main__":
    unittest.main()
