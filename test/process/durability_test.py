"""What was acknowledged is there, whatever happens to the process or the disk."""

import http.client
import os
import pathlib
import subprocess
import tempfile
import threading
import time
import unittest

from import_client import ImportClient, orders
from running_server import RunningServer

CLIENTS = 8
KILLS = 6
CUSTOMERS = 60
NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
TMPFS = "mount -t tmpfs -o size=64m tmpfs \"$1\" && shift && exec \"$@\""


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
            except (OSError, http.client.HTTPException):
                # The server was killed: nobody knows of this one, which is allowed.
                return
            if answer.status != 201:
                self.wrong.append((answer.status, answer.body))
                return
            self.acknowledged[answer.json()["id"]] = note


def notes_of_all(session):
    """The note of every contact of the shop by its id."""
    notes = {}
    cursor = ""
    while cursor is not None:
        page = session.get(f"/contacts?limit=200{cursor and '&cursor=' + cursor}").json()
        notes |= {one["id"]: one["note"] for one in page["items"]}
        cursor = page["next"]
    return notes


class WithAFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"

    def started(self):
        server = RunningServer(self.data, "--customers", str(CUSTOMERS))
        self.addCleanup(server.kill)
        return server


class Killed(WithAFolder):
    def saved_until_killed(self, kill):
        """What a server acknowledged to its clients before kill -9."""
        server = self.started()
        savers = [Saver(server.sign_in(), f"kill{kill}-client{c}") for c in range(CLIENTS)]
        for saver in savers:
            saver.start()
        deadline = time.monotonic() + 30
        wanted = 20 + 40 * kill
        while (sum(len(s.acknowledged) for s in savers) < wanted
               and time.monotonic() < deadline):
            time.sleep(0.001)
        server.kill()
        acknowledged = {}
        for saver in savers:
            saver.join()
            self.assertEqual(saver.wrong, [])
            acknowledged |= saver.acknowledged
        return acknowledged

    def test_every_acknowledged_contact_survives_kill_9(self):
        acknowledged = {}
        for kill in range(KILLS):
            acknowledged |= self.saved_until_killed(kill)
        self.assertGreater(len(acknowledged), KILLS * 20)
        server = self.started()
        kept = notes_of_all(server.sign_in())
        self.assertEqual(acknowledged, {number: kept.get(number) for number in acknowledged})
        self.assertEqual(server.stop(), 0)

    def test_a_retry_after_the_kill_makes_no_second_contact(self):
        server = self.started()
        first = server.sign_in().post("/contacts", contact(1, "once"), key="the-key")
        server.kill()
        session = self.started().sign_in()
        again = session.post("/contacts", contact(1, "once"), key="the-key")
        self.assertEqual((again.status, again.json()), (201, first.json()))
        other = session.post("/contacts", contact(1, "other words"), key="the-key")
        self.assertEqual(other.status, 422)
        self.assertEqual(list(notes_of_all(session).values()).count("once"), 1)


class OneServer(WithAFolder):
    def test_a_second_server_on_the_same_folder_is_refused(self):
        server = self.started()
        with self.assertRaises(RuntimeError) as refused:
            self.started()
        self.assertIn(str(self.data), str(refused.exception))
        self.assertEqual(server.sign_in().get("/customers?limit=1").status, 200)
        self.assertEqual(server.stop(), 0)


class FullDisk(unittest.TestCase):
    """The data folder is a small tmpfs in a mount namespace of the server's own."""

    @classmethod
    def setUpClass(cls):
        tried = subprocess.run([*NAMESPACE, "true"], capture_output=True, text=True)
        if tried.returncode != 0:
            raise unittest.SkipTest(f"this machine lets nobody mount a tmpfs: {tried.stderr}")

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        mount = pathlib.Path(folder.name) / "disk"
        mount.mkdir()
        self.server = RunningServer(
            mount / "data", "--customers", str(CUSTOMERS),
            wrap=(*NAMESPACE, "bash", "-c", TMPFS, "bash", str(mount)))
        self.addCleanup(self.server.kill)
        self.session = self.server.sign_in()
        self.disk = pathlib.Path(f"/proc/{self.server.process.pid}/root{mount}")
        self.filler = self.disk / "filler"

    def fill(self):
        with open(self.filler, "wb", buffering=0) as filler:
            for size in (1 << 20, 1 << 12):
                write_until_refused(filler, b"x" * size)

    def answer_when_there_is_room(self, ask):
        """The server looks for room once a second at most."""
        deadline = time.monotonic() + 20
        while (answer := ask()).status == 507 and time.monotonic() < deadline:
            time.sleep(0.1)
        return answer

    def uploads(self):
        return list((self.disk / "data" / "files").rglob("*.csv*"))

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
        saved = self.answer_when_there_is_room(
            lambda: self.session.post("/contacts", contact(1, "room again"), key="room-again"))
        self.assertEqual(saved.status, 201, saved.body)

    def applied_at_last(self, client, number):
        """The runner goes on by itself with a step that could not even be noted as failed; one
        that was, or that never began, is begun again."""
        settled = client.settled(number)
        if settled["state"] == "applied":
            return settled
        if settled["state"] == "failed":
            self.assertEqual(settled["problem"]["code"], "storage_full", settled)
            if settled["progress"]["rows"] == 0:
                client.begin(number, "plan")
                client.settled(number)
        client.begin(number, "apply")
        return client.settled(number)

    def test_an_import_says_so_does_half_of_nothing_and_goes_on_when_there_is_room(self):
        client = ImportClient(self.session)
        before = self.session.get("/insight/totals").json()["orders"]
        planned = client.map_and_plan(client.upload(orders(20_000), "full.csv").json())
        self.assertEqual(planned["state"], "planned", planned)
        self.fill()
        # So full that the step cannot even be noted, or else full at its first batch.
        begun = self.session.post(f"/imports/{planned['id']}/apply")
        self.assertIn(begun.status, (202, 507), begun.body)
        self.assertEqual(self.session.get("/customers?limit=1").status, 200)
        self.assertEqual(self.session.get("/insight/totals").json()["orders"], before)
        os.unlink(self.filler)
        self.answer_when_there_is_room(
            lambda: self.session.post("/contacts", contact(1, "room again"), key="room-again"))
        self.assertEqual(self.applied_at_last(client, planned["id"])["state"], "applied")
        self.assertEqual(self.session.get("/insight/totals").json()["orders"], before + 10_000)

    def test_an_upload_that_does_not_fit_leaves_nothing_behind(self):
        self.fill()
        answer = ImportClient(self.session).upload(orders(10_000), "big.csv")
        self.assertEqual(answer.status, 507, answer.body)
        deadline = time.monotonic() + 30  # the file goes after the answer, with its request
        while self.uploads() and time.monotonic() < deadline:
            time.sleep(0.01)
        self.assertEqual(self.uploads(), [])
        os.unlink(self.filler)
        self.assertEqual(self.session.get("/imports").json()["items"], [])
