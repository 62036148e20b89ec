#!/usr/bin/env python3
"""Measures what a person waits for: lists, searches and saving a contact. See README.md."""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "test" / "process"))

from running_server import RunningServer  # noqa: E402


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


def wrk(session, name, paths, connections, seconds, customers, post=False):
    requests = ROOT / "build" / "bench" / f"{name}.txt"
    requests.write_text("\n".join(paths) + "\n")
    environment = os.environ | {
        "TSUNAGI_BENCH_COOKIE": session.cookie, "TSUNAGI_BENCH_CSRF": session.csrf,
        "TSUNAGI_BENCH_ORIGIN": session.server.origin, "TSUNAGI_BENCH_REQUESTS": str(requests),
        "TSUNAGI_BENCH_CUSTOMERS": str(customers)}
    if post:
        environment["TSUNAGI_BENCH_POST"] = "1"
    output = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s",
         "-s", str(HERE / "requests.lua"), session.server.origin],
        env=environment, capture_output=True, text=True, check=True).stdout
    return json.loads(output.split("RESULT ", 1)[1])


def search_paths(shop):
    words = ["佐藤", "山田 花子", "サトウ", "たかはし", "ヨウコ", "渡", "090-0123", "0900", "03-0",
             "kokyaku4711", "kokyaku99@example.com", "髙木", "直美", "鬼龍院"]
    base = f"{shop}/customers?limit=50&q="
    return [base + urllib.parse.quote(word) for word in words]


def report(name, result, goal_ms):
    verdict = "ok" if result["p99_ms"] <= goal_ms and result["failed"] == 0 else "MISSED"
    print(f"{name:<28} p50 {result['p50_ms']:8.2f} ms  p99 {result['p99_ms']:8.2f} ms  "
          f"goal {goal_ms:6.2f} ms  {result['requests']:>7} requests  "
          f"{result['failed']} failed  {verdict}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default=str(ROOT / "build/release"))
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=10)
    options = parser.parse_args()
    binary = pathlib.Path(options.build) / "src/main/tsunagi"
    data = ROOT / "build" / "bench" / f"shop-{options.customers}"
    data.parent.mkdir(parents=True, exist_ok=True)
    sizes = ("--customers", str(options.customers))
    begun = time.monotonic()
    made = data.exists()
    RunningServer(data, *sizes, binary=binary).stop()  # makes the shop the first time
    if not made:
        print(f"made a shop of {options.customers} customers in {time.monotonic() - begun:.0f} s")
    fsync_ms, fsync_p99_ms = measured_fsync_ms(data)
    server = RunningServer(data, *sizes, binary=binary)
    try:
        session = server.sign_in()
        print(f"customers {options.customers}, fsync median {fsync_ms:.2f} ms, "
              f"p99 {fsync_p99_ms:.2f} ms; ready after {server.ready_s:.2f} s (goal 2.00 s)")
        shop = session.shop
        asked = options.seconds, options.customers
        listing = [f"{shop}/customers?limit=50"]
        report("list, 4 clients", wrk(session, "list", listing, 4, *asked), 20)
        report("search, 4 clients", wrk(session, "search", search_paths(shop), 4, *asked), 20)
        report("contact save, 64 clients",
               wrk(session, "save", [f"{shop}/contacts"], 64, *asked, post=True), 20 + fsync_ms)
    finally:
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
