"""Passwords from the form to the hash and back."""

import pathlib
import tempfile
import unittest

from running_server import RunningServer, Session

PASSWORD = " Ｆｕｌｌ width, ﬁ and ガ, " + "long " * 20 + "With A Blank at both ends "


class APassword(unittest.TestCase):
    def test_is_taken_exactly_as_it_was_typed(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        server = RunningServer(pathlib.Path(folder.name) / "data", "--customers", "20")
        self.addCleanup(server.kill)
        made = server.sign_in().post("/members", {
            "login": "eve@example.com", "name": "Eve", "password": PASSWORD, "roles": ["op"]},
            key="eve")
        self.assertEqual(made.status, 201, made.body)
        for other in (PASSWORD.strip(), PASSWORD.lower(), PASSWORD[:72]):
            with self.assertRaisesRegex(RuntimeError, "sign-in answered 401"):
                Session(server, "eve@example.com", other)
        self.assertTrue(Session(server, "eve@example.com", PASSWORD).cookie)


if __name__ == "__main__":
    unittest.main()
