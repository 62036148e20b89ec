#!/usr/bin/env python3
"""Measures what a person waits for: lists, searches and saving a contact. See README.md."""
import argparse
import copy
import os
import pathlib
import random
import statistics
import sys
import threading
import time
import urllib.parse
import uuid

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "test" / "process"))

from running_server import MILLION_MADE_IN_S, RunningServer  # noqa: E402

RATE = 5  # requests a second of each client: more than a person asks
SIGN_INS = 16  # as many as one address may make at once
WORDS = ["佐藤", "山田 花子", "サトウ", "たかはし", "ヨウコ", "渡", "090-0123", "0900", "03-0",
         "kokyaku4711", "kokyaku99@example.com", "髙木", "直美", "鬼龍院"]


def measured_fsync_ms(folder, times=200):
    """Median time of appending 4 KiB to a file in the folder and syncing it."""
    path = folder / "fsync-probe"
    taken = []
    with open(path, "wb", buffering=0) as probe:
        for _ in range(times):
            begun = time.perf_counter()
            probe.write(b"x" * 4096)
            os.fsync(probe.fileno())
            taken.append((time.perf_counter() - begun) * 1000)
    path.unlink()
    return statistics.median(taken), statistics.quantiles(taken, n=100)[98]


class Client(threading.Thread):
    """One signed-in person who asks RATE times a second, whatever the others do."""

    def __init__(self, session, ask, seconds):
        super().__init__()
        self.session = copy.copy(session)  # the same sign-in, a connection of its own
        self.session.connection = None
        self.ask = ask
        self.seconds = seconds
        self.taken_ms = []
        self.failed = 0

    def run(self):
        pause = threading.Event()
        started = time.perf_counter() + random.random() / RATE
        for number in range(int(self.seconds * RATE)):
            pause.wait(max(0.0, started + number / RATE - time.perf_counter()))
            begun = time.perf_counter()
            answer = self.ask(self.session, number)
            self.taken_ms.append((time.perf_counter() - begun) * 1000)
            self.failed += answer.status >= 300


def measured(name, sessions, ask, clients, seconds, goal_ms):
    people = [Client(sessions[n % len(sessions)], ask, seconds) for n in range(clients)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    taken = sorted(ms for person in people for ms in person.taken_ms)
    failed = sum(person.failed for person in people)
    p50, p99 = taken[len(taken) // 2], taken[len(taken) * 99 // 100]
    verdict = "ok" if p99 <= goal_ms and failed == 0 else "MISSED"
    print(f"{name:<26} p50 {p50:7.2f} ms  p99 {p99:7.2f} ms  max {taken[-1]:7.2f} ms  "
          f"goal {goal_ms:6.2f} ms  {len(taken)} requests  {failed} failed  {verdict}", flush=True)


def contact(customer):
    return {"customer_id": customer, "channel": "phone", "direction": "inbound",
            "started_at": "2026-11-20T01:00:00.000Z", "ended_at": "2026-11-20T01:05:00.000Z",
            "purpose": "usage", "reason_code": "", "product_id": None, "subscription_id": None,
            "order_id": None, "emotion": "neutral", "offer_id": None, "offer_answer": None,
            "result": "answered", "next_step": "", "next_step_at": None, "note": "計測",
            "call_list_item_id": None}


def search(session, number):
    return session.get("/customers?limit=50&q=" + urllib.parse.quote(WORDS[number % len(WORDS)]))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default=str(ROOT / "build/release"))
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=10)
    options = parser.parse_args()
    build = pathlib.Path(options.build).resolve()
    os.environ["TSUNAGI_BUILD"] = str(build)  # where the server's log is kept
    binary = build / "src/main/tsunagi"
    data = ROOT / "build" / "bench" / f"shop-{options.customers}"
    data.parent.mkdir(parents=True, exist_ok=True)
    sizes = ("--customers", str(options.customers))
    begun = time.monotonic()
    made = data.exists()
    # Makes the shop the first time.
    RunningServer(data, *sizes, binary=binary, ready_in_s=MILLION_MADE_IN_S).stop()
    if not made:
        print(f"made a shop of {options.customers} customers in {time.monotonic() - begun:.0f} s")
    fsync_ms, fsync_p99_ms = measured_fsync_ms(data)
    server = RunningServer(data, *sizes, binary=binary)
    try:
        print(f"customers {options.customers}, fsync median {fsync_ms:.2f} ms, "
              f"p99 {fsync_p99_ms:.2f} ms; ready after {server.ready_s:.2f} s (goal 2.00 s)")
        seconds = options.seconds
        sessions = [server.sign_in() for _ in range(SIGN_INS)]
        measured("list, 8 people", sessions,
                 lambda session, _: session.get("/customers?limit=50"), 8, seconds, 20)
        measured("search, 8 people", sessions, search, 8, seconds, 20)
        measured("contact save, 64 people", sessions,
                 lambda session, _: session.post(
                     "/contacts", contact(random.randint(1, options.customers)),
                     key=str(uuid.uuid4())), 64, seconds, 20 + fsync_ms)
    finally:
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
