// A Grouping parts subscriptions' spells into groups: by what they deliver, by what is known of the
// customer, by what she ordered first, by when they started, or by whether she is in a segment.
#pragma once

#include "insight/attributes.h"
#include "insight/membership.h"
#include "insight/question.h"
#include "insight/starts.h"
#include "journey/months.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace tsunagi::insight {

enum class GroupBy {
    None,
    Product,
    FirstProduct,
    Medium,
    Prefecture,
    Sex,
    Age,
    Rank,
    StartQuarter,
    Segment
};
BOOST_DESCRIBE_ENUM(GroupBy, None, Product, FirstProduct, Medium, Prefecture, Sex, Age, Rank,
                    StartQuarter, Segment)

inline constexpr std::array kGroupings{
    OptionRule{"none", {"全体", "All"}},
    OptionRule{"product", {"商品", "Product"}},
    OptionRule{"first_product", {"初回商品", "First product"}},
    OptionRule{"medium", {"獲得媒体", "Medium"}},
    OptionRule{"prefecture", {"都道府県", "Prefecture"}},
    OptionRule{"sex", {"性別", "Sex"}},
    OptionRule{"age", {"年代", "Age"}},
    OptionRule{"rank", {"ランク", "Rank"}},
    OptionRule{"start_quarter", {"開始時期", "Start"}},
    OptionRule{kBySegment, {"セグメント", "Segment"}},
};
// The choice "by" of an analysis that has the choice kWhichSegment too.
inline constexpr ChoiceRule kGroupBy{
    .key = "by", .label = {"分けかた", "Split by"}, .otherwise = "none", .options = kGroupings};

class Grouping {
public:
    Grouping(const Question&, GroupBy);

    GroupBy by() const { return by_; }
    std::size_t size() const { return size_; }  // groups are 0 … size() - 1
    // Product: the number of what the spell delivers. Start: its first lane day.
    std::size_t of(const journey::Journey& journey, int product, int start) const {
        switch (by_) {
            case GroupBy::Product: return static_cast<std::size_t>(product);
            case GroupBy::Medium: return static_cast<std::size_t>(journey.medium());
            case GroupBy::Prefecture: return static_cast<std::size_t>(journey.prefecture());
            case GroupBy::StartQuarter: return quarter_of(start);
            case GroupBy::Sex:
            case GroupBy::Age:
            case GroupBy::Rank: return attributes_->of(journey);
            case GroupBy::FirstProduct: return first_product_of(journey);
            case GroupBy::Segment: return membership_->of(journey.code());
            case GroupBy::None: break;
        }
        return 0;
    }
    // Of the first event on record, as a lane day; the as-of day when there is none.
    int first_day() const { return first_day_; }
    // Stays the same while the shop grows: product id, text, "2026Q1".
    std::string key(std::size_t group) const;
    std::string label(std::size_t group) const;
    // The group of a key; nothing when there is none.
    std::optional<std::size_t> find(std::string_view key) const;

private:
    // Of the first order that counts; 0: there is none.
    static std::size_t first_product_of(const journey::Journey& journey) {
        const auto start = start_of(journey.lines());
        return start ? static_cast<std::size_t>(start->product) : 0;
    }
    std::size_t quarter_of(int start) const {
        const int quarter = months_.month(months_.of(start)).number / 3 - first_quarter_;
        return static_cast<std::size_t>(quarter);
    }

    const Question& question_;
    GroupBy by_;
    std::optional<Attributes> attributes_{};  // of sex, age and rank
    std::optional<Membership> membership_{};  // of a segment
    int first_day_;
    journey::Months months_;
    int first_quarter_;  // since 1970
    std::size_t size_ = 1;
};

// The `most` groups with the largest counts, the largest first; those with none are left out.
std::vector<std::size_t> largest(const std::vector<std::int64_t>& counts, std::size_t most);
// How many groups with somebody in them `largest` leaves out.
std::int64_t left_out_by_largest(const std::vector<std::int64_t>& counts, std::size_t most);

}  // namespace tsunagi::insight
