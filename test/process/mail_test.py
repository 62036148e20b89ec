"""A scheduled report reaches everybody, also when the server dies in the middle of sending it."""

import collections
import itertools
import pathlib
import subprocess
import tempfile
import time
import unittest

from running_server import ROOT, RunningServer

RECIPIENTS = 12
DEADLINE_S = 90
VIEW = {"name": "解約の推移", "analysis": "cancellations", "note": "", "shared": True,
        "query": {"product": [], "medium": [], "prefecture": [], "choices": [],
                  "period": "last_year"}}


class SmtpPeer:
    """A mail server that keeps its letters in a folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.process = subprocess.Popen(
            ["/usr/bin/python3", "-W", "ignore", str(ROOT / "test/process/smtp_peer.py"), "plain",
             str(folder), "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def letters(self):
        """How many reached whom. A letter that is still being written has no first line."""
        heads = (path.read_bytes().split(b"\n", 1)[0].decode().split(" ")
                 for path in self.folder.glob("*.eml"))
        return collections.Counter(head[1] for head in heads if len(head) == 3)


class Mail(unittest.TestCase):
    def setUp(self):
        self.keys = itertools.count()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"
        letters = pathlib.Path(folder.name) / "letters"
        letters.mkdir()
        self.peer = SmtpPeer(letters)
        self.addCleanup(self.peer.close)
        self.start()

    def start(self):
        self.server = RunningServer(self.data, "--customers", "200", "--mail-host",
                                    f"127.0.0.1:{self.peer.port}")
        self.addCleanup(self.server.kill)
        return self.server

    def wait_for(self, done):
        deadline = time.monotonic() + DEADLINE_S
        while not done():
            self.assertLess(time.monotonic(), deadline, f"{self.peer.letters()}\n"
                            f"{self.server.log()}")
            time.sleep(0.005)

    def ask(self, session, status, path, body, method="POST", **headers):
        answer = session.send(method, session.shop + path, body,
                              {"Idempotency-Key": f"key-{next(self.keys)}"} | headers)
        self.assertEqual(answer.status, status, answer.body)
        return answer.json() if answer.body else None

    def test_of_a_report_reaches_everybody_over_a_kill(self):
        session = self.server.sign_in()
        self.ask(session, 200, "/mail-settings",
                 {"host": "127.0.0.1", "port": self.peer.port, "guard": "plain", "user_name": "",
                  "password": "", "sender_address": "report@shop.example", "sender_name": "つなぎ",
                  "page": "https://crm.example"}, "PUT", **{"If-Match": '"0"'})
        people = [self.ask(session, 201, "/members",
                           {"login": f"member{n}@example.com", "name": f"係 {n}",
                            "roles": ["an"], "team_id": None,
                            "password": f"a long enough word {n}"})["id"]
                  for n in range(RECIPIENTS)]
        view = self.ask(session, 201, "/saved-views", VIEW)
        schedule = self.ask(session, 201, "/report-schedules",
                            {"name": "朝の数字", "every": "day", "hour": 10, "format": "pdf",
                             "view_id": view["id"], "active": True, "language": "ja",
                             "recipients": people})
        self.ask(session, 204, f"/report-schedules/{schedule['id']}/send", None)
        self.wait_for(lambda: len(self.peer.letters()) >= 3)
        self.server.kill()
        before = self.peer.letters()
        self.assertLess(len(before), RECIPIENTS, "the kill came too late to show anything")

        session = self.start().sign_in()
        self.wait_for(lambda: len(self.peer.letters()) == RECIPIENTS)
        self.wait_for(lambda: session.get(f"/report-schedules/{schedule['id']}").json()["last_run"])
        twice = [who for who, count in self.peer.letters().items() if count > 1]
        self.assertLessEqual(len(twice), 1, "only the one that was on its way may come again")
        self.assertLessEqual(max(self.peer.letters().values()), 2)
        self.assertEqual(session.get(f"/report-schedules/{schedule['id']}").json()["troubles"], [])


if __name__ == "__main__":
    unittest.main()
