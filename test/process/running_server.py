"""A tsunagi process for tests and benchmarks: started, signed in, asked, killed."""

import http.client
import json
import os
import pathlib
import re
import select
import signal
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
START_DEADLINE_S = 120
MILLION_MADE_IN_S = 900  # a demo of a million customers, on a slow machine
DIE_WITH_US = ("setpriv", "--pdeathsig", "KILL")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    def json(self):
        return json.loads(self.body)


class Session:
    """One signed-in client. Not for two threads at once."""

    def __init__(self, server, login, password):
        self.server = server
        self.cookie = self.csrf = None
        self.connection = None
        answer = self.send("POST", "/api/v1/session", {"login": login, "password": password})
        if answer.status != 200:
            raise RuntimeError(f"sign-in answered {answer.status}")
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        session = answer.json()
        self.csrf = session["csrf_token"]
        self.shop = f"/api/v1/shops/{session['shops'][0]['id']}"

    def send(self, method, path, body=None, headers=None):
        """Sends JSON (or bytes as they are) and returns the whole answer."""
        headers = dict(headers or {})
        headers["Origin"] = self.server.origin
        if self.cookie:
            headers["Cookie"] = self.cookie
            headers["X-CSRF-Token"] = self.csrf
        if body is not None and not isinstance(body, bytes):
            headers.setdefault("Content-Type", "application/json")
            body = json.dumps(body).encode()
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        try:
            self.connection.request(method, path, body=body, headers=headers)
            return Answer(self.connection.getresponse())
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise

    def get(self, path):
        return self.send("GET", self.shop + path)

    def post(self, path, body=None, key=None, **headers):
        if key:
            headers["Idempotency-Key"] = key
        return self.send("POST", self.shop + path, body, headers)


class RunningServer:
    """`tsunagi demo` on a folder; the folder stays when the process is gone.

    As a context manager, and whatever happens to Python, it leaves no process behind.
    """

    def __init__(self, data, *options, binary=None, wrap=(), port=None,
                 ready_in_s=START_DEADLINE_S):
        self.data = pathlib.Path(data)
        self.port = port or free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.words = ""
        binary = binary or pathlib.Path(os.environ["TSUNAGI_BUILD"]) / "src/main/tsunagi"
        begun = time.monotonic()
        self.said = tempfile.TemporaryFile()  # the log: a pipe that nobody reads would stop it
        self.process = subprocess.Popen(
            [*wrap, *DIE_WITH_US, str(binary), "demo", "--data", str(data), "--listen",
             f"127.0.0.1:{self.port}", *options],
            stdout=subprocess.PIPE, stderr=self.said)
        try:
            self.login, self.password = self.read_log_in(begun + ready_in_s)
        except BaseException:
            self.kill()
            raise
        self.ready_s = time.monotonic() - begun

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def read_log_in(self, deadline):
        """The owner's log-in; the printed address after it is the sign of readiness."""
        ready = select.poll()
        ready.register(self.process.stdout, select.POLLIN)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not ready.poll(left * 1000):
                raise RuntimeError(f"no address in time: {self.words}")
            piece = os.read(self.process.stdout.fileno(), 4096)
            if not piece:
                raise RuntimeError(f"the server ended: {self.words}{self.log()}")
            self.words += piece.decode()
            log_in = re.search(r"(\S+@\S+) / (\S+)$", self.words, re.M)
            if log_in and f":{self.port}\n" in self.words:
                return log_in.groups()

    def log(self):
        self.said.seek(0)
        return self.said.read().decode(errors="replace")

    def keep_log(self):
        """For tools/check_logs.py, which looks for people in it."""
        logs = pathlib.Path(os.environ["TSUNAGI_BUILD"]) / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        (logs / f"process-{self.process.pid}.log").write_text(self.log(), encoding="utf-8")

    def sign_in(self):
        return Session(self, self.login, self.password)

    def kill(self):
        self.process.kill()
        self.ended()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.ended(timeout=60)

    def ended(self, timeout=None):
        code = self.process.wait(timeout)
        self.process.stdout.close()
        self.keep_log()
        return code
