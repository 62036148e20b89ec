// By what moves of a subscription are told apart.
#pragma once

#include "insight/question.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tsunagi::insight::upsell {

enum class SplitBy { Product, Medium, Agent };
BOOST_DESCRIBE_ENUM(SplitBy, Product, Medium, Agent)
inline constexpr std::array kSplits{
    OptionRule{"product", {"商品", "Product"}},
    OptionRule{"medium", {"獲得媒体", "Medium"}},
    OptionRule{"agent", {"担当者", "Operator"}},
};
inline constexpr ChoiceRule kSplit{"by", {"分けかた", "Split by"}, "product", kSplits};

// Groups by the product at the month's beginning, the medium of the customer, or whom she spoke
// with last in the days before; the last group of the latter is nobody.
class Split {
public:
    explicit Split(const Question&);

    SplitBy by() const { return by_; }
    std::size_t size() const;  // groups are 0 … size() - 1
    std::size_t of(const journey::Journey& journey, int product, int day) const {
        if (by_ == SplitBy::Product) return static_cast<std::size_t>(product);
        if (by_ == SplitBy::Medium) return static_cast<std::size_t>(journey.medium());
        return spoken_with(journey, day);
    }
    // Stays the same while the shop grows.
    std::string key(std::size_t group) const;
    std::string label(std::size_t group) const;
    // The group of a key; nothing when there is none.
    std::optional<std::size_t> find(std::string_view key) const;

private:
    std::size_t spoken_with(const journey::Journey&, int day) const;

    const Question& question_;
    SplitBy by_;
};

}  // namespace tsunagi::insight::upsell
