"""A certificate is renewed under a running server: nobody is cut off, nothing broken is taken."""

import http.client
import os
import pathlib
import ssl
import subprocess
import tempfile
import time
import unittest

from running_server import RunningServer

DEADLINE_S = 60


class Renewal(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.old = self.made("old")
        self.new = self.made("new")
        self.certificate = self.folder / "certificate.pem"
        self.key = self.folder / "key.pem"
        self.put(self.old, self.old)
        self.server = RunningServer(self.folder / "data", "--customers", "20", "--tls",
                                    "--certificate", str(self.certificate), "--key", str(self.key))
        self.addCleanup(self.server.kill)
        self.standing = self.connected()
        self.assert_the_standing_connection_lives()

    def made(self, name):
        """(certificate, key) in PEM."""
        certificate, key = self.folder / f"{name}.crt", self.folder / f"{name}.key"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "2", "-subj", f"/CN={name}", "-out", certificate, "-keyout", key],
            check=True, capture_output=True)
        return certificate.read_text(), key.read_text()

    def put(self, certificate_of, key_of):
        """Replaces both files one after the other, as those who renew certificates do."""
        for path, text in ((self.certificate, certificate_of[0]), (self.key, key_of[1])):
            part = path.with_suffix(".part")
            part.write_text(text)
            os.replace(part, path)

    def connected(self):
        trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trust.check_hostname = False
        trust.verify_mode = ssl.CERT_NONE
        connection = http.client.HTTPSConnection("127.0.0.1", self.server.port, timeout=60,
                                                 context=trust)
        connection.connect()
        self.addCleanup(connection.close)
        return connection

    def served(self):
        """The certificate that a new connection sees, in PEM."""
        connection = self.connected()
        seen = ssl.DER_cert_to_PEM_cert(connection.sock.getpeercert(binary_form=True))
        connection.close()
        return seen

    def wait_until(self, done, what):
        deadline = time.monotonic() + DEADLINE_S
        while not done():
            self.assertLess(time.monotonic(), deadline, f"{what}\n{self.server.log()}")
            time.sleep(0.05)

    def warnings(self):
        return self.server.log().count("tls_certificate_not_renewed")

    def assert_the_standing_connection_lives(self):
        socket = self.standing.sock
        self.standing.request("GET", "/health")
        answer = self.standing.getresponse()
        self.assertEqual((answer.status, answer.read() != b""), (200, True))
        self.assertIs(self.standing.sock, socket)

    def test_new_connections_see_the_new_certificate_and_the_old_ones_live_on(self):
        self.assertEqual(self.served(), self.old[0])
        self.put(self.new, self.new)
        self.wait_until(lambda: self.served() == self.new[0], "the old certificate is still served")
        self.assert_the_standing_connection_lives()

    def test_what_cannot_be_used_changes_nothing_but_is_told(self):
        truncated = (self.new[0][:200], self.new[1])
        for told, (certificate, key) in enumerate(
                ((truncated, self.new), (self.new, self.old), (self.new, ("", "no key"))), 1):
            self.put(certificate, key)
            self.wait_until(lambda: self.warnings() >= told, "nothing was told")
            self.assertEqual(self.served(), self.old[0])
        os.unlink(self.key)
        self.wait_until(lambda: self.warnings() >= 4, "the missing key was not told")
        self.assertEqual(self.served(), self.old[0])
        self.assert_the_standing_connection_lives()
        self.put(self.new, self.new)
        self.wait_until(lambda: self.served() == self.new[0], "the old certificate is still served")
        self.assert_the_standing_connection_lives()
