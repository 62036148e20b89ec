"""A proxy before the server: whose word of the client is taken, and whose is not."""

import http.client
import json
import pathlib
import tempfile
import unittest

from running_server import RunningServer

PROXY, OTHER_PROXY, STRANGER = "127.0.0.2", "127.0.0.3", "127.0.0.4"
PASSWORD = "asagao to yugao to hirugao"


class BehindAProxy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        secret = pathlib.Path(folder.name) / "password"
        secret.write_text(PASSWORD + "\n", encoding="utf-8")
        cls.server = RunningServer(folder.name + "/data", "--customers", "20", "--trusted-proxy",
                                   PROXY, "--trusted-proxy", "127.0.0.3/32", "--host",
                                   "crm.example", "--password-from", str(secret))
        cls.addClassCleanup(cls.server.kill)

    def asked(self, source, method, path, body=None, **fields):
        """The answer to a request that comes from the address `source`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60,
                                                source_address=(source, 0))
        self.addCleanup(connection.close)
        headers = {name.replace("_", "-"): value for name, value in fields.items()}
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer

    def signed_in(self, source, **fields):
        return self.asked(
            source, "POST", "/api/v1/session",
            json.dumps({"login": self.server.login, "password": PASSWORD}),
            Content_Type="application/json", Host="crm.example", **fields)

    def test_a_person_at_https_gets_the_cookie_that_is_bound_to_it(self):
        answer = self.signed_in(PROXY, Origin="https://crm.example", X_Forwarded_For="192.0.2.7",
                                X_Forwarded_Proto="https")
        self.assertEqual(answer.status, 200)
        self.assertTrue(answer.headers["Set-Cookie"].startswith("__Host-tsunagi="))
        self.assertIn("; Secure", answer.headers["Set-Cookie"])
        self.assertIn("max-age", answer.headers["Strict-Transport-Security"])

    def test_two_proxies_one_behind_the_other_are_read_to_the_client(self):
        answer = self.signed_in(PROXY, Origin="https://crm.example",
                                X_Forwarded_For=f"192.0.2.7, {OTHER_PROXY}",
                                X_Forwarded_Proto="https, http")
        self.assertEqual(answer.status, 200)
        self.assertTrue(answer.headers["Set-Cookie"].startswith("__Host-tsunagi="))

    def test_what_a_stranger_says_of_itself_is_ignored(self):
        told = {"X_Forwarded_For": "192.0.2.7", "X_Forwarded_Proto": "https",
                "Forwarded": "for=192.0.2.8;proto=https"}
        refused = self.signed_in(STRANGER, Origin="https://crm.example", **told)
        self.assertEqual(refused.status, 403)
        plain = self.signed_in(STRANGER, Origin="http://crm.example", **told)
        self.assertEqual(plain.status, 200)
        self.assertTrue(plain.headers["Set-Cookie"].startswith("tsunagi="))
        self.assertIsNone(plain.headers["Strict-Transport-Security"])

    def test_a_list_that_cannot_be_read_is_refused(self):
        for value in ("", "unknown", "192.0.2.7, x", "192.0.2.0/24"):
            self.assertEqual(self.asked(PROXY, "GET", "/health", X_Forwarded_For=value).status,
                             400, value)
            self.assertEqual(self.asked(STRANGER, "GET", "/health", X_Forwarded_For=value).status,
                             200, value)
        self.assertEqual(self.asked(PROXY, "GET", "/health").status, 200)

    def test_that_a_proxy_says_https_does_not_stand_for_the_name_of_the_host(self):
        answer = self.asked(PROXY, "GET", "/health", Host="evil.example",
                            X_Forwarded_For="192.0.2.7", X_Forwarded_Proto="https")
        self.assertEqual(answer.status, 421)

    def test_each_client_has_an_allowance_of_its_own(self):
        def spend(client):
            for _ in range(5_000):
                answer = self.asked(PROXY, "GET", "/api/v1/session", X_Forwarded_For=client)
                if answer.status == 429:
                    return True
            return False
        self.assertTrue(spend("192.0.2.66"))
        answer = self.asked(PROXY, "GET", "/api/v1/session", X_Forwarded_For="192.0.2.67")
        self.assertNotEqual(answer.status, 429)
