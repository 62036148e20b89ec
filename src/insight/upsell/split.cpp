#include "insight/upsell/split.h"

namespace tsunagi::insight::upsell {

namespace {

constexpr int kSpokenBefore = 30;  // days from a contact to the change that it led to

}  // namespace

Split::Split(const Question& question)
    : question_(question), by_(question.choices.one<SplitBy>("by")) {}

std::size_t Split::size() const {
    const journey::Words& words = question_.scope.words();
    switch (by_) {
        case SplitBy::Product: return static_cast<std::size_t>(words.products.size());
        case SplitBy::Medium: return static_cast<std::size_t>(words.media.size());
        case SplitBy::Agent: break;
    }
    return static_cast<std::size_t>(words.agents.size()) + 1;
}

std::size_t Split::spoken_with(const journey::Journey& journey, int day) const {
    const auto spoken = journey.touches().between(day - kSpokenBefore, day);
    if (spoken.empty()) return size() - 1;
    return static_cast<std::size_t>(spoken.back().agent);
}

std::string Split::key(std::size_t group) const {
    const journey::Words& words = question_.scope.words();
    const int number = static_cast<int>(group);
    if (by_ == SplitBy::Product) return std::to_string(words.products.id(number));
    if (by_ == SplitBy::Medium) return std::string(words.media.text(number));
    return group + 1 == size() ? "nobody" : std::to_string(words.agents.id(number));
}

std::string Split::label(std::size_t group) const {
    const journey::Words& words = question_.scope.words();
    const int number = static_cast<int>(group);
    if (by_ == SplitBy::Product) return question_.labels.product(words.products.id(number));
    if (by_ == SplitBy::Medium) return question_.labels.text(words.media.text(number));
    if (group + 1 == size()) return question_.said({"(応対なし)", "(without a contact)"});
    return question_.labels.agent(words.agents.id(number));
}

std::optional<std::size_t> Split::find(std::string_view wanted) const {
    for (std::size_t group = 0; group < size(); ++group) {
        if (key(group) == wanted) return group;
    }
    return std::nullopt;
}

}  // namespace tsunagi::insight::upsell
