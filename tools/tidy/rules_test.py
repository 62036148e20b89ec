"""A right and a wrong example of every rule."""

import unittest

import files
import hidden
import size
import structure
import words
from tree import Tree, closure

ROOMS = closure([{"name": "base", "uses": []}, {"name": "store", "uses": ["base"]},
                 {"name": "record", "uses": ["store"]}, {"name": "server", "uses": ["record"]}])
RULES = structure.RULES + size.RULES + words.RULES + hidden.RULES + files.RULES
HEADER = "// Says what it is.\n#pragma once\n"


def nested(levels):
    return "void f() {\n" + "if (a) {\n" * levels + "}\n" * levels + "}\n"


# rule: ([trees in order], [(tree with a finding, its "path:line")])
CASES = {
    structure.include_direction: (
        [{"src/record/a.cpp": '#include "base/b.h"\n#include "record/a.sql.h"\n',
          "src/base/b.h": ""},
         {"src/server/a.cpp": '#include "base/b.h"\n#include <map>\n', "src/base/b.h": ""}],
        [({"src/base/a.cpp": '\n#include "store/b.h"\n', "src/store/b.h": ""}, "src/base/a.cpp:2"),
         ({"src/base/a.cpp": '#include "../base/b.h"\n', "src/base/b.h": ""}, "src/base/a.cpp:1"),
         ({"src/base/a.cpp": '#include "base/gone.h"\n'}, "src/base/a.cpp:1"),
         ({"src/attic/a.cpp": '#include "base/b.h"\n', "src/base/b.h": ""}, "src/attic/a.cpp:1")]),
    structure.feature_imports: (
        [{"web/src/features/home/page.tsx": 'import { Button } from "../../ui/button";\n'},
         {"web/src/features/home/page.tsx": 'import { list } from "../home/list";\n'}],
        [({"web/src/features/home/page.tsx": 'import { x } from "../today/list";\n'},
          "web/src/features/home/page.tsx:1"),
         ({"web/src/features/home/parts/a.ts": '\nimport {\n  x,\n} from "../../today/list";\n'},
          "web/src/features/home/parts/a.ts:4")]),
    structure.room_readme: (
        [{"src/base/a.cpp": "", "src/base/README.md": "# base\n"}],
        [({"src/base/a.cpp": ""}, "src/base/README.md:1"),
         ({"src/base/a.cpp": "", "src/base/README.md": "x\n" * 41}, "src/base/README.md:41")]),
    structure.header_guard: (
        [{"src/base/a.h": HEADER + "using namespace std::chrono_literals;\n"},
         {"src/base/a.h": HEADER + "void f() {\n    using namespace boost::describe;\n}\n"}],
        [({"src/base/a.h": "// Says what it is.\n"}, "src/base/a.h:1"),
         ({"src/base/a.h": "#pragma once\n"}, "src/base/a.h:1"),
         ({"src/base/a.h": HEADER + "using namespace std;\n"}, "src/base/a.h:3")]),
    size.line_width: (
        [{"src/base/a.h": "x" * 100}, {"src/base/a.h": "解" * 50}],
        [({"src/base/a.h": "\n" + "x" * 101}, "src/base/a.h:2"),
         ({"src/base/a.h": "解" * 51}, "src/base/a.h:1")]),
    size.file_length: (
        [{"src/base/a.h": "\n" * 250, "src/base/a.cpp": "\n" * 600}],
        [({"src/base/a.h": "\n" * 251}, "src/base/a.h:251"),
         ({"src/base/a.cpp": "\n" * 601}, "src/base/a.cpp:601")]),
    size.function_size: (
        [{"src/base/a.cpp": nested(3)}, {"src/base/a.cpp": "int f() {" + "\n" * 69 + "}"},
         {"tools/a.py": "def f():\n" + "    x = 1\n" * 69}],
        [({"src/base/a.cpp": "\n" + nested(4)}, "src/base/a.cpp:2"),
         ({"src/base/a.cpp": "int f() {" + "\n" * 70 + "}"}, "src/base/a.cpp:1"),
         ({"tools/a.py": "def f():\n" + "    x = 1\n" * 70}, "tools/a.py:1"),
         ({"tools/a.py": "def f():\n if a:\n  if b:\n   if c:\n    if d:\n     pass\n"},
          "tools/a.py:1")]),
    words.banned_names: (
        [{"src/base/dataset.h": "struct DataFolder {};\nint renew_it();\nx = a.process_all();"},
         {"src/base/a.cpp": "const auto new_york = sqlite3_open_v2();"}],
        [({"src/base/a.h": "class ShopManager {};"}, "src/base/a.h:1"),
         ({"src/base/a.h": "\nusing RowData = int;"}, "src/base/a.h:2"),
         ({"src/base/a.h": "void handle_request(int);"}, "src/base/a.h:1"),
         ({"src/base/a.cpp": "int new_total = 1;"}, "src/base/a.cpp:1"),
         ({"src/base/a.cpp": "int total_v2 = sqlite3_open_v2();"}, "src/base/a.cpp:1"),
         ({"src/base/text_utils.h": ""}, "src/base/text_utils.h:1"),
         ({"web/src/a.ts": "export type UserInfo = {};"}, "web/src/a.ts:1")]),
    words.todo_reason: (
        [{"src/base/a.cpp": "// TODO: drop this when Debian 12 is no longer served\n"}],
        [({"src/base/a.cpp": "\n// TODO: fix\n"}, "src/base/a.cpp:2"),
         ({"src/base/a.cpp": "// FIXME: this is wrong when it rains\n"}, "src/base/a.cpp:1")]),
    words.machine_path: (
        [{"docs/a.md": "see ../work/shared and ${TMPDIR:-/tmp}/x and /usr/lib\n"}],
        [({"docs/a.md": "\nlies in /work/main/src\n"}, "docs/a.md:2"),
         ({"src/base/a.cpp": 'open("/tmp/x");\n'}, "src/base/a.cpp:1"),
         ({"docs/a.md": "cd /home/ann/x\n"}, "docs/a.md:1")]),
    hidden.sql_in_strings: (
        [{"src/store/a.cpp": 'run("SELECT 1");'}, {"src/record/a.cpp": 'say("Select a product");'},
         {"src/record/a.cpp": "// SELECT is not spoken here\n"}],
        [({"src/record/a.cpp": '\nrun("SELECT 1");'}, "src/record/a.cpp:2"),
         ({"src/record/a_test.cpp": 'run("delete from a where b");'}, "src/record/a_test.cpp:1"),
         ({"src/record/a.cpp": 'run("CREATE TABLE a (b)");'}, "src/record/a.cpp:1")]),
    hidden.hidden_inputs: (
        [{"src/base/system.cpp": "system_clock::now();"}, {"src/main/serve.cpp": 'getenv("HOME");'},
         {"src/record/a.cpp": "clock.now(); operand(1); start.time(0); // rand()\n"},
         {"src/record/a.sql": "-- now() is not used\n"}],
        [({"src/record/a.cpp": "\nt = std::chrono::system_clock::now();"}, "src/record/a.cpp:2"),
         ({"src/record/a.cpp": "x = std::time(nullptr);"}, "src/record/a.cpp:1"),
         ({"src/record/a.cpp": "x = rand();"}, "src/record/a.cpp:1"),
         ({"src/record/a.cpp": "std::random_device d;"}, "src/record/a.cpp:1"),
         ({"src/record/a.cpp": 'getenv("HOME");'}, "src/record/a.cpp:1"),
         ({"src/record/a.sql": "SELECT\n  CURRENT_TIMESTAMP;"}, "src/record/a.sql:2")]),
    hidden.sleeps: (
        [{"src/base/a_test.cpp": "wait_until(deadline); // no sleep(1)\n"}],
        [({"src/base/a_test.cpp": "std::this_thread::sleep_for(1s);"}, "src/base/a_test.cpp:1")]),
    hidden.catch_all: (
        [{"src/base/a.cpp": "try { f(); } catch (const Error& e) { g(e); }"},
         {"src/base/a.cpp": "try { f(); } catch (...) {\n    while (h()) {\n    }\n    throw;\n}"},
         {"src/base/a.cpp": "try { f(); } catch (...) { failure = std::current_exception(); }"}],
        [({"src/base/a.cpp": "try { f(); }\ncatch (...) {}"}, "src/base/a.cpp:2")]),
    hidden.assertions: (
        [{"src/base/a_test.cpp": "TEST(A, B) {\n    EXPECT_EQ(f(), 1);\n}\n"},
         {"src/base/a_test.cpp": "TEST_P(A, B) {\n    expect_rows(f(), 1);\n}\n"}],
        [({"src/base/a_test.cpp": "\nTEST(A, B) {\n    f();\n}\n"}, "src/base/a_test.cpp:2")]),
    files.dead_links: (
        [{"docs/a.md": "[b](b.md) [c](../src) [d](https://x.example) [e](#the-end)\n# The end\n",
          "docs/b.md": "", "src/x/y.h": ""}],
        [({"docs/a.md": "\n[b](gone.md)\n"}, "docs/a.md:2"),
         ({"docs/a.md": "![b](../gone.png)\n"}, "docs/a.md:1"),
         ({"docs/a.md": "[b](#nowhere)\n# The end\n"}, "docs/a.md:1")]),
    files.unreferenced: (
        [{"src/base/a.h": "", "src/base/b.cpp": '#include "base/a.h"\n'},
         {"docs/one.png": None, "README.md": "![one](docs/one.png)"},
         {"test/data/shop/one.csv": "", "src/base/a_test.cpp": 'open("data/shop");'},
         {"cmake/Rooms.cmake": "", "CMakeLists.txt": "include(Rooms)"}],
        [({"src/base/a.h": "", "src/base/a.cpp": '#include "base/a.h"\n'}, "src/base/a.h:1"),
         ({"docs/one.png": None, "README.md": "one png"}, "docs/one.png:1"),
         ({"tools/old": ""}, "tools/old:1")]),
    files.dialect_variants: (
        [{"src/record/a.sql": "-- name: a (sqlite)\nX\n-- name: a (postgres)\nY\n-- name: b\nZ\n"}],
        [({"src/record/a.sql": "\n-- name: a (sqlite)\nX\n"}, "src/record/a.sql:2"),
         ({"src/record/a.sql": "".join(f"-- name: a{i} (sqlite)\nX\n-- name: a{i} (postgres)\nY\n"
                                       for i in range(files.DIALECT_VARIANTS + 1))},
          f"src/record/a.sql:{files.DIALECT_VARIANTS * 4 + 1}")]),
}


def found(rule, paths):
    return sorted({f"{f.path}:{f.line}" for f in rule(Tree(paths, ROOMS))})


class Rules(unittest.TestCase):
    def test_every_rule_has_a_right_and_a_wrong_example(self):
        for rule in RULES:
            right, wrong = CASES[rule]
            self.assertTrue(right and wrong, rule.__name__)

    def test_right_examples_pass(self):
        for rule, (right, _) in CASES.items():
            for paths in right:
                with self.subTest(rule=rule.__name__, paths=paths):
                    self.assertEqual(found(rule, paths), [])

    def test_wrong_examples_are_found_at_their_line(self):
        for rule, (_, wrong) in CASES.items():
            for paths, place in wrong:
                with self.subTest(rule=rule.__name__, paths=paths):
                    self.assertEqual(found(rule, paths), [place])

    def test_an_allowed_file_is_left_in_peace(self):
        paths = {"src/server/loop.cpp": "steady_clock::now();"}
        allowed = {"hidden-input": {"src/server/loop.cpp": "timers of the I/O loop"}}
        self.assertEqual(list(hidden.hidden_inputs(Tree(paths, ROOMS, allowed))), [])


if __name__ == "__main__":
    unittest.main()
