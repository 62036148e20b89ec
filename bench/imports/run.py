#!/usr/bin/env python3
"""Imports two public data sets over HTTP and checks their published figures. See README.md."""

import argparse
import gzip
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "test" / "process"))

from running_server import Session, free_port  # noqa: E402

LOGIN, PASSWORD = "bench@example.com", "a long enough password"
RETAIL = {"customers": 4372, "orders": 25900, "cancelled_orders": 3836, "order_lines": 541909,
          "lines_without_customer": 135080, "sales": 974774793}
TELCO = {"customers": 7043, "subscriptions": 7043, "subscriptions_cancelled": 1869}
TELCO_RATES = {"Month-to-month": 0.4271, "One year": 0.1127, "Two year": 0.0283}


class NewShop:
    """A server on an empty folder, with its first administrator made by the one-time token."""

    def __init__(self, binary, data):
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [binary, "serve", "--data", str(data), "--listen", f"127.0.0.1:{self.port}"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        token = None
        for line in self.process.stdout:
            token = token or re.search(r"setup=(\S+)", line)
            if token and ("Ready" in line or "準備" in line):
                break
        setup = {"token": token.group(1), "login": LOGIN, "name": "Bench", "password": PASSWORD,
                 "shop_name": "Bench"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("POST", "/api/v1/setup", json.dumps(setup),
                           {"Content-Type": "application/json", "Origin": self.origin})
        answer = connection.getresponse()
        if answer.status not in (200, 201):
            raise SystemExit(f"set-up answered {answer.status}: {answer.read()}")
        self.session = Session(self, LOGIN, PASSWORD)

    def count_in(self, code, exponent):
        settings = self.session.get("/settings").json()
        changed = self.session.send("PATCH", f"{self.session.shop}/settings",
                                    {"currency": {"code": code, "exponent": exponent}},
                                    {"If-Match": f'"{settings["version"]}"'})
        if changed.status != 200:
            raise SystemExit(f"the currency was refused: {changed.body}")

    def settled(self, number, wanted):
        while True:
            found = self.session.get(f"/imports/{number}").json()
            if found["state"] == wanted:
                return found
            if found["state"] in ("failed", "canceled"):
                raise SystemExit(f"import ended {found['state']}: {found['problem']}")
            time.sleep(0.05)

    def import_file(self, path, preset):
        begun = time.monotonic()
        with open(path, "rb") as content:
            answer = self.session.post(f"/imports?file_name={path.name}", content.read(),
                                       **{"Content-Type": "text/csv"})
        uploaded = answer.json()
        number = uploaded["id"]
        mapped = self.session.send("PUT", f"{self.session.shop}/imports/{number}/mapping",
                                   {"preset_key": preset}, {"If-Match": f'"{uploaded["version"]}"'})
        if mapped.status != 200:
            raise SystemExit(f"mapping answered {mapped.status}: {mapped.body}")
        steps = {"upload": time.monotonic() - begun}
        for step, state in (("plan", "planned"), ("apply", "applied")):
            begun = time.monotonic()
            self.session.post(f"/imports/{number}/{step}")
            self.settled(number, state)
            steps[step] = time.monotonic() - begun
        return steps

    def totals(self):
        return self.session.get("/insight/totals").json()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


def report(name, steps, lines):
    taken = sum(steps.values())
    words = ", ".join(f"{step} {seconds:.2f} s" for step, seconds in steps.items())
    print(f"{name}: {lines} lines, {words}; {lines / taken:,.0f} lines/s in all, "
          f"{lines / steps['apply']:,.0f} applying (goal 100,000)", flush=True)


def check(name, found, wanted):
    for key, value in wanted.items():
        verdict = "ok" if found[key] == value else f"WRONG, published {value}"
        print(f"  {name} {key}: {found[key]} {verdict}")
    return all(found[key] == value for key, value in wanted.items())


def online_retail(binary, folder, scratch):
    path = scratch / "online_retail.csv"
    with gzip.open(folder / "online_retail" / "online_retail.csv.gz") as packed:
        with open(path, "wb") as plain:
            shutil.copyfileobj(packed, plain)
    shop = NewShop(binary, scratch / "retail")
    shop.count_in("GBP", 2)
    report("online retail", shop.import_file(path, "online_retail"), 541909)
    good = check("online retail", shop.totals(), RETAIL)
    shop.stop()
    return good


def telco(binary, folder, scratch):
    shop = NewShop(binary, scratch / "telco")
    shop.count_in("USD", 2)
    path = folder / "telco" / "WA_Fn-UseC_-Telco-Customer-Churn.csv"
    report("telco", shop.import_file(path, "telco_churn"), 7043)
    totals = shop.totals()
    good = check("telco", totals, TELCO)
    for product in totals["by_product"]:
        rate = round(product["rate"]["value"], 4)
        good &= rate == TELCO_RATES[product["name"]]
        print(f"  telco {product['name']}: {100 * rate:.2f} %, published "
              f"{100 * TELCO_RATES[product['name']]:.2f} %")
    shop.stop()
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default=str(ROOT / "build/release"))
    parser.add_argument("--data", default=os.environ.get("DATA", ""))
    options = parser.parse_args()
    if not options.data:
        print("no DATA=folder given: skipped")
        return 0
    binary = str(pathlib.Path(options.build) / "src/main/tsunagi")
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as scratch:
        good = [run(binary, pathlib.Path(options.data), pathlib.Path(scratch))
                for run in (online_retail, telco)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
