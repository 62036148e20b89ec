// Whatever the bytes: the reader ends, reports well-formed pointers, and what it accepts it writes
// and reads again to the same text.
#include "base/json.h"
#include "base/text.h"

namespace tsunagi {

namespace {

enum class Kind { First, SecondOne };
BOOST_DESCRIBE_ENUM(Kind, First, SecondOne)

struct Leaf {
    std::string text;
    std::optional<std::int16_t> number;
    Patch<double> ratio;
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (text, number, ratio))

struct Tree {
    std::optional<Id<Leaf>> id;
    std::vector<Leaf> leaves;
    std::optional<Kind> kind;
    std::optional<Instant> at;
    std::optional<Day> day;
    std::optional<Month> month;
    std::optional<UnitPrice> price;
    std::optional<Json> any;
    std::optional<std::uint64_t> large;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (id, leaves, kind, at, day, month, price, any, large))

}  // namespace

}  // namespace tsunagi

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace tsunagi;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    Tree tree;
    const auto errors = read_json(type_of<Tree>(), text, &tree);
    for (const FieldError& error : errors) {
        ASSERT(is_utf8(error.path));
        ASSERT(error.path.empty() || error.path[0] == '/');
    }
    if (!errors.empty()) return 0;
    const std::string written = to_json(tree);
    ASSERT(to_json(from_json<Tree>(written)) == written);
    return 0;
}
