"""What was acknowledged is there, whatever happens to the process or the disk."""

import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from running_server import RunningServer

CLIENTS = 8
KILLS = 6
CUSTOMERS = 60
TMPFS = "mount -t tmpfs -o size=48m tmpfs \"$1\" && shift && exec \"$@\""


def contact(customer, note):
    return {"customer_id": customer, "channel": "phone", "direction": "inbound",
            "started_at": "2026-11-20T01:00:00.000Z", "ended_at": None, "purpose": "usage",
            "reason_code": "", "product_id": None, "subscription_id": None, "order_id": None,
            "emotion": "neutral", "offer_id": None, "offer_answer": None, "result": "answered",
            "next_step": "", "next_step_at": None, "note": note, "call_list_item_id": None}


def write_until_refused(file, block):
    try:
        while True:
            file.write(block)
    except OSError:
        pass


class Saver(threading.Thread):
    """A client that saves contacts until the server is gone, and remembers each answer."""

    def __init__(self, session, name):
        super().__init__()
        self.session = session
        self.label = name
        self.acknowledged = {}
        self.wrong = []

    def run(self):
        for number in range(100_000):
            note = f"{self.label}-{number}"
            try:
                answer = self.session.post(
                    "/contacts", contact(number % CUSTOMERS + 1, note), key=note)
            except Exception:  # the server was killed: this one is unknown, which is allowed
                return
            if answer.status != 201:
                self.wrong.append((answer.status, answer.body))
                return
            self.acknowledged[answer.json()["id"]] = note


class Killed(unittest.TestCase):
    def test_every_acknowledged_contact_survives_kill_9(self):
        with tempfile.TemporaryDirectory() as folder:
            acknowledged = {}
            for kill in range(KILLS):
                server = RunningServer(pathlib.Path(folder) / "data", "--customers", str(CUSTOMERS))
                savers = [Saver(server.sign_in(), f"kill{kill}-client{c}") for c in range(CLIENTS)]
                for saver in savers:
                    saver.start()
                deadline = time.monotonic() + 30
                wanted = 20 + 40 * kill
                while (sum(len(s.acknowledged) for s in savers) < wanted
                       and time.monotonic() < deadline):
                    time.sleep(0.001)
                server.kill()
                for saver in savers:
                    saver.join()
                    self.assertEqual(saver.wrong, [])
                    acknowledged |= saver.acknowledged
            self.assertGreater(len(acknowledged), KILLS * 20)
            server = RunningServer(pathlib.Path(folder) / "data")
            session = server.sign_in()
            for number, note in acknowledged.items():
                answer = session.get(f"/contacts/{number}")
                self.assertEqual(answer.status, 200, f"contact {number} ({note}) is lost")
                self.assertEqual(answer.json()["note"], note)
            self.assertEqual(server.stop(), 0)

    def test_a_retry_after_the_kill_makes_no_second_contact(self):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / "data"
            server = RunningServer(data, "--customers", str(CUSTOMERS))
            first = server.sign_in().post("/contacts", contact(1, "once"), key="the-key")
            server.kill()
            server = RunningServer(data)
            session = server.sign_in()
            again = session.post("/contacts", contact(1, "once"), key="the-key")
            self.assertEqual(again.json()["id"], first.json()["id"])
            other = session.post("/contacts", contact(1, "other words"), key="the-key")
            self.assertEqual(other.status, 422)
            server.stop()


class OneServer(unittest.TestCase):
    def test_a_second_server_on_the_same_folder_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / "data"
            server = RunningServer(data, "--customers", str(CUSTOMERS))
            with self.assertRaises(RuntimeError) as refused:
                RunningServer(data)
            self.assertIn(str(data), str(refused.exception))
            self.assertEqual(server.sign_in().get("/customers?limit=1").status, 200)
            server.stop()


class FullDisk(unittest.TestCase):
    """The data folder is a small tmpfs in a mount namespace of the server's own."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        mount = pathlib.Path(self.folder.name) / "disk"
        mount.mkdir()
        self.server = RunningServer(
            mount / "data", "--customers", str(CUSTOMERS),
            wrap=("unshare", "--user", "--map-root-user", "--mount", "bash", "-c", TMPFS, "bash",
                  str(mount)))
        self.session = self.server.sign_in()
        self.disk = pathlib.Path(f"/proc/{self.server.process.pid}/root{mount}")
        self.filler = self.disk / "filler"

    def tearDown(self):
        self.server.kill()
        self.folder.cleanup()

    def fill(self):
        with open(self.filler, "wb", buffering=0) as filler:
            for size in (1 << 20, 1 << 12):
                write_until_refused(filler, b"x" * size)

    def save_until_refused(self):
        for number in range(5000):
            answer = self.session.post("/contacts", contact(1, "full " * 200), key=f"full-{number}")
            if answer.status != 201:
                return answer
        self.fail("the disk never became full")

    def test_a_contact_save_says_so_and_works_again_when_there_is_room(self):
        self.fill()
        refused = self.save_until_refused()
        self.assertEqual(refused.status, 507, refused.body)
        self.assertEqual(refused.json()["code"], "storage_full")
        self.assertEqual(self.session.get("/customers?limit=1").status, 200)
        os.unlink(self.filler)
        saved = self.session.post("/contacts", contact(1, "room again"), key="room-again")
        self.assertEqual(saved.status, 201, saved.body)


if __name__ == "__main__":
    sys.exit(subprocess.call([sys.executable, pathlib.Path(__file__).with_name("run.py")]))
