// Of every analysis and each of its choices: the people behind cells, on lively shops.
#include "insight/lively_testing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tsunagi::insight {

namespace {

constexpr std::size_t kRows = 6;  // of a figure that are looked behind

// As it is first asked, and with each option of each choice.
std::vector<std::vector<std::string>> wordings(const Analysis& analysis) {
    std::vector<std::vector<std::string>> all{{"segment:1"}};
    for (const ChoiceRule& choice : analysis.choices) {
        for (const OptionRule& option : choice.options) {
            if (option.value == choice.otherwise) continue;
            all.push_back({std::string(choice.key) + ":" + std::string(option.value), "segment:1"});
        }
    }
    for (auto& words : all) {
        const auto knows = [&](std::string_view key) {
            return std::ranges::find(analysis.choices, key, &ChoiceRule::key) !=
                   analysis.choices.end();
        };
        if (!knows("segment")) words.pop_back();
        if (knows("segments")) words.emplace_back("segments:1.2");
    }
    return all;
}

class LivelyPeople : public LivelyShops {
protected:
    // Never more people than things that were counted, and as many as customers. Who called and is
    // not known is counted and in no list.
    void expect_behind(const Analysis& analysis, const std::vector<std::string>& words,
                       const Cell& cell, const Column& column) {
        if (!cell.people) return;
        const std::int64_t named = people(analysis, *cell.people, words);
        const bool may_be_unknown = analysis.topic == Topic::Centre ||
                                    analysis.name == "satisfaction";
        if (!may_be_unknown) EXPECT_GT(named, 0);
        if (column.unit != Unit::Count || !cell.value) return;
        EXPECT_LE(static_cast<double>(named), *cell.value);
        if (column.key == "customers") EXPECT_EQ(static_cast<double>(named), *cell.value);
    }
    void expect_people(const Analysis& analysis, const std::vector<std::string>& words) {
        const Report found = report(analysis, words);
        for (const Headline& headline : found.headlines) {
            SCOPED_TRACE(headline.key);
            expect_behind(analysis, words, headline.cell, {headline.key, "", headline.unit});
        }
        for (const Figure& figure : found.figures) {
            for (std::size_t row = 0; row < std::min(kRows, figure.rows.size()); ++row) {
                for (std::size_t at = 0; at < figure.columns.size(); ++at) {
                    const Cell& cell = figure.rows[row].cells.at(at);
                    SCOPED_TRACE(figure.key + " " + figure.columns[at].key + " " +
                                 cell.people.value_or(""));
                    expect_behind(analysis, words, cell, figure.columns[at]);
                }
            }
        }
    }
};

}  // namespace

TEST_P(LivelyPeople, AreNeverMoreThanWhatWasCounted) {
    each_look([&] {
        for (const Analysis* analysis : catalogue()) {
            for (const auto& words : wordings(*analysis)) {
                SCOPED_TRACE(std::string(analysis->name) + " " +
                             (words.empty() ? "" : words.front()));
                expect_people(*analysis, words);
            }
        }
    });
}

INSTANTIATE_ON_BOTH_DATABASES(LivelyPeople);

}  // namespace tsunagi::insight
