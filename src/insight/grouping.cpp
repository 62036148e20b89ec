#include "insight/grouping.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

int first_day_of(const journey::Scope& scope) {
    const auto& view = scope.view();
    return std::min({int{view.base->events.extent.first}, int{view.delta->part.events.extent.first},
                     scope.as_of()});
}

}  // namespace

Grouping::Grouping(const Question& question, GroupBy by)
    : question_(question), by_(by), first_day_(first_day_of(question.scope)),
      months_(first_day_, question.scope.as_of()), first_quarter_(months_.month(0).number / 3) {
    const journey::Words& words = question.scope.words();
    switch (by_) {
        case GroupBy::Product:
        case GroupBy::FirstProduct: size_ = static_cast<std::size_t>(words.products.size()); break;
        case GroupBy::Medium: size_ = static_cast<std::size_t>(words.media.size()); break;
        case GroupBy::Prefecture: size_ = static_cast<std::size_t>(words.prefectures.size()); break;
        case GroupBy::Sex: attributes_.emplace(question, Attribute::Sex); break;
        case GroupBy::Age: attributes_.emplace(question, Attribute::Age); break;
        case GroupBy::Rank: attributes_.emplace(question, Attribute::Rank); break;
        case GroupBy::StartQuarter: size_ = quarter_of(journey::kLastLaneDay) + 1; break;
        case GroupBy::Segment: membership_.emplace(question); break;
        case GroupBy::None: break;
    }
    if (membership_) size_ = membership_->size();
    if (attributes_) size_ = attributes_->size();
}

std::string Grouping::key(std::size_t group) const {
    const journey::Words& words = question_.scope.words();
    const int number = static_cast<int>(group);
    switch (by_) {
        case GroupBy::Product:
        case GroupBy::FirstProduct: return std::to_string(words.products.id(number));
        case GroupBy::Sex:
        case GroupBy::Age:
        case GroupBy::Rank: return attributes_->key(group);
        case GroupBy::Segment: return membership_->key(group);
        case GroupBy::Medium: return std::string(words.media.text(number));
        case GroupBy::Prefecture: return std::string(words.prefectures.text(number));
        case GroupBy::StartQuarter: {
            const int quarter = first_quarter_ + number;
            return std::to_string(1970 + quarter / 4) + "Q" + std::to_string(quarter % 4 + 1);
        }
        case GroupBy::None: break;
    }
    return "all";
}

std::string Grouping::label(std::size_t group) const {
    switch (by_) {
        case GroupBy::None: return question_.said({"全体", "All"});
        case GroupBy::Sex:
        case GroupBy::Age:
        case GroupBy::Rank: return attributes_->label(group);
        case GroupBy::Segment: return membership_->label(group);
        case GroupBy::Product:
        case GroupBy::FirstProduct:
            return question_.labels.product(
                question_.scope.words().products.id(static_cast<int>(group)));
        case GroupBy::StartQuarter: {
            const int quarter = first_quarter_ + static_cast<int>(group);
            const auto year = std::to_string(1970 + quarter / 4);
            const auto months = std::to_string(quarter % 4 * 3 + 1) + "-" +
                                std::to_string(quarter % 4 * 3 + 3);
            return question_.said({"{year}年{months}月", "{year}/{months}"},
                                  {{"year", year}, {"months", months}});
        }
        case GroupBy::Medium:
        case GroupBy::Prefecture: break;
    }
    return question_.labels.text(key(group));
}

std::optional<std::size_t> Grouping::find(std::string_view wanted) const {
    for (std::size_t group = 0; group < size_; ++group) {
        if (key(group) == wanted) return group;
    }
    return std::nullopt;
}

std::vector<std::size_t> largest(const std::vector<std::int64_t>& counts, std::size_t most) {
    std::vector<std::size_t> groups;
    for (std::size_t group = 0; group < counts.size(); ++group) {
        if (counts[group] > 0) groups.push_back(group);
    }
    std::ranges::sort(groups, [&](std::size_t a, std::size_t b) {
        return std::pair(counts[b], a) < std::pair(counts[a], b);
    });
    if (groups.size() > most) groups.resize(most);
    return groups;
}

std::int64_t left_out_by_largest(const std::vector<std::int64_t>& counts, std::size_t most) {
    const auto filled = std::ranges::count_if(counts, [](std::int64_t n) { return n > 0; });
    return std::max<std::int64_t>(0, filled - static_cast<std::int64_t>(most));
}

}  // namespace tsunagi::insight
