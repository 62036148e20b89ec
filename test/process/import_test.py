"""A stranger's file: what the server says of a bad one, and that a good one survives a kill."""

import pathlib
import tempfile
import threading
import unittest
import urllib.parse

from import_client import ImportClient, orders
from running_server import RunningServer


class Imports(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"
        self.start()

    def start(self):
        self.server = RunningServer(self.data, "--customers", "20")
        self.addCleanup(self.server.kill)
        self.session = self.server.sign_in()
        self.client = ImportClient(self.session)

    def assert_refused(self, content, code, line):
        """The upload itself says what is wrong and where; the server goes on."""
        answer = self.client.upload(content)
        self.assertEqual(answer.status, 422, answer.body)
        error = answer.json()["errors"][0]
        self.assertEqual((error["code"], error["pointer"]), (code, f"line {line}"))
        self.assertEqual(self.session.get("/imports").json()["items"], [])

    def test_a_file_cut_in_the_middle_of_a_quote_names_the_line_where_it_opened(self):
        self.assert_refused(orders(4) + b'X9,2026-10-01,"cut', "unclosed_quote", 6)

    def test_a_nul_byte_is_named_by_its_line(self):
        self.assert_refused(orders(3) + b"X8,2026-10-01,Z\x00\n", "nul_byte", 5)

    def test_ten_thousand_columns_are_refused(self):
        wide = ",".join(f"c{n}" for n in range(10_000)).encode() + b"\n"
        self.assert_refused(wide, "too_many_columns", 1)

    def test_mixed_encodings_are_named_by_their_line(self):
        mixed = orders(2000) + "X,2026-10-01,Z1,名前,0900000001,S1,品,1,980\n".encode("cp932")
        uploaded = self.client.upload(mixed).json()
        self.assertEqual(uploaded["layout"]["encoding"], "")  # none fits: a person says which
        failed = self.client.map_and_plan(uploaded, encoding="utf8")
        self.assertEqual(failed["state"], "failed")
        self.assertEqual((failed["problem"]["code"], failed["problem"]["line"]),
                         ("bad_encoding", 2002))

    def test_a_number_like_1e999_rejects_its_row_and_names_the_column(self):
        bad = orders(2) + "X7,2026-10-01,Z1,客,0900000001,S1,品,1,1e999\n".encode()
        planned = self.client.map_and_plan(self.client.upload(bad).json())
        self.assertEqual(planned["rejected"], 1)
        rejected = self.session.get(f"/imports/{planned['id']}/rejections").json()["items"][0]
        self.assertEqual((rejected["line"], rejected["column"], rejected["value"]),
                         (4, "price", "1e999"))

    def test_the_same_file_twice_changes_nothing(self):
        first = self.client.applied(orders(40), "one.csv")
        created = {count["entity"]: count["created"] for count in first["counts"]}
        self.assertEqual(created["order"], 20)
        again = self.client.applied(orders(40), "two.csv")
        self.assertEqual([(c["created"], c["updated"]) for c in again["counts"]],
                         [(0, 0)] * len(again["counts"]))

    def test_the_same_upload_twice_in_parallel_makes_one_import(self):
        sessions = [self.server.sign_in() for _ in range(4)]
        answers = []
        threads = [threading.Thread(target=lambda s=s, n=n: answers.append(
            ImportClient(s).upload(orders(40), f"p{n}.csv"))) for n, s in enumerate(sessions)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answer.status for answer in answers), [201, 409, 409, 409])
        self.assertEqual(len(self.session.get("/imports").json()["items"]), 1)

    def killed_at(self, number, step):
        """Begins the step, kills the server over it, and returns what a new one makes of it."""
        self.client.begin(number, step)
        self.server.kill()
        self.start()
        return self.client.settled(number)

    def test_every_step_goes_on_after_kill_9_and_makes_nothing_twice(self):
        before = self.session.get("/insight/totals").json()
        content = orders(60_000)
        number = self.client.map_and_plan(self.client.upload(content, "long.csv").json())["id"]
        planned = self.killed_at(number, "plan")
        self.assertEqual((planned["state"], planned["rejected"]), ("planned", 0), planned)
        self.assertEqual(self.killed_at(number, "apply")["state"], "applied")
        totals = self.session.get("/insight/totals").json()
        self.assertEqual(totals["orders"], before["orders"] + 30_000)
        again = self.client.applied(content, "again.csv")
        self.assertEqual([(c["created"], c["updated"]) for c in again["counts"]],
                         [(0, 0)] * len(again["counts"]))
        self.assertEqual(self.killed_at(number, "undo")["state"], "undone")
        self.assertEqual(self.session.get("/insight/totals").json()["orders"], before["orders"])

    def test_the_analyses_are_whole_after_a_kill_while_they_lag_behind(self):
        before = self.session.get("/insight/totals").json()["orders"]
        done = self.client.applied(orders(60_000), "behind.csv")
        self.server.kill()  # nobody has asked for an analysis since: the follower is at it
        self.assertEqual(done["state"], "applied", done)
        self.start()
        self.assertEqual(self.session.get("/insight/totals").json()["orders"], before + 30_000)

    def test_a_file_over_the_limit_is_refused_before_its_first_byte(self):
        answer = self.session.send("POST", self.session.shop + "/imports?file_name=big.csv", None,
                                   {"Content-Type": "text/csv",
                                    "Content-Length": str(5 * 1024 ** 3)})
        self.assertEqual(answer.status, 413, answer.body)
        self.assertEqual(self.session.get("/imports").json()["items"], [])

    def test_an_undone_import_leaves_no_order_behind(self):
        before = self.session.get("/insight/totals").json()["orders"]
        done = self.client.applied(orders(40), "undo.csv")
        self.client.begin(done["id"], "undo")
        self.assertEqual(self.client.settled(done["id"])["state"], "undone")
        found = self.session.get("/customers?q=" + urllib.parse.quote("客 3")).json()["items"]
        self.assertEqual(found, [])
        self.assertEqual(self.session.get("/insight/totals").json()["orders"], before)
