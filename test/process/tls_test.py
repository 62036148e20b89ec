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

    def shaken_hands(self, *options):
        return subprocess.run(
            ["openssl", "s_client", "-connect", f"127.0.0.1:{self.server.port}", "-tls1_2",
             *options], input=b"", capture_output=True, timeout=60)

    def test_version_1_2_is_spoken_only_with_forward_secrecy_and_sealed_records(self):
        for suite in ("ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "AES128-SHA",
                      "AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA256"):
            refused = self.shaken_hands("-cipher", f"{suite}:@SECLEVEL=0")
            self.assertIn(b"handshake failure", refused.stderr, suite)
        for suite in ("ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"):
            taken = self.shaken_hands("-cipher", suite)
            self.assertIn(suite.encode(), taken.stdout)
            self.assertEqual(taken.returncode, 0, taken.stderr)

    def test_the_strongest_suite_is_taken_whatever_the_client_prefers(self):
        weaker_first = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384"
        taken = self.shaken_hands("-cipher", weaker_first)
        self.assertIn(b"Cipher is ECDHE-ECDSA-AES256-GCM-SHA384", taken.stdout)

    def test_the_certificate_stays_the_same_after_a_restart(self):
        before = self.printed_fingerprint()
        self.assertEqual(self.server.stop(), 0)
        self.server = self.started()
        self.assertEqual(self.printed_fingerprint(), before)
