"""Sign-in with the word of another house: the server against a real OpenID provider."""

import http.client
import json
import os
import pathlib
import re
import select
import shutil
import subprocess
import tempfile
import unittest
import urllib.parse

from running_server import DIE_WITH_US, ROOT, RunningServer, free_port

PEER = pathlib.Path(__file__).resolve().parent / "oidc_peer.mjs"
START_DEADLINE_S = 30


def node():
    ours = ROOT / "build/node/bin/node"
    return str(ours) if ours.exists() else shutil.which("node")


class Peer:
    def __init__(self, redirect_uri, account, algorithm="RS256", port=None):
        self.port = port or free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [*DIE_WITH_US, node(), str(PEER), str(self.port), redirect_uri, account, algorithm],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        ready = select.poll()
        ready.register(self.process.stdout, select.POLLIN)
        words = b""
        while b"ready" not in words:
            piece = ready.poll(START_DEADLINE_S * 1000) and os.read(
                self.process.stdout.fileno(), 4096)
            if not piece:
                self.stop()
                raise RuntimeError("the provider does not start")
            words += piece

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Browser:
    """Keeps cookies per port and follows redirects until a page that is none. On a way that led
    over another site it keeps the strict cookies to itself."""

    def __init__(self):
        self.cookies = {}
        self.strict = set()
        self.seen = []

    def sent(self, port, ports):
        jar = self.cookies.setdefault(port, {})
        return {name: value for name, value in jar.items()
                if len(ports) == 1 or name not in self.strict}

    def get(self, url):
        ports = set()
        for _ in range(12):
            self.seen.append(url)
            parts = urllib.parse.urlsplit(url)
            ports.add(parts.port)
            jar = self.cookies.setdefault(parts.port, {})
            connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
            path = parts.path + ("?" + parts.query if parts.query else "")
            cookies = "; ".join(f"{name}={value}"
                                for name, value in self.sent(parts.port, ports).items())
            connection.request("GET", path, headers={"Cookie": cookies} if cookies else {})
            answer = connection.getresponse()
            body = answer.read().decode()
            connection.close()
            for header in answer.headers.get_all("Set-Cookie") or []:
                name, value = header.split(";")[0].split("=", 1)
                jar[name] = value
                if "SameSite=Strict" in header:
                    self.strict.add(name)
            if answer.status not in (302, 303):
                return answer.status, body
            url = urllib.parse.urljoin(url, answer.headers["Location"])
        raise RuntimeError("too many redirects")


class Oidc(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.peer_port = free_port()

    def start_server(self):
        settings = self.folder / "oidc.json"
        port = free_port()
        with open(os.open(settings, os.O_CREAT | os.O_WRONLY, 0o600), "w") as out:
            json.dump({"providers": [{
                "id": "corp", "name": "社内", "issuer": f"http://127.0.0.1:{self.peer_port}",
                "client_id": "tsunagi", "client_secret": "a secret of the two houses + /",
                "public_url": f"http://127.0.0.1:{port}", "inside": True}]}, out)
        server = RunningServer(self.folder / "data", "--oidc", str(settings), "--customers", "50",
                               port=port)
        self.addCleanup(server.kill)
        return server

    def start_peer(self, server, account, algorithm="RS256"):
        peer = Peer(f"{server.origin}/api/v1/session/oidc/callback", account, algorithm,
                    self.peer_port)
        self.addCleanup(peer.stop)
        return peer

    def sign_in(self, server):
        browser = Browser()
        browser.get(f"{server.origin}/api/v1/session/oidc/start?provider=corp")
        return browser, browser.get(f"{server.origin}/api/v1/session")

    def test_who_is_known_by_her_verified_address_is_signed_in(self):
        server = self.start_server()
        for algorithm in ("RS256", "ES256"):
            with self.subTest(algorithm):
                peer = self.start_peer(server, server.login, algorithm)
                browser, (status, body) = self.sign_in(server)
                peer.stop()
                self.assertEqual(status, 200, server.log())
                self.assertEqual(json.loads(body)["user"]["login"], server.login)
                self.assertNotIn("sign_in=failed", " ".join(browser.seen))

    def test_strangers_and_unverified_addresses_are_not(self):
        server = self.start_server()
        for account in ("stranger@example.com", f"unverified {server.login}"):
            with self.subTest(account):
                peer = self.start_peer(server, account)
                browser, (status, _) = self.sign_in(server)
                peer.stop()
                self.assertEqual(status, 401)
                self.assertIn("sign_in=failed", browser.seen[-2])

    def test_only_the_browser_that_left_comes_back_and_only_once(self):
        server = self.start_server()
        peer = self.start_peer(server, server.login)
        browser, (status, _) = self.sign_in(server)
        self.assertEqual(status, 200)
        callback = next(url for url in browser.seen if "/oidc/callback" in url)
        for thief in (Browser(), browser):
            thief.cookies.setdefault(server.port, {}).pop("tsunagi", None)
            thief.get(callback)
            self.assertIn("sign_in=failed", thief.seen[-1])
            self.assertEqual(thief.get(f"{server.origin}/api/v1/session")[0], 401)
        start = re.search(r"code_challenge_method=S256", " ".join(browser.seen))
        self.assertTrue(start)
        peer.stop()

    def test_signing_in_again_ends_the_session_that_the_browser_had(self):
        server = self.start_server()
        peer = self.start_peer(server, server.login)
        browser, (status, _) = self.sign_in(server)
        self.assertEqual(status, 200)
        former = dict(browser.cookies[server.port])
        browser.get(f"{server.origin}/api/v1/session/oidc/start?provider=corp")
        self.assertEqual(browser.get(f"{server.origin}/api/v1/session")[0], 200)
        self.assertNotEqual(browser.cookies[server.port]["tsunagi"], former["tsunagi"])
        browser.cookies[server.port] = former
        self.assertEqual(browser.get(f"{server.origin}/api/v1/session")[0], 401)
        peer.stop()

    def test_a_house_that_is_away_is_said_to_be(self):
        server = self.start_server()
        status, body = Browser().get(f"{server.origin}/api/v1/session/oidc/start?provider=corp")
        self.assertEqual(status, 503, body)
        self.assertNotIn(str(self.peer_port), body)


if __name__ == "__main__":
    unittest.main()
