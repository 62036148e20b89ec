import pathlib
import tempfile
import unittest

import embed_sql


class Parsing(unittest.TestCase):
    def test_one_text_serves_both_databases(self):
        parsed = embed_sql.parse_statements(
            "-- about\n\n-- name: find\n-- why\nSELECT 1;\n", "a.sql")
        self.assertEqual(parsed, {"find": {"sqlite": "SELECT 1", "postgres": "SELECT 1"}})

    def test_two_variants_share_a_name(self):
        parsed = embed_sql.parse_statements(
            "-- name: find (sqlite)\nA\n-- name: find (postgres)\nB\n", "a.sql")
        self.assertEqual(parsed, {"find": {"sqlite": "A", "postgres": "B"}})

    def test_mistakes_name_file_and_line(self):
        for text, message in [
                ("SELECT 1;\n", "a.sql:1: text before the first '-- name:' line"),
                ("\n-- name: Find It\nA", "a.sql:2: cannot read the name 'Find It'"),
                ("-- name: find\n\n", "a.sql:1: statement find is empty"),
                ("-- name: find\nA\n-- name: find (sqlite)\nB",
                 "a.sql:3: statement find is defined twice")]:
            with self.subTest(text=text), self.assertRaises(embed_sql.SqlError) as caught:
                embed_sql.parse_statements(text, "a.sql")
            self.assertEqual(str(caught.exception), message)


class Embedding(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.src = pathlib.Path(folder.name)

    def write(self, name, text):
        path = self.src / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def test_a_room_gets_constants_a_list_and_its_migrations(self):
        self.write("record/customer.sql", "-- name: find_customer\nSELECT 1;\n")
        self.write("record/migrations/0002_more.sql", "CREATE TABLE b (c)")
        self.write("record/migrations/0001_begin.sql", "CREATE TABLE a (b)")
        made = embed_sql.embed_room(self.src, "record")
        self.assertIn("extern const store::Statement find_customer;", made["record/customer.sql.h"])
        self.assertIn('find_customer{"record/customer.find_customer",\nR"sql(SELECT 1)sql"',
                      made["record/customer.sql.cpp"])
        self.assertIn("    &find_customer,\n", made["record/statements.cpp"])
        first, second = (made["record/migrations.cpp"].index(f'{{{n}, "record/') for n in (1, 2))
        self.assertLess(first, second)

    def test_a_name_is_unique_in_its_room(self):
        self.write("record/a.sql", "-- name: find\nA\n")
        self.write("record/b.sql", "-- name: find\nB\n")
        with self.assertRaisesRegex(embed_sql.SqlError, "also defined in src/record/a.sql"):
            embed_sql.embed_room(self.src, "record")

    def test_a_room_without_sql_gets_nothing(self):
        self.write("base/a.cpp", "")
        self.assertEqual(embed_sql.embed_room(self.src, "base"), {})


if __name__ == "__main__":
    unittest.main()
