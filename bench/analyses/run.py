#!/usr/bin/env python3
"""Compares the analyses with DuckDB on the same rows, and two threads with one. See README.md."""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "build" / "bench" / "analyses"
DUCKDB = "@duckdb/node-api@1.5.6-r.1"
ANALYSES = ("rfm", "retention", "cohorts", "cancellations", "cpm", "lifetime_value",
            "purchase_flow", "new_and_repeat", "cross_sell", "delivery_flow", "recurring_revenue",
            "silence", "leaving_signs")
GOAL, FLOOR, MEAN_GOAL = 35, 25, 60
SPEED_UP = {"rfm": 1.4}
BYTES_AN_EVENT = 24


class Engine:
    """A child that answers questions line by line."""

    def __init__(self, command, folder):
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.about = self.line()
        if not self.about.startswith("ready"):
            raise SystemExit(f"{command[0]} did not start: {self.about}")

    def line(self):
        text = self.process.stdout.readline()
        if not text:
            raise SystemExit("an engine ended early")
        return text.rstrip("\n")

    def ask(self, question):
        """Returns (wall ms, CPU ms, sorted rows)."""
        self.process.stdin.write(question + "\n")
        self.process.stdin.flush()
        wall, cpu = map(float, self.line().split()[1:])
        rows = []
        while (row := self.line()) != ".":
            rows.append(row)
        return wall, cpu, sorted(rows)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def install_rival():
    WORK.mkdir(parents=True, exist_ok=True)
    if (WORK / "node_modules" / "@duckdb" / "node-api").exists():
        return
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", ".",
                    DUCKDB], cwd=WORK, check=True)


def ask_all(fold, rival, name):
    """The same question to all three, in turn: {who: (wall, CPU)}. The answers must be equal."""
    asked = {"fold2": fold.ask(name + " 2"), "rival": rival.ask(name),
             "fold1": fold.ask(name + " 1")}
    if not asked["fold1"][2] == asked["fold2"][2] == asked["rival"][2]:
        raise SystemExit(f"{name}: the answers differ")
    return {who: answer[:2] for who, answer in asked.items()}


def measure(fold, rival, names, repeats):
    """{(analysis, who): [(wall, CPU)]}; a first round warms up and is not counted."""
    times = {(name, who): [] for name in names for who in ("fold2", "fold1", "rival")}
    for name in names:
        ask_all(fold, rival, name)
    for name in names * repeats:
        for who, taken in ask_all(fold, rival, name).items():
            times[name, who].append(taken)
    return times


def median(times, place):
    return statistics.median(t[place] for t in times)


def report(times, names, by):
    """Prints a line for each analysis and their mean; tells whether something is too low."""
    failed = False
    ratios = {"wall": [], "cpu": []}
    print(f"{'analysis':18} {'2 thr ms':>9} {'DuckDB ms':>10} {'cpu ms':>8} {'cpu ms':>9}"
          f" {'x wall':>7} {'x cpu':>7} {'1 thr ms':>9} {'2 vs 1':>7}")
    for name in names:
        two, one, rival = (times[name, who] for who in ("fold2", "fold1", "rival"))
        ratios["wall"].append(median(rival, 0) / median(two, 0))
        ratios["cpu"].append(median(rival, 1) / median(two, 1))
        speed_up = median(one, 0) / median(two, 0)
        ratio = ratios[by][-1]
        low = ratio < FLOOR or (by == "wall" and speed_up < SPEED_UP.get(name, 1.6))
        failed |= low
        verdict = "  below the floor" if low else "  below the goal" if ratio < GOAL else ""
        print(f"{name:18} {median(two, 0):9.1f} {median(rival, 0):10.1f} {median(two, 1):8.1f}"
              f" {median(rival, 1):9.1f} {ratios['wall'][-1]:7.1f} {ratios['cpu'][-1]:7.1f}"
              f" {median(one, 0):9.1f} {speed_up:7.2f}{verdict}")
    means = {kind: statistics.geometric_mean(all_of) for kind, all_of in ratios.items()}
    print(f"geometric mean x {means['wall']:.1f} wall, x {means['cpu']:.1f} cpu;"
          f" judged by {by}: goal x {GOAL} each, floor x {FLOOR}, mean x {MEAN_GOAL};"
          " 2 threads against 1: 1.6, RFM 1.4")
    return failed or means[by] < MEAN_GOAL


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--by", choices=("wall", "cpu"), default="wall",
                        help="what is judged; cpu on a machine that is busy otherwise")
    parser.add_argument("--only", nargs="+", choices=ANALYSES, default=ANALYSES)
    options = parser.parse_args()
    names = tuple(options.only)
    install_rival()
    binary = ROOT / options.build / "bench" / "analyses" / "analyses_bench"
    fold = Engine([binary, str(options.customers), str(WORK)], ROOT)
    rival = Engine([os.environ.get("NODE", "node"), str(HERE / "rival.mjs"), str(WORK)], WORK)
    kernel, lines, events, contacts, size = fold.about.split()[1:]
    bytes_each = int(size) / (int(lines) + int(events) + int(contacts))
    print(f"{options.customers} customers, {lines} order lines, {events} subscription events, "
          f"{contacts} contacts: {bytes_each:.1f} bytes an event (goal {BYTES_AN_EVENT}); "
          f"kernel {kernel}; DuckDB {rival.about.split()[1]}; medians of {options.repeats}")
    failed = report(measure(fold, rival, names, options.repeats), names, options.by)
    failed |= bytes_each > BYTES_AN_EVENT
    fold.close()
    rival.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
