#include "insight/testing.h"

#include "insight/keyed_testing.h"

#include <algorithm>
#include <limits>

namespace tsunagi::insight {

namespace {

Labels labels_of(const journey::TestJourneys& journeys,
                 const std::unordered_map<std::int64_t, Labels::Onboarding>& onboarding) {
    Labels labels;
    labels.language = Language::En;
    labels.onboarding = onboarding;
    for (const std::string& name : journeys.products) {
        labels.products.emplace(journeys.product_id(name), name);
    }
    return labels;
}

std::vector<KeptSegment> segments_of(const journey::TestJourneys& journeys,
                                     const Choices& choices) {
    const journey::View& view = *journeys.view;
    std::vector<KeptSegment> segments;
    for (const std::int64_t id : choices.segments()) {
        KeptSegment one{id, "s" + std::to_string(id), journey::Bitmap(view.size())};
        for (journey::CustomerCode code = 1; code < view.size(); ++code) {
            const auto [part, index] = view.place(code);
            const bool web = view.words->media.text(part->people.medium[index]) == "web";
            if ((id == 1 && web) || (id == 2 && code % 2 == 1)) one.members.set(code);
        }
        segments.push_back(std::move(one));
    }
    return segments;
}

std::size_t place_of(const Figure& figure, std::string_view column) {
    return static_cast<std::size_t>(&keyed(figure.columns, column) - figure.columns.data());
}

}  // namespace

Asked::Asked(const Analysis& analysis, const std::vector<journey::TestCustomer>& customers, int day,
             const std::vector<std::string>& choices, const journey::Filter& filter,
             const std::unordered_map<std::int64_t, Labels::Onboarding>& onboarding)
    : analysis_(analysis), journeys_(journeys_of(customers)), filter_(filter),
      scope_(scope_of(journeys_.at(day), filter_)), labels_(labels_of(journeys_, onboarding)),
      choices_(analysis.choices, choices), segments_(segments_of(journeys_, choices_)),
      report_(report_of(analysis, question_)) {}

Report Asked::filed() const {
    Question question = question_;
    question.place = Place::File;
    return report_of(analysis_, question);
}

const Figure& Asked::figure(std::string_view key) const { return keyed(report_.figures, key); }

const Cell& Asked::cell(std::string_view key, std::size_t row, std::string_view column) const {
    const Figure& one = figure(key);
    return one.rows.at(row).cells.at(place_of(one, column));
}

std::vector<double> Asked::column(std::string_view key, std::string_view column) const {
    std::vector<double> values;
    values.reserve(figure(key).rows.size());
    for (std::size_t row = 0; row < figure(key).rows.size(); ++row) {
        values.push_back(
            cell(key, row, column).value.value_or(std::numeric_limits<double>::quiet_NaN()));
    }
    return values;
}

std::vector<std::string> Asked::texts(std::string_view key, std::string_view column) const {
    std::vector<std::string> texts;
    texts.reserve(figure(key).rows.size());
    for (std::size_t row = 0; row < figure(key).rows.size(); ++row) {
        texts.push_back(cell(key, row, column).text.value_or(""));
    }
    return texts;
}

double Asked::headline(std::string_view key) const {
    return keyed(report_.headlines, key).cell.value.value();
}

std::vector<Expected> Asked::expected(std::string_view key) const {
    return analysis_.expected(question_, key);
}

std::vector<std::string> Asked::people(std::string_view key) const {
    auto codes = analysis_.people(question_, key);
    std::ranges::sort(codes);
    return journeys_.names_of(codes);
}

}  // namespace tsunagi::insight
