// How customers began: groups by the product, month or medium of their first order that counts.
#pragma once

#include "insight/question.h"
#include "journey/months.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace tsunagi::insight {

struct Start {
    journey::Row row;
    int day;
    int product;  // number, of the order's first line
};

// Nothing when no order counts.
inline std::optional<Start> start_of(const journey::Range<journey::OrderLane>& lines) {
    const auto* day = lines.lane().day.data();
    for (journey::Row row = lines.first(); row < lines.last(); ++row) {
        if ((day[row] & journey::OrderLane::kHead) == 0) continue;
        return Start{row, lines.lane().day_at(row), lines.lane().product[row]};
    }
    return std::nullopt;
}

// Whether the filter chooses who began like this: by the day of the first order and by its first
// line's product. Whoever bought the product later is not one who began with it: to look at those
// alone would be to look at those who came back.
inline bool chooses(const journey::Scope& scope, const Start& start) {
    return scope.covers(start.day) && scope.has(start.product);
}

enum class StartBy { All, Product, Month, Medium };
BOOST_DESCRIBE_ENUM(StartBy, All, Product, Month, Medium)

inline constexpr std::array kStartBys{
    OptionRule{"product", {"初回商品", "First product"}},
    OptionRule{"month", {"初回注文月", "Month of first order"}},
    OptionRule{"medium", {"獲得媒体", "Medium"}},
    OptionRule{"all", {"全体", "All"}},
};
// The choice "by" of an analysis.
inline constexpr ChoiceRule kStartBy{
    .key = "by", .label = {"分けかた", "Split by"}, .otherwise = "product", .options = kStartBys};

// First day of any order on record, but not after the as-of day.
int first_order_day(const journey::Scope&);

// The largest groups first, months in their order (the latest when there are too many), the rest
// together as the last group. Of the customers whom the scope chooses by their first order.
class StartGroups {
public:
    StartGroups(const Question&, StartBy, std::size_t most);

    std::size_t size() const { return raw_.size() + (rest_ ? 1 : 0); }
    std::size_t of(const journey::Journey& journey, const Start& start) const {
        return place_[raw_of(journey, start)];
    }
    // Stays the same while the shop grows: product id, number of the month, text, "*" for the rest.
    std::string key(std::size_t group) const;
    std::string label(std::size_t group) const;
    // Of the groups' labels.
    Column column() const;
    // The group of a key; nothing when there is none.
    std::optional<std::size_t> find(std::string_view key) const;

private:
    std::size_t raw_of(const journey::Journey& journey, const Start& start) const {
        switch (by_) {
            case StartBy::Product: return static_cast<std::size_t>(start.product);
            case StartBy::Month: return static_cast<std::size_t>(months_.of(start.day));
            case StartBy::Medium: return static_cast<std::size_t>(journey.medium());
            case StartBy::All: break;
        }
        return 0;
    }
    std::size_t raw_size() const;
    bool is_rest(std::size_t group) const { return group == raw_.size(); }

    const Question& question_;
    StartBy by_;
    journey::Months months_;
    std::vector<std::size_t> raw_;      // product number, month, medium by group
    std::vector<std::uint16_t> place_;  // group by those
    bool rest_ = false;
};

}  // namespace tsunagi::insight
