"""What the server and its commands write is for the user who runs them, whatever his umask."""

import os
import pathlib
import stat
import subprocess
import tempfile
import unittest

from running_server import RunningServer

LAX = ("sh", "-c", 'umask 022; exec "$@"', "sh")
OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def open_to_others(top):
    everything = [top, *top.rglob("*")]
    return [(str(path.relative_to(top)), oct(path.lstat().st_mode)) for path in everything
            if not path.is_symlink() and path.lstat().st_mode & OF_OTHERS]


class WhatIsWritten(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data = self.folder / "data"

    def started(self, *options):
        server = RunningServer(self.data, "--customers", "50", *options, wrap=LAX)
        self.addCleanup(server.kill)
        return server

    def command(self, *words):
        binary = pathlib.Path(os.environ["TSUNAGI_BUILD"]) / "src/main/tsunagi"
        done = subprocess.run([*LAX, binary, "--language", "en", *words, "--data", self.data],
                              capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def upload_a_file(self, server):
        session = server.sign_in()
        answer = session.post("/imports?file_name=people.csv&target=customers",
                              "Customer ID,Name\nC-1,Ann\n".encode("cp932"),
                              **{"Content-Type": "text/csv"})
        self.assertEqual(answer.status, 201, answer.body)
        return session

    def test_nothing_below_the_data_folder_is_open_to_other_users(self):
        server = self.started()
        self.upload_a_file(server)
        self.assertEqual(open_to_others(self.data), [])
        self.command("backup", "--to", self.folder / "backup")
        self.assertEqual(server.stop(), 0)
        self.assertEqual(open_to_others(self.data), [])
        for part in ("control.db", "shops/1.db", "secret.key", "audit/heads"):
            self.assertTrue((self.data / part).is_file(), part)
        self.assertGreater(len(list((self.data / "files").rglob("*.*"))), 0)
        self.assertGreater(len(list((self.data / "snapshots").iterdir())), 0)
        self.assertEqual(open_to_others(self.folder / "backup"), [])

    def test_a_served_certificate_is_not_either(self):
        self.started("--tls")
        self.assertTrue((self.data / "tls" / "certificate.pem").is_file())
        self.assertEqual(open_to_others(self.data), [])

    def test_an_exported_list_is_not_either(self):
        self.started().stop()
        self.command("export", "--shop", "1", "--what", "customers", "--out",
                     self.folder / "customers.csv")
        mode = (self.folder / "customers.csv").stat().st_mode
        self.assertEqual(oct(mode & 0o777), "0o600")

    def test_a_folder_that_an_older_version_left_open_is_closed(self):
        self.data.mkdir()
        self.data.chmod(0o755)
        self.started()
        self.assertEqual(oct(self.data.stat().st_mode & 0o777), "0o700")
