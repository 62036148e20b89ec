#!/usr/bin/env python3
"""Measures in a browser how long a page of Insight takes from a filter to its new picture."""
import argparse
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "test" / "process"))

from running_server import RunningServer  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default=str(ROOT / "build/release"))
    parser.add_argument("--web", default=str(ROOT / "web/dist"), help="the built pages")
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--data", help="a demo's data folder; made when it is not there")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--goal-ms", type=int, default=200)
    options = parser.parse_args()
    build = pathlib.Path(options.build).resolve()
    os.environ["TSUNAGI_BUILD"] = str(build)  # where the server's log is kept
    data = pathlib.Path(options.data or ROOT / "build" / "bench" / f"shop-{options.customers}")
    data.parent.mkdir(parents=True, exist_ok=True)
    server = RunningServer(data, "--customers", str(options.customers), "--web", options.web,
                           binary=build / "src/main/tsunagi")
    try:
        print(f"{data.name}, goal {options.goal_ms} ms", flush=True)
        return subprocess.run(["node", str(HERE / "measure.mjs"), server.origin, server.login,
                               server.password, str(options.rounds), str(options.goal_ms)],
                              check=False).returncode
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
