#!/usr/bin/env python3
"""Measures what every analysis of the catalogue takes on a large shop. See README.md."""
import argparse
import json
import os
import pathlib
import random
import statistics
import sys
import time
import uuid

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "test" / "process"))

from running_server import MILLION_MADE_IN_S, RunningServer  # noqa: E402

VISIBLE_MS = 10
SIGN_INS = 12  # one session may ask for so many reports a minute
SEGMENT = {"condition": {"all": [
    {"field": "order_count", "op": "at_least", "number": 2, "window": {"last_days": 365}},
    {"field": "contact_count", "op": "at_least", "number": 1},
    {"none": [{"field": "order_sales", "op": "at_least", "number": 100000}]}]}}


def wait_until_open(session, deadline_s=120):
    """The journeys of a shop that was just made are being built when the server starts."""
    until = time.monotonic() + deadline_s
    while session.get("/insight/deciles").status == 503 and time.monotonic() < until:
        time.sleep(0.5)


def seen(ask):
    begun = time.perf_counter()
    answer = ask()
    took_ms = (time.perf_counter() - begun) * 1000
    body = json.loads(answer.body)
    if answer.status >= 300:
        raise RuntimeError(f"{answer.status}: {body}")
    computed_ms = body["meta"]["computed_ms"] if "meta" in body else body["computed_ms"]
    return took_ms, computed_ms, len(answer.body)


def cpu_ms(pid):
    """What the server has computed so far, on all of its threads; exact to 10 ms."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measured(name, server, ask, rounds, goal_ms):
    seen(ask)
    before_ms = cpu_ms(server.process.pid)
    answers = [seen(ask) for _ in range(rounds)]
    used_ms = (cpu_ms(server.process.pid) - before_ms) / rounds
    return line(name, answers, used_ms, goal_ms)


def line(name, rounds, used_ms, goal_ms):
    took, computed, size = zip(*rounds)
    median = statistics.median(took)
    print(f"{name:<22} server {statistics.median(computed):7.1f} ms  client {median:7.1f} ms  "
          f"cpu {used_ms:7.1f} ms  "
          f"max {max(took):7.1f} ms  {size[0] / 1024:7.0f} KiB  "
          f"{'ok' if median <= goal_ms else 'MISSED'}", flush=True)
    return median <= goal_ms


def contact(customer):
    return {"customer_id": customer, "channel": "phone", "direction": "inbound",
            "started_at": "2026-11-20T01:00:00.000Z", "ended_at": "2026-11-20T01:05:00.000Z",
            "purpose": "usage", "reason_code": "", "product_id": None, "subscription_id": None,
            "order_id": None, "emotion": "neutral", "offer_id": None, "offer_answer": None,
            "result": "answered", "next_step": "", "next_step_at": None, "note": "計測",
            "call_list_item_id": None}


def visible(server, sessions, customers, rounds):
    """What an answer takes longer that is asked right after a commit, and must count it."""
    def asked(session):
        before_ms = cpu_ms(server.process.pid)
        begun = time.perf_counter()
        answer = session.get("/insight/contact-volume")
        took_ms = (time.perf_counter() - begun) * 1000
        used_ms = cpu_ms(server.process.pid) - before_ms
        if answer.status >= 300:
            raise RuntimeError(f"{answer.status}: {answer.body}")
        return (took_ms, used_ms), json.loads(answer.body)["meta"]["n"]

    warm, after = [], []
    _, known = asked(sessions[0])
    for number in range(rounds):
        session = sessions[number % len(sessions)]
        saved = session.post("/contacts", contact(random.randint(1, customers)),
                             key=str(uuid.uuid4()))
        if saved.status >= 300:
            raise RuntimeError(f"{saved.status}: {saved.body}")
        taken, n = asked(session)
        if n != known + 1:
            raise RuntimeError(f"{n} contacts are counted after a commit, {known} before")
        known = n
        after.append(taken)
        warm.append(asked(session)[0])
    warm_ms = statistics.median(took_ms for took_ms, _ in warm)
    late_ms = statistics.median(took_ms for took_ms, _ in after) - warm_ms
    late_cpu_ms = (sum(used for _, used in after) - sum(used for _, used in warm)) / rounds
    print(f"{'visible after commit':<22} {late_ms:.1f} ms (cpu {late_cpu_ms:.1f} ms) more than the"
          f" {warm_ms:.1f} ms of a warm answer, goal {VISIBLE_MS} ms  "
          f"{'ok' if late_ms <= VISIBLE_MS else 'MISSED'}", flush=True)
    return late_ms <= VISIBLE_MS


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default=str(ROOT / "build/release"))
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--data", help="a demo's data folder; made when it is not there")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", help="names of analyses; else all")
    options = parser.parse_args()
    build = pathlib.Path(options.build).resolve()
    os.environ["TSUNAGI_BUILD"] = str(build)  # where the server's log is kept
    data = pathlib.Path(options.data or ROOT / "build" / "bench" / f"shop-{options.customers}")
    data.parent.mkdir(parents=True, exist_ok=True)
    goal_ms = 150 if options.customers > 100_000 else 20
    server = RunningServer(data, "--customers", str(options.customers),
                           binary=build / "src/main/tsunagi", ready_in_s=MILLION_MADE_IN_S)
    missed = 0
    try:
        sessions = [server.sign_in() for _ in range(SIGN_INS)]
        session = sessions[0]
        names = [entry["name"] for entry in json.loads(session.get("/insight").body)["items"]]
        wait_until_open(session)
        print(f"{options.customers} customers, goal {goal_ms} ms", flush=True)
        for number, name in enumerate(options.only or names):
            session = sessions[number % SIGN_INS]
            missed += not measured(name, server, lambda: session.get(f"/insight/{name}"),
                                   options.rounds, goal_ms)
        session = sessions[-1]
        missed += not measured("count of a segment", server,
                               lambda: session.post("/segments/count", SEGMENT),
                               options.rounds, 100)
        missed += not visible(server, sessions, options.customers, 4 * options.rounds)
    finally:
        server.stop()
    print(f"{missed} missed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
