#include "insight/starts.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

constexpr std::string_view kRest = "*";

template <class Raw>
struct CountStarts {
    const journey::Scope* scope;
    const Raw* raw;
    std::vector<std::uint32_t> counts;

    void operator()(const journey::Journey& journey) {
        const auto start = start_of(journey.lines());
        if (start && chooses(*scope, *start)) ++counts[(*raw)(journey, *start)];
    }
    void merge(const CountStarts& other) {
        for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
    }
};

}  // namespace

int first_order_day(const journey::Scope& scope) {
    const int first = std::min(scope.view().base->orders.extent.first,
                               scope.view().delta->part.orders.extent.first);
    return std::min(first, scope.as_of());
}

StartGroups::StartGroups(const Question& question, StartBy by, std::size_t most)
    : question_(question), by_(by),
      months_(first_order_day(question.scope), question.scope.as_of()) {
    const auto raw = [this](const journey::Journey& journey, const Start& start) {
        return raw_of(journey, start);
    };
    const CountStarts none{&question.scope, &raw, std::vector<std::uint32_t>(raw_size())};
    const auto counts =
        journey::fold(question.scope.snapshot, none, question.scope.options()).counts;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0) raw_.push_back(i);
    }
    const auto first = [&](std::size_t a, std::size_t b) {
        if (by == StartBy::Month) return a > b;
        return counts[a] != counts[b] ? counts[a] > counts[b] : a < b;
    };
    std::ranges::sort(raw_, first);
    rest_ = raw_.size() > most;
    if (rest_) raw_.resize(most);
    if (by == StartBy::Month) std::ranges::sort(raw_);
    place_.assign(counts.size(), static_cast<std::uint16_t>(raw_.size()));
    for (std::size_t group = 0; group < raw_.size(); ++group) {
        place_[raw_[group]] = static_cast<std::uint16_t>(group);
    }
}

std::size_t StartGroups::raw_size() const {
    const journey::Words& words = question_.scope.words();
    switch (by_) {
        case StartBy::Product: return static_cast<std::size_t>(words.products.size());
        case StartBy::Month: return static_cast<std::size_t>(months_.size());
        case StartBy::Medium: return static_cast<std::size_t>(words.media.size());
        case StartBy::All: break;
    }
    return 1;
}

std::string StartGroups::key(std::size_t group) const {
    if (is_rest(group)) return std::string(kRest);
    const auto number = static_cast<int>(raw_[group]);
    switch (by_) {
        case StartBy::Product: return std::to_string(question_.scope.words().products.id(number));
        case StartBy::Month: return std::to_string(months_.month(number).number);
        case StartBy::Medium: return std::string(question_.scope.words().media.text(number));
        case StartBy::All: break;
    }
    return "all";
}

std::string StartGroups::label(std::size_t group) const {
    if (is_rest(group)) {
        return by_ == StartBy::Month ? question_.said({"それ以前", "Before"})
                                     : question_.said({"その他", "Others"});
    }
    const auto number = static_cast<int>(raw_[group]);
    switch (by_) {
        case StartBy::Product:
            return question_.labels.product(question_.scope.words().products.id(number));
        case StartBy::Month: return to_text(months_.month(number));
        case StartBy::Medium:
            return question_.labels.text(question_.scope.words().media.text(number));
        case StartBy::All: break;
    }
    return question_.said({"全体", "All"});
}

Column StartGroups::column() const {
    const auto word = std::ranges::find(kStartBys, word_of(by_), &OptionRule::value);
    return {"group", question_.said(word->label), Unit::Text};
}

std::optional<std::size_t> StartGroups::find(std::string_view wanted) const {
    for (std::size_t group = 0; group < size(); ++group) {
        if (key(group) == wanted) return group;
    }
    return std::nullopt;
}

}  // namespace tsunagi::insight
