"""A person is erased over HTTP, and is then nowhere in the data folder of the stopped server."""

import pathlib
import tempfile
import unittest

from running_server import RunningServer


def holding(folder, text):
    """The files below the folder whose bytes hold the text."""
    needle = text.encode()
    return [str(path) for path in sorted(pathlib.Path(folder).rglob("*"))
            if path.is_file() and needle in path.read_bytes()]


class ErasureOverHttp(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.data = pathlib.Path(self.folder.name) / "data"

    def canary(self, session):
        made = session.post("/customers", {
            "name": "金糸雀亜希子", "external_key": "CANARY-7741", "note": "金糸雀のメモ",
            "phones": [{"number": "090-7741-7741", "label": ""}],
            "emails": [{"address": "canary7741@canary.example", "label": ""}]}, key="first")
        self.assertEqual(made.status, 201, made.body)
        return made.json()["id"]

    def test_leaves_nothing_of_the_person_in_the_data_folder(self):
        with RunningServer(self.data, "--customers", "200") as server:
            session = server.sign_in()
            person = self.canary(session)
            pdf = session.get(f"/customers/{person}/disclosure.pdf")
            self.assertEqual((pdf.status, pdf.body[:5]), (200, b"%PDF-"))
            self.assertIn("金糸雀亜希子",
                          session.get(f"/customers/{person}/disclosure.json").body.decode())
            preview = session.get(f"/customers/{person}/erasure").json()
            self.assertEqual(preview["obstacles"], [])
            done = session.post(f"/customers/{person}/erasure", {"reason": "本人の請求"},
                                **{"If-Match": f'"{preview["version"]}"'})
            self.assertEqual((done.status, done.json()["storage"]), (200, "clean"), done.body)
            again = session.post("/customers", {
                "name": "金糸雀亜希子", "phones": [{"number": "09077417741", "label": ""}]},
                key="again")
            self.assertEqual((again.status, again.json()["errors"][0]["code"]),
                             (422, "erased_person"), again.body)
            found = session.get("/customers?q=%E9%87%91%E7%B3%B8%E9%9B%80").json()["items"]
            self.assertEqual(found, [])
            server.stop()
            for canary in ("金糸雀", "090-7741-7741", "9077417741", "canary", "CANARY"):
                self.assertEqual(holding(self.data, canary), [], canary)
            self.assertNotIn("774177", server.log())


if __name__ == "__main__":
    unittest.main()
