// An Attribute is what a shop knows of a customer beside what she did: sex, age, rank, where she
// lives and where she came from. It parts customers into groups, those of whom it is not told too.
#pragma once

#include "insight/question.h"

#include <algorithm>
#include <optional>
#include <string>

namespace tsunagi::insight {

enum class Attribute { Sex, Age, Rank, Prefecture, Medium };
BOOST_DESCRIBE_ENUM(Attribute, Sex, Age, Rank, Prefecture, Medium)

Phrase name_of(Attribute);

class Attributes {
public:
    // Of texts (ranks, prefectures, media) the first 1,000 that came are groups of their own; the
    // others stand together in the last group, "others".
    static constexpr std::size_t kMostTexts = 1001;

    Attributes(const Question&, Attribute);

    std::size_t size() const { return size_; }  // groups are 0 … size() - 1
    // Age: years of the as-of day's year, in bands of ten: under 20, 20s … 70s, 80 and more.
    std::size_t of(const journey::Journey& journey) const {
        switch (attribute_) {
            case Attribute::Sex: return static_cast<std::size_t>(journey.sex());
            case Attribute::Age: return band_of(journey.birth_year());
            case Attribute::Rank: return text_group(journey.rank());
            case Attribute::Prefecture: return text_group(journey.prefecture());
            case Attribute::Medium: break;
        }
        return text_group(journey.medium());
    }
    // Whether groups have an order of their own: ages and sexes do.
    bool ordered() const { return attribute_ == Attribute::Sex || attribute_ == Attribute::Age; }
    // Stays the same while the shop grows: "female", "30", a text. Empty: not told.
    std::string key(std::size_t group) const;
    std::string label(std::size_t group) const;
    // The group of a key; nothing when there is none.
    std::optional<std::size_t> find(std::string_view key) const;

private:
    std::size_t band_of(int birth_year) const {
        if (birth_year == 0) return 0;
        return static_cast<std::size_t>(std::clamp((year_ - birth_year) / 10, 1, 8));
    }
    std::size_t text_group(int number) const {
        return std::min(static_cast<std::size_t>(number), kMostTexts);
    }
    std::string_view text(std::size_t group) const;

    const Question& question_;
    Attribute attribute_;
    int year_;  // of the as-of day
    std::size_t size_;
};

}  // namespace tsunagi::insight
