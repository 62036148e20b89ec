"""The demo shop's passwords are printed in every README: they are for this machine only."""

import os
import pathlib
import subprocess
import tempfile
import unittest

from running_server import RunningServer, Session, free_port

INVALID_INPUT = 65
PASSWORD = "a showroom with two doors"


class Demo(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"
        self.secret = pathlib.Path(folder.name) / "password"
        self.secret.write_text(PASSWORD + "\n", encoding="utf-8")

    def test_is_not_served_to_others_with_the_passwords_that_everybody_knows(self):
        binary = pathlib.Path(os.environ["TSUNAGI_BUILD"]) / "src/main/tsunagi"
        done = subprocess.run([binary, "--language", "en", "demo", "--data", self.data, "--listen",
                               f"0.0.0.0:{free_port()}"],
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, INVALID_INPUT, done.stderr)
        self.assertIn("--password-from", done.stderr)
        self.assertFalse(self.data.exists())

    def test_takes_a_password_of_its_own_also_when_it_was_made_before(self):
        before = RunningServer(self.data, "--customers", "20")
        self.addCleanup(before.kill)
        known = before.password
        before.sign_in()
        before.stop()
        server = RunningServer(self.data, "--password-from", str(self.secret))
        self.addCleanup(server.kill)
        self.assertNotIn(known, server.words)
        self.assertNotIn(PASSWORD, server.words)
        with self.assertRaisesRegex(RuntimeError, "401"):
            Session(server, server.login, known)
        Session(server, server.login, PASSWORD)
