"""A backup of a server that goes on serving, and the doctor's look at it."""

import os
import pathlib
import stat
import subprocess
import tempfile
import unittest

from durability_test import CUSTOMERS, Saver, notes_of_all
from running_server import RunningServer

TSUNAGI = pathlib.Path(os.environ["TSUNAGI_BUILD"]) / "src/main/tsunagi"


def tsunagi(*words):
    return subprocess.run([str(TSUNAGI), "--language", "en", *map(str, words)], timeout=120,
                          capture_output=True, text=True)


class Backup(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.server = RunningServer(self.folder / "data", "--customers", str(CUSTOMERS))
        self.addCleanup(self.server.kill)

    def test_has_everything_acknowledged_before_it_while_others_go_on_saving(self):
        savers = [Saver(self.server.sign_in(), f"client{c}") for c in range(4)]
        for saver in savers:
            saver.start()
        before = {}
        while len(before) < 40:
            before = {number: note for s in savers for number, note in dict(s.acknowledged).items()}
        made = tsunagi("backup", "--data", self.folder / "data", "--to", self.folder / "backup")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.server.kill()
        for saver in savers:
            saver.join()
            self.assertEqual(saver.wrong, [])
        restored = tsunagi("restore", "--data", self.folder / "restored", "--from",
                           self.folder / "backup")
        self.assertEqual(restored.returncode, 0, restored.stderr)
        examined = tsunagi("doctor", "--data", self.folder / "restored")
        self.assertEqual(examined.returncode, 0, examined.stdout)
        with RunningServer(self.folder / "restored") as again:
            kept = notes_of_all(again.sign_in())
        self.assertEqual(before, {number: kept.get(number) for number in before})

    def test_is_refused_by_the_server_with_its_reason(self):
        target = self.folder / "backup"
        target.mkdir()
        (target / "mine").write_text("a file")
        made = tsunagi("backup", "--data", self.folder / "data", "--to", target)
        self.assertNotEqual(made.returncode, 0)
        self.assertIn("is not empty", made.stderr)
        self.assertEqual((target / "mine").read_text(), "a file")

    def test_is_asked_for_by_a_socket_of_the_owner_alone(self):
        mode = (self.folder / "data" / "control.sock").stat().st_mode
        self.assertTrue(stat.S_ISSOCK(mode))
        self.assertEqual(stat.S_IMODE(mode), 0o600)

    def test_the_doctor_examines_a_running_server(self):
        examined = tsunagi("doctor", "--data", self.folder / "data")
        self.assertEqual(examined.returncode, 0, examined.stdout + examined.stderr)
        self.assertIn("Fine: shop 1", examined.stdout)
        self.assertEqual(self.server.sign_in().get("/customers?limit=1").status, 200)
