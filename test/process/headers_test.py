"""What stands at the head of every answer, under a certificate of the operator's."""

import http.client
import pathlib
import re
import ssl
import subprocess
import tempfile
import unittest

from import_client import ImportClient, orders
from running_server import RunningServer

YEAR_S = 365 * 24 * 3600


class EveryAnswer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.make_certificate()
        cls.make_screens()
        server = RunningServer(cls.folder / "data", "--customers", "20", "--tls", "--certificate",
                               cls.folder / "cert.pem", "--key", cls.folder / "key.pem", "--web",
                               cls.folder / "web")
        cls.addClassCleanup(server.kill)
        cls.port = server.port
        cls.answers = cls.ask_for_all_kinds()

    @classmethod
    def make_certificate(cls):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=shop",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                        cls.folder / "key.pem", "-out", cls.folder / "cert.pem"],
                       check=True, capture_output=True)

    @classmethod
    def make_screens(cls):
        (cls.folder / "web/assets").mkdir(parents=True)
        (cls.folder / "web/index.html").write_text("<style nonce=__CSP_NONCE__></style>")
        (cls.folder / "web/assets/app-1.js").write_text("1;")

    @classmethod
    def ask(cls, method, path, headers=None, body=None):
        trust = ssl.create_default_context(cafile=cls.folder / "cert.pem")
        connection = http.client.HTTPSConnection("127.0.0.1", cls.port, timeout=60, context=trust)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            answer.text = answer.read().decode()
            return answer
        finally:
            connection.close()

    @classmethod
    def ask_for_all_kinds(cls):
        file = cls.ask("GET", "/assets/app-1.js")
        json = {"Content-Type": "application/json"}
        return {
            "page": cls.ask("GET", "/s/1/today"),
            "file": file,
            "file known": cls.ask("GET", "/assets/app-1.js",
                                  {"If-None-Match": file.headers["ETag"]}),
            "file missing": cls.ask("GET", "/assets/app-2.js"),
            "folder": cls.ask("GET", "/assets/"),
            "head": cls.ask("HEAD", "/"),
            "options": cls.ask("OPTIONS", "/api/v1/session"),
            "trace": cls.ask("TRACE", "/"),
            "health": cls.ask("GET", "/health"),
            "figures": cls.ask("GET", "/metrics"),
            "api page": cls.ask("GET", "/api"),
            "unauthenticated": cls.ask("GET", "/api/v1/session"),
            "no route": cls.ask("GET", "/api/v1/nothing"),
            "wrong method": cls.ask("POST", "/"),
            "wrong type": cls.ask("POST", "/api/v1/session", {"Content-Type": "text/plain"}, "x"),
            "wrong body": cls.ask("POST", "/api/v1/session", json, "{"),
            "wrong password": cls.ask("POST", "/api/v1/session", json,
                                      '{"login":"a@example.com","password":"b"}'),
            "broken address": cls.ask("GET", "/%zz"),
            "long address": cls.ask("GET", "/" + "a" * 9000),
        }

    def test_is_of_the_kind_that_was_asked_for(self):
        statuses = {kind: answer.status for kind, answer in self.answers.items()}
        self.assertEqual(statuses, {
            "page": 200, "file": 200, "file known": 304, "file missing": 404, "folder": 200,
            "head": 200, "options": 204, "trace": 405, "health": 200, "figures": 200,
            "api page": 200, "unauthenticated": 401, "no route": 404, "wrong method": 405,
            "wrong type": 415, "wrong body": 422, "wrong password": 401, "broken address": 422,
            "long address": 414})

    def test_has_a_policy_that_loads_and_runs_only_what_is_ours(self):
        for kind, answer in self.answers.items():
            with self.subTest(kind):
                policy = dict(one.strip().split(" ", 1)
                              for one in answer.headers["Content-Security-Policy"].split(";"))
                for directive in ("default-src", "script-src", "connect-src", "form-action"):
                    self.assertEqual(policy[directive], "'self'")
                for directive in ("object-src", "base-uri", "frame-ancestors"):
                    self.assertEqual(policy[directive], "'none'")
                self.assertNotIn("unsafe", " ".join(policy.values()))

    def test_gives_each_page_a_nonce_of_its_own(self):
        nonces = set()
        for _ in range(2):
            page = self.ask("GET", "/")
            nonce = re.search(r"'nonce-([^']{16,})'", page.headers["Content-Security-Policy"])[1]
            self.assertIn(f"nonce={nonce}>", page.text)
            nonces.add(nonce)
        self.assertEqual(len(nonces), 2)

    def test_insists_on_tls_for_a_year_with_all_subdomains(self):
        for kind, answer in self.answers.items():
            with self.subTest(kind):
                words = answer.headers["Strict-Transport-Security"].split("; ")
                self.assertGreaterEqual(int(words[0].removeprefix("max-age=")), YEAR_S)
                self.assertIn("includeSubDomains", words)

    def test_is_not_sniffed_referred_to_framed_or_shared(self):
        for kind, answer in self.answers.items():
            with self.subTest(kind):
                self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
                self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
                self.assertEqual(answer.headers["Cross-Origin-Resource-Policy"], "same-origin")
                self.assertIsNone(answer.headers["Access-Control-Allow-Origin"])
                self.assertIsNone(answer.headers["Server"])

    def test_is_stored_nowhere_unless_it_is_a_file_of_the_screens(self):
        for kind, answer in self.answers.items():
            with self.subTest(kind):
                if answer.headers["ETag"]:
                    self.assertIn("immutable", answer.headers["Cache-Control"])
                elif answer.headers["Content-Type"] == "text/html; charset=utf-8":
                    self.assertIn(answer.headers["Cache-Control"], ("no-cache", "no-store"))
                else:
                    self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_says_what_its_text_is_written_in(self):
        for kind, answer in self.answers.items():
            with self.subTest(kind):
                written_in = answer.headers["Content-Type"] or ""
                self.assertEqual(bool(answer.text), bool(answer.text and written_in))
                if written_in.startswith("text/"):
                    self.assertIn("charset=utf-8", written_in)

    def test_lists_no_folder(self):
        self.assertNotIn("app-1.js", self.answers["folder"].text)


class AFileGivenOut(unittest.TestCase):
    def test_keeps_a_hostile_name_out_of_other_headers_and_folders(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        data = pathlib.Path(folder.name) / "data"
        server = RunningServer(data, "--customers", "20")
        self.addCleanup(server.kill)
        session = server.sign_in()
        client = ImportClient(session)
        bad_row = "X7,2026-10-01,Z1,=cmd|x,0900000001,S1,品,1,1e999\n".encode()
        uploaded = client.upload(orders(2) + bad_row, '../a"b;\r\nX-Evil: 1\r\n受注.csv').json()
        planned = client.map_and_plan(uploaded)
        given = session.get(f"/imports/{planned['id']}/rejections.csv")
        self.assertEqual(given.status, 200, given.body)
        self.assertIsNone(given.headers["X-Evil"])
        self.assertEqual(given.headers["Content-Disposition"],
                         'attachment; filename="rejected-.._a_b___X-Evil__1________.csv"; '
                         "filename*=UTF-8''rejected-..%2Fa%22b%3B%0D%0AX-Evil%3A%201%0D%0A"
                         "%E5%8F%97%E6%B3%A8.csv")
        self.assertIn(",'=cmd|x,", given.body.decode())
        kept = [path.name for path in (data / "files").rglob("*") if path.is_file()]
        self.assertRegex(" ".join(kept), r"\A[\w-]{16}\.csv\Z")


if __name__ == "__main__":
    unittest.main()
