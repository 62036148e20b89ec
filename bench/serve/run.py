#!/usr/bin/env python3
"""Measures what a person waits for: lists, searches and saving a contact. See README.md."""
import argparse
import json
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


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


class Server:
    """A `tsunagi demo` process on a prepared folder, signed in as its owner."""

    def __init__(self, binary, data, port):
        self.origin = f"http://127.0.0.1:{port}"
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [binary, "demo", "--data", str(data), "--listen", f"127.0.0.1:{port}"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.words = []
        self.wait_until_ready(begun)
        self.sign_in()

    def wait_until_ready(self, begun):
        while self.process.poll() is None and time.monotonic() - begun < 120:
            try:
                urllib.request.urlopen(self.origin + "/health", timeout=1).read()
                self.ready_s = time.monotonic() - begun
                return
            except OSError:
                time.sleep(0.02)
        raise SystemExit("the server did not become ready")

    def sign_in(self):
        login = password = None
        while not (login and password):
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("the server printed no log-in")
            found = re.search(r"(\S+@\S+)\s+(\S+)", line)
            if found:
                login, password = found.groups()
        body = json.dumps({"login": login, "password": password}).encode()
        request = urllib.request.Request(
            self.origin + "/api/v1/session", data=body, method="POST",
            headers={"Content-Type": "application/json", "Origin": self.origin})
        with urllib.request.urlopen(request) as answer:
            session = json.load(answer)
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        self.csrf = session["csrf_token"]
        self.shop = session["shops"][0]["id"]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


def wrk(server, name, paths, connections, seconds, customers, post=False):
    requests = ROOT / "build" / "bench" / f"{name}.txt"
    requests.write_text("\n".join(paths) + "\n")
    environment = os.environ | {
        "TSUNAGI_BENCH_COOKIE": server.cookie, "TSUNAGI_BENCH_CSRF": server.csrf,
        "TSUNAGI_BENCH_ORIGIN": server.origin, "TSUNAGI_BENCH_REQUESTS": str(requests),
        "TSUNAGI_BENCH_CUSTOMERS": str(customers)}
    if post:
        environment["TSUNAGI_BENCH_POST"] = "1"
    output = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s",
         "-s", str(HERE / "requests.lua"), server.origin],
        env=environment, capture_output=True, text=True, check=True).stdout
    return json.loads(output.split("RESULT ", 1)[1])


def search_paths(shop):
    words = ["佐藤", "山田 花子", "サトウ", "たかはし", "ヨウコ", "渡", "090-0123", "0900", "03-0",
             "kokyaku4711", "kokyaku99@example.com", "髙木", "直美"]
    base = f"/api/v1/shops/{shop}/customers?limit=50&q="
    return [base + urllib.parse.quote(word) for word in words]


def report(name, result, goal_ms):
    verdict = "ok" if result["p99_ms"] <= goal_ms and result["failed"] == 0 else "MISSED"
    print(f"{name:<28} p50 {result['p50_ms']:8.2f} ms  p99 {result['p99_ms']:8.2f} ms  "
          f"goal {goal_ms:6.2f} ms  {result['requests']:>7} requests  "
          f"{result['failed']} failed  {verdict}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", default=str(ROOT / "build/release/src/main/tsunagi"))
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--port", type=int, default=18099)
    options = parser.parse_args()
    data = ROOT / "build" / "bench" / f"shop-{options.customers}"
    data.parent.mkdir(parents=True, exist_ok=True)
    if not data.exists():
        subprocess.run([options.binary, "demo", "--data", str(data), "--customers",
                        str(options.customers), "--prepare-only"], check=True)
    fsync_ms, fsync_p99_ms = measured_fsync_ms(data)
    server = Server(options.binary, data, options.port)
    try:
        print(f"customers {options.customers}, fsync median {fsync_ms:.2f} ms, "
              f"p99 {fsync_p99_ms:.2f} ms; ready after {server.ready_s:.2f} s (goal 2.00 s)")
        base = f"/api/v1/shops/{server.shop}"
        report("list, 4 clients", wrk(server, "list", [f"{base}/customers?limit=50"], 4,
                                      options.seconds, options.customers), 20)
        report("search, 4 clients", wrk(server, "search", search_paths(server.shop), 4,
                                        options.seconds, options.customers), 20)
        report("contact save, 64 clients", wrk(server, "save", [f"{base}/contacts"], 64,
                                               options.seconds, options.customers, post=True),
               20 + fsync_ms)
    finally:
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
