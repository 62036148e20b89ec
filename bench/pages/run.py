#!/usr/bin/env python3
"""Measures what every analysis of the catalogue takes on a large shop. See README.md."""
import argparse
import json
import os
import pathlib
import statistics
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "test" / "process"))

from running_server import RunningServer  # noqa: E402

SIGN_INS = 12  # one session may ask for so many reports a minute
SEGMENT = {"condition": {"all": [
    {"field": "order_count", "op": "at_least", "number": 2, "window": {"last_days": 365}},
    {"field": "contact_count", "op": "at_least", "number": 1},
    {"none": [{"field": "order_sales", "op": "at_least", "number": 100000}]}]}}


def seen(ask):
    begun = time.perf_counter()
    answer = ask()
    took_ms = (time.perf_counter() - begun) * 1000
    body = json.loads(answer.body)
    if answer.status >= 300:
        raise RuntimeError(f"{answer.status}: {body}")
    computed_ms = body["meta"]["computed_ms"] if "meta" in body else body["computed_ms"]
    return took_ms, computed_ms, len(answer.body)


def line(name, rounds, goal_ms):
    took, computed, size = zip(*rounds)
    median = statistics.median(took)
    print(f"{name:<22} server {statistics.median(computed):7.1f} ms  client {median:7.1f} ms  "
          f"max {max(took):7.1f} ms  {size[0] / 1024:7.0f} KiB  "
          f"{'ok' if median <= goal_ms else 'MISSED'}", flush=True)
    return median <= goal_ms


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default=str(ROOT / "build/release"))
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--data", help="a demo's data folder; made when it is not there")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    build = pathlib.Path(options.build).resolve()
    os.environ["TSUNAGI_BUILD"] = str(build)  # where the server's log is kept
    data = pathlib.Path(options.data or ROOT / "build" / "bench" / f"shop-{options.customers}")
    data.parent.mkdir(parents=True, exist_ok=True)
    goal_ms = 150 if options.customers > 100_000 else 20
    server = RunningServer(data, "--customers", str(options.customers),
                           binary=build / "src/main/tsunagi")
    missed = 0
    try:
        sessions = [server.sign_in() for _ in range(SIGN_INS)]
        session = sessions[0]
        names = [entry["name"] for entry in json.loads(session.get("/insight").body)["items"]]
        print(f"{options.customers} customers, goal {goal_ms} ms", flush=True)
        for number, name in enumerate(names):
            session = sessions[number % SIGN_INS]
            rounds = [seen(lambda: session.get(f"/insight/{name}"))
                      for _ in range(options.rounds + 1)]
            missed += not line(name, rounds[1:], goal_ms)
        session = sessions[-1]
        rounds = [seen(lambda: session.post("/segments/count", SEGMENT))
                  for _ in range(options.rounds + 1)]
        missed += not line("count of a segment", rounds[1:], 100)
    finally:
        server.stop()
    print(f"{missed} missed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
