"""HTTPS with the certificate that the server made for itself."""

import hashlib
import http.client
import pathlib
import re
import ssl
import subprocess
import tempfile
import unittest

from running_server import RunningServer


class SelfSigned(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"
        self.server = self.started()

    def started(self):
        server = RunningServer(self.data, "--customers", "20", "--tls")
        self.addCleanup(server.kill)
        return server

    def printed_fingerprint(self):
        return re.search(r"((?:[0-9A-F]{2}:){31}[0-9A-F]{2})", self.server.words)[1]

    def connected(self):
        trust = ssl.create_default_context(cafile=self.data / "tls" / "certificate.pem")
        connection = http.client.HTTPSConnection("127.0.0.1", self.server.port, timeout=60,
                                                 context=trust)
        connection.connect()
        self.addCleanup(connection.close)
        return connection

    def test_the_printed_fingerprint_is_that_of_the_served_certificate(self):
        served = self.connected().sock.getpeercert(binary_form=True)
        digest = hashlib.sha256(served).hexdigest().upper()
        pairs = [digest[at:at + 2] for at in range(0, len(digest), 2)]
        self.assertEqual(self.printed_fingerprint(), ":".join(pairs))

    def test_a_client_that_trusts_it_is_served_and_not_told_to_insist_on_tls(self):
        connection = self.connected()
        self.assertIn(connection.sock.version(), ("TLSv1.2", "TLSv1.3"))
        connection.request("GET", "/health")
        answer = connection.getresponse()
        self.assertEqual(answer.status, 200)
        self.assertIsNone(answer.headers["Strict-Transport-Security"])

    def test_a_client_that_does_not_is_refused(self):
        connection = http.client.HTTPSConnection("127.0.0.1", self.server.port, timeout=60)
        with self.assertRaises(ssl.SSLCertVerificationError):
            connection.connect()

    def test_the_newest_version_is_spoken_and_none_older_than_1_2(self):
        self.assertEqual(self.connected().sock.version(), "TLSv1.3")
        older = subprocess.run(
            ["openssl", "s_client", "-connect", f"127.0.0.1:{self.server.port}", "-tls1_1",
             "-cipher", "DEFAULT@SECLEVEL=0"], input=b"", capture_output=True, timeout=60)
        self.assertNotEqual(older.returncode, 0)
        self.assertIn(b"alert protocol version", older.stderr)

    def test_the_certificate_stays_the_same_after_a_restart(self):
        before = self.printed_fingerprint()
        self.assertEqual(self.server.stop(), 0)
        self.server = self.started()
        self.assertEqual(self.printed_fingerprint(), before)
