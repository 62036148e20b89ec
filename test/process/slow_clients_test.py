"""Clients that send as slowly as they can, or hold as many connections, and others beside them."""

import select
import socket
import tempfile
import time
import unittest

from running_server import RunningServer

HEAD = b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
BODY = (b"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Content-Length: 100000\r\n\r\n")
WHOLE = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
LIMIT_S = 10  # of a head, and of grace for a body
DEADLINE_S = 40
PER_ADDRESS = 256


class SlowClients(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.server = RunningServer(folder.name + "/data", "--customers", "20")
        self.addCleanup(self.server.kill)

    def connected(self, source="127.0.0.1"):
        one = socket.create_connection(("127.0.0.1", self.server.port), timeout=60,
                                       source_address=(source, 0))
        self.addCleanup(one.close)
        return one

    def served_in_s(self, source="127.0.0.1"):
        """How long a well-behaved client waits for its answer on a connection of its own."""
        begun = time.monotonic()
        with self.connected(source) as one:
            one.sendall(WHOLE)
            self.assertTrue(one.recv(4096).startswith(b"HTTP/1.1 200 "))
        return time.monotonic() - begun

    def trickle_until_cut(self, slow, each_round):
        """One byte a round to each, a round about a quarter of a second; the answers by socket."""
        answers = {one: b"" for one in slow}
        deadline = time.monotonic() + DEADLINE_S
        while slow:
            self.assertLess(time.monotonic(), deadline, f"{len(slow)} are still open")
            round_ends = time.monotonic() + 0.25
            while (left := round_ends - time.monotonic()) > 0:
                for one in select.select(list(slow), [], [], left)[0]:
                    self.read_or_drop(one, answers, slow)
            for one in slow:
                try:
                    one.send(b"a")
                except OSError:
                    pass  # cut between the reading and this
            each_round()
        return list(answers.values())

    def read_or_drop(self, one, answers, slow):
        try:
            piece = one.recv(4096)
        except ConnectionError:
            piece = b""
        answers[one] += piece
        if not piece:
            slow.discard(one)

    def test_those_who_trickle_are_cut_and_the_others_are_served_meanwhile(self):
        slow = {self.connected() for _ in range(200)}
        for at, one in enumerate(slow):
            one.sendall(HEAD if at % 2 else BODY)
        begun = time.monotonic()
        waited = []
        answers = self.trickle_until_cut(slow, lambda: waited.append(self.served_in_s()))
        took = time.monotonic() - begun
        self.assertEqual({answer[:13] for answer in answers}, {b"HTTP/1.1 408 "})
        self.assertGreater(took, LIMIT_S - 1)
        self.assertLess(took, LIMIT_S + 15)
        self.assertLess(max(waited), 2)
        print(f"  200 slow clients gone after {took:.1f} s; {len(waited)} others meanwhile, the "
              f"slowest in {max(waited) * 1000:.0f} ms", flush=True)

    def test_one_address_cannot_take_the_connections_of_another(self):
        held = [self.connected() for _ in range(PER_ADDRESS)]
        for one in held:
            one.sendall(WHOLE)
            self.assertTrue(one.recv(4096).startswith(b"HTTP/1.1 200 "))
        with self.connected() as one_more, self.assertRaises((ConnectionError, AssertionError)):
            one_more.sendall(WHOLE)
            self.assertNotEqual(one_more.recv(4096), b"")
        self.assertLess(self.served_in_s("127.0.0.2"), 2)
