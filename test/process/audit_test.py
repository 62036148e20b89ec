"""The audit trail of a real server: it outlives a kill, and a file edited behind it is found."""

import os
import pathlib
import sqlite3
import subprocess
import tempfile
import unittest

from running_server import RunningServer

BENT = 74


class Audit(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data = self.folder / "data"
        self.server = RunningServer(self.data, "--customers", "20")
        self.addCleanup(self.server.kill)

    def audit(self, *words):
        binary = pathlib.Path(os.environ["TSUNAGI_BUILD"]) / "src/main/tsunagi"
        return subprocess.run([binary, "--language", "en", "audit", *words, "--data", self.data],
                              capture_output=True, text=True, timeout=120, check=False)

    def bend(self, sql):
        with sqlite3.connect(self.data / "shops" / "1.db") as shop:
            self.assertGreater(shop.execute(sql).rowcount, 0, sql)
        shop.close()

    def look_around(self):
        session = self.server.sign_in()
        for number in range(1, 11):
            self.assertEqual(session.get(f"/customers/{number}").status, 200)
        return session

    def test_a_view_that_was_answered_is_told_after_a_kill(self):
        self.look_around()
        self.server.kill()
        self.server = RunningServer(self.data, "--customers", "20")
        self.addCleanup(self.server.kill)
        session = self.server.sign_in()
        for number in range(1, 11):
            seen = session.get(f"/audit?kind=viewed&customer={number}").json()["items"]
            self.assertEqual(len(seen), 1, number)
            members = session.get("/members").json()["items"]
            self.assertEqual(seen[0]["user_name"], members[0]["name"])

    def test_a_stopped_servers_trail_is_whole_and_its_heads_are_kept(self):
        self.look_around()
        self.server.stop()
        heads = (self.data / "audit" / "heads").read_text().splitlines()
        self.assertEqual({line.split()[1] for line in heads}, {"control", "shop-1"})
        checked = self.audit("verify")
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        self.assertIn("shop-1: whole", checked.stdout)
        self.assertIn("0 not sealed yet", checked.stdout)

    def test_a_view_taken_out_of_the_file_is_found_and_named(self):
        self.look_around()
        self.server.stop()
        self.bend("DELETE FROM audit_event WHERE kind = 'viewed' AND customer_id = 3")
        checked = self.audit("verify")
        self.assertEqual(checked.returncode, BENT, checked.stdout)
        self.assertRegex(checked.stdout, r"row_missing +link \d+ +event \d+")

    def test_a_changed_before_image_is_found(self):
        self.look_around()
        self.server.stop()
        self.bend("UPDATE change SET after = after || ' ' WHERE seq = "
                  "(SELECT max(seq) FROM change)")
        checked = self.audit("verify")
        self.assertEqual(checked.returncode, BENT, checked.stdout)
        self.assertIn("contents_changed", checked.stdout)

    def test_a_chain_and_heads_made_anew_differ_from_a_head_kept_elsewhere(self):
        self.look_around()
        self.server.stop()
        kept = self.folder / "kept.txt"
        kept.write_text(self.audit("head").stdout)
        self.bend("DELETE FROM audit_event WHERE kind = 'viewed' AND customer_id = 3")
        self.bend("DELETE FROM audit_seen WHERE customer_id = 3")
        self.bend("DELETE FROM audit_chain")
        (self.data / "audit" / "heads").unlink()
        self.audit("head")  # seals everything again
        self.assertEqual(self.audit("verify").returncode, 0)
        checked = self.audit("verify", "--heads", str(kept))
        self.assertEqual(checked.returncode, BENT, checked.stdout)
        self.assertRegex(checked.stdout, "head_(missing|differs)")


if __name__ == "__main__":
    unittest.main()
