#include "insight/attributes.h"

#include <array>

namespace tsunagi::insight {

namespace {

constexpr std::size_t kBands = 9;  // not told, under 20, 20s … 70s, 80 and more
constexpr std::string_view kOthers = "*";

constexpr std::array kSexes{
    OptionRule{"", {"(不明)", "(unknown)"}}, OptionRule{"female", {"女性", "Female"}},
    OptionRule{"male", {"男性", "Male"}}, OptionRule{"other", {"その他", "Other"}}};

std::size_t count_of(const journey::Dictionary& texts) {
    const auto size = static_cast<std::size_t>(texts.size());
    return std::min(size, Attributes::kMostTexts + 1);
}

int year_of(Day day) { return 1970 + month_of(day).number / 12; }

}  // namespace

Phrase name_of(Attribute attribute) {
    switch (attribute) {
        case Attribute::Sex: return {"性別", "Sex"};
        case Attribute::Age: return {"年代", "Age"};
        case Attribute::Rank: return {"ランク", "Rank"};
        case Attribute::Prefecture: return {"都道府県", "Prefecture"};
        case Attribute::Medium: break;
    }
    return {"獲得媒体", "Medium"};
}

Attributes::Attributes(const Question& question, Attribute attribute)
    : question_(question), attribute_(attribute), year_(year_of(question.scope.snapshot.as_of)) {
    const journey::Words& words = question.scope.words();
    switch (attribute) {
        case Attribute::Sex: size_ = kSexes.size(); break;
        case Attribute::Age: size_ = kBands; break;
        case Attribute::Rank: size_ = count_of(words.ranks); break;
        case Attribute::Prefecture: size_ = count_of(words.prefectures); break;
        case Attribute::Medium: size_ = count_of(words.media); break;
    }
}

std::string_view Attributes::text(std::size_t group) const {
    const journey::Words& words = question_.scope.words();
    const int number = static_cast<int>(group);
    switch (attribute_) {
        case Attribute::Rank: return words.ranks.text(number);
        case Attribute::Prefecture: return words.prefectures.text(number);
        default: return words.media.text(number);
    }
}

std::string Attributes::key(std::size_t group) const {
    if (attribute_ == Attribute::Sex) return std::string(kSexes[group].value);
    if (attribute_ == Attribute::Age) return group == 0 ? "" : std::to_string(group * 10);
    return std::string(group == kMostTexts ? kOthers : text(group));
}

std::string Attributes::label(std::size_t group) const {
    if (attribute_ == Attribute::Sex) return question_.said(kSexes[group].label);
    if (attribute_ != Attribute::Age) {
        return group == kMostTexts ? question_.said({"その他", "Others"})
                                   : question_.labels.text(text(group));
    }
    const auto age = std::to_string(group * 10);
    if (group == 0) return question_.labels.text("");
    if (group == 1) return question_.said({"20歳未満", "Under 20"});
    if (group + 1 == kBands)
        return question_.said({"{age}歳以上", "{age} and over"}, {{"age", age}});
    return question_.said({"{age}代", "{age}s"}, {{"age", age}});
}

std::optional<std::size_t> Attributes::find(std::string_view wanted) const {
    for (std::size_t group = 0; group < size_; ++group) {
        if (key(group) == wanted) return group;
    }
    return std::nullopt;
}

}  // namespace tsunagi::insight
