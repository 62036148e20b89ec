"""A stranger's file: what the server says of a bad one, and that a good one survives a kill."""

import pathlib
import tempfile
import threading
import time
import unittest
import urllib.parse

from running_server import RunningServer

HEADER = "order_no,ordered,customer,name,phone,sku,item,qty,price\n"
MAPPING = {
    "target": "orders", "day_style": "ymd",
    "columns": [{"column": column, "field": field} for column, field in (
        ("order_no", "order.key"), ("ordered", "order.ordered_at"), ("customer", "customer.key"),
        ("name", "customer.name"), ("phone", "phone.number"), ("sku", "line.product_key"),
        ("item", "line.product_name"), ("qty", "line.quantity"), ("price", "line.unit_price"))],
    "constants": []}
SETTLED = {"uploaded", "planned", "applied", "undone", "canceled", "failed"}


def orders(count):
    lines = [HEADER]
    for n in range(count):
        lines.append(f"X{n // 2},2026-10-{n % 28 + 1:02} 10:00:00,Z{n // 10},客 {n // 10},"
                     f"090-0{n // 10 % 1000:03}-{n // 10 % 10000:04},"
                     f"S{n % 7},品 {n % 7},1,{980 + n % 7}\n")
    return "".join(lines).encode()


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

    def upload(self, content, name="file.csv", session=None):
        session = session or self.session
        path = f"/imports?file_name={urllib.parse.quote(name)}"
        return session.post(path, content, key=f"upload-{name}-{len(content)}",
                            **{"Content-Type": "text/csv"})

    def settled(self, number):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            imported = self.session.get(f"/imports/{number}").json()
            if imported["state"] in SETTLED:
                return imported
            time.sleep(0.02)
        self.fail(f"import {number} did not settle: {imported}")

    def begin(self, number, step):
        answer = self.session.post(f"/imports/{number}/{step}")
        self.assertEqual(answer.status, 202, answer.body)

    def map_and_plan(self, imported, **change):
        number = imported["id"]
        answer = self.session.send("PUT", self.session.shop + f"/imports/{number}/mapping",
                                   {"mapping": MAPPING} | change,
                                   {"If-Match": f'"{imported["version"]}"'})
        self.assertEqual(answer.status, 200, answer.body)
        self.begin(number, "plan")
        return self.settled(number)

    def applied(self, content, name="file.csv"):
        planned = self.map_and_plan(self.upload(content, name).json())
        self.assertEqual(planned["state"], "planned", planned)
        self.begin(planned["id"], "apply")
        return self.settled(planned["id"])

    def assert_refused(self, content, code, line):
        """The upload itself says what is wrong and where; the server goes on."""
        answer = self.upload(content)
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
        uploaded = self.upload(mixed).json()
        self.assertEqual(uploaded["layout"]["encoding"], "")  # none fits: a person says which
        failed = self.map_and_plan(uploaded, encoding="utf8")
        self.assertEqual(failed["state"], "failed")
        self.assertEqual((failed["problem"]["code"], failed["problem"]["line"]),
                         ("bad_encoding", 2002))

    def test_a_number_like_1e999_rejects_its_row_and_names_the_column(self):
        bad = orders(2) + "X7,2026-10-01,Z1,客,0900000001,S1,品,1,1e999\n".encode()
        planned = self.map_and_plan(self.upload(bad).json())
        self.assertEqual(planned["rejected"], 1)
        rejected = self.session.get(f"/imports/{planned['id']}/rejections").json()["items"][0]
        self.assertEqual((rejected["line"], rejected["column"], rejected["value"]),
                         (4, "price", "1e999"))

    def test_the_same_file_twice_changes_nothing(self):
        first = self.applied(orders(40), "one.csv")
        created = {count["entity"]: count["created"] for count in first["counts"]}
        self.assertEqual(created["order"], 20)
        again = self.applied(orders(40), "two.csv")
        self.assertEqual([(c["created"], c["updated"]) for c in again["counts"]],
                         [(0, 0)] * len(again["counts"]))

    def test_the_same_upload_twice_in_parallel_makes_one_import(self):
        sessions = [self.server.sign_in() for _ in range(4)]
        answers = []
        threads = [threading.Thread(target=lambda s=s, n=n: answers.append(
            self.upload(orders(40), f"p{n}.csv", s))) for n, s in enumerate(sessions)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answer.status for answer in answers), [201, 409, 409, 409])
        self.assertEqual(len(self.session.get("/imports").json()["items"]), 1)

    def test_an_import_goes_on_after_kill_9_and_makes_nothing_twice(self):
        content = orders(60_000)
        planned = self.map_and_plan(self.upload(content, "long.csv").json())
        self.assertEqual(planned["state"], "planned", planned)
        self.begin(planned["id"], "apply")
        self.server.kill()
        self.start()
        done = self.settled(planned["id"])
        self.assertEqual(done["state"], "applied", done)
        again = self.applied(content, "again.csv")
        self.assertEqual([(c["created"], c["updated"]) for c in again["counts"]],
                         [(0, 0)] * len(again["counts"]))

    def test_an_undone_import_leaves_no_order_behind(self):
        before = self.session.get("/insight/totals").json()["orders"]
        done = self.applied(orders(40), "undo.csv")
        self.begin(done["id"], "undo")
        self.assertEqual(self.settled(done["id"])["state"], "undone")
        found = self.session.get("/customers?q=" + urllib.parse.quote("客 3")).json()["items"]
        self.assertEqual(found, [])
        self.assertEqual(self.session.get("/insight/totals").json()["orders"], before)
