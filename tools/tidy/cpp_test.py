import unittest

import cpp


def shape(code):
    return [(f.name, f.first, f.last, f.depth) for f in cpp.lex(code).functions()]


class Lexing(unittest.TestCase):
    def test_keeps_comments_and_strings_apart_from_code(self):
        source = cpp.lex('int a; // "x"\nauto b = "// no"; /* c\n*/ char d = \'"\';\n')
        self.assertEqual(source.strings, [(2, "// no")])
        self.assertEqual([line for line, _ in source.comments], [1, 2])
        self.assertEqual(source.code.count("\n"), 3)
        self.assertNotIn("no", source.code)

    def test_reads_raw_strings_and_digit_separators(self):
        source = cpp.lex('auto a = R"x(one "two"\n)" three)x"; int b = 1\'000\'000; auto c = "d";')
        self.assertEqual(source.strings, [(1, 'one "two"\n)" three'), (2, "d")])

    def test_an_included_name_is_no_string(self):
        source = cpp.lex('#include "base/error.h"\n#include <map>\n')
        self.assertEqual(source.includes, [(1, "base/error.h")])
        self.assertEqual(source.strings, [])


class Functions(unittest.TestCase):
    def test_are_found_in_namespaces_and_classes(self):
        self.assertEqual(shape("""namespace a {
struct B final : C<int> {
    B() : c_(1), d_{2} {}
public:
    int e() const noexcept { return f({1, 2}); }
    auto g() -> std::map<int, int> {
        return {};
    }
};
template <typename T>
    requires Small<T>
T h(T x) {
    return x;
}
}  // namespace a
"""), [("B", 3, 3, 0), ("e", 5, 5, 0), ("g", 6, 8, 0), ("h", 10, 14, 0)])

    def test_tables_are_no_functions(self):
        self.assertEqual(shape("const Row kRows[] = {{f(1), {2}}, {g(3), {}}};\nint x{f(2)};"), [])

    def test_a_describing_macro_is_no_part_of_the_function_after_it(self):
        self.assertEqual(shape("BOOST_DESCRIBE_STRUCT(A, (),\n    (b, c))\n\nint f() {\n}\n"),
                         [("f", 4, 5, 0)])

    def test_depth_counts_control_blocks_only(self):
        self.assertEqual(shape("""void f() {
    for (int i = 0; i < 3; ++i) {
        if (i) {
            g([&] { return Pair{1, 2}; });
        } else if (h()) {
            switch (i) {
            case 1: {
                break;
            }
            }
        }
    }
    { k(); }
}
"""), [("f", 1, 14, 3)])

    def test_a_lambda_that_is_an_argument_belongs_to_its_function(self):
        self.assertEqual(shape("""int f() {
    run(1, [&](int x) mutable -> int {
        return x;
    });
    return 1;
}
int g() { return 2; }
"""), [("f", 1, 6, 0), ("g", 7, 7, 0)])

    def test_a_test_is_named_by_both_its_words(self):
        self.assertEqual(shape("TEST_F(Money, RoundsHalfUp) {\n}\n"),
                         [("Money.RoundsHalfUp", 1, 2, 0)])


if __name__ == "__main__":
    unittest.main()
