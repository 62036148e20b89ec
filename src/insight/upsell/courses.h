// Up-sell by groups, and from which course to which: the tables below the months (upsell.h).
#pragma once

#include "insight/catalogue.h"
#include "insight/upsell/moves.h"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace tsunagi::insight::upsell {

enum class SplitBy { Product, Medium, Agent };
BOOST_DESCRIBE_ENUM(SplitBy, Product, Medium, Agent)
inline constexpr std::array kSplits{
    OptionRule{"product", {"商品", "Product"}},
    OptionRule{"medium", {"獲得媒体", "Medium"}},
    OptionRule{"agent", {"担当者", "Operator"}},
};
inline constexpr ChoiceRule kSplit{"by", {"分けかた", "Split by"}, "product", kSplits};

void add_groups_and_courses(const Question&, const Window&, Report&);
// Who is behind a row of them; nothing for a key of another table.
std::optional<std::vector<journey::CustomerCode>> people_of_courses(const Question&, const Window&,
                                                                    std::string_view key);

}  // namespace tsunagi::insight::upsell
