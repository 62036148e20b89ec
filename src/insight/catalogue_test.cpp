#include "insight/catalogue.h"

#include "base/error.h"
#include "base/files.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace tsunagi::insight {

namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

void expect_whole_rows(const Asked& asked) {
    for (const Figure& figure : asked.report().figures) {
        EXPECT_THAT(figure.columns, testing::Each(testing::Field(&Column::label, testing::Ne(""))))
            << asked.report().title << " " << figure.key;
        for (const ReportRow& row : figure.rows) {
            EXPECT_EQ(row.cells.size(), figure.columns.size())
                << asked.report().title << " " << figure.key;
        }
    }
}

void add_keys(const Figure& figure, std::vector<std::string>& keys) {
    for (const ReportRow& row : figure.rows) {
        for (const Cell& cell : row.cells) {
            if (cell.people) keys.push_back(*cell.people);
        }
    }
}

std::vector<std::string> keys_of(const Report& report) {
    std::vector<std::string> keys;
    for (const Figure& figure : report.figures) add_keys(figure, keys);
    for (const Headline& headline : report.headlines) {
        if (headline.cell.people) keys.push_back(*headline.cell.people);
    }
    return keys;
}

void expect_as_many_people(const Asked& asked) {
    for (const Figure& figure : asked.report().figures) {
        for (const ReportRow& row : figure.rows) {
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                const Cell& cell = row.cells[i];
                if (!cell.people || figure.columns[i].unit != Unit::Count) continue;
                EXPECT_EQ(static_cast<double>(asked.people(*cell.people).size()), cell.value)
                    << asked.report().title << " " << figure.key << " " << *cell.people;
            }
        }
    }
}

// On its 100th day it has a month of deliveries, contacts and cancellations behind another.
std::vector<journey::TestCustomer> shop_of_many_changes() {
    return {{"ann", "tea:start=980@1 tea#1=980@2 tea:1@2 tea#2=980@40 tea:2@40 call:usage@41 "
                    "tea#3=980@70 tea:3@70 call:usage@71 tea:cancel(price)@80"},
            {"bob", "tea:start=980@1 tea#1=980@2 tea:1@2 call:usage@42 call:cancel@49 "
                    "tea:cancel(price)@50"},
            {"cat", "tea:start=980@1 tea#1=980@2 tea:1@2 tea:change=1980@72 call:usage@72"}};
}

// "by:…" for every way to split, of segments with all that there are; and nothing.
std::vector<std::vector<std::string>> splits_of(const Analysis& analysis) {
    std::vector<std::vector<std::string>> splits{{}};
    for (const ChoiceRule& rule : analysis.choices) {
        if (rule.key == "by") {
            for (const OptionRule& option : rule.options) {
                splits.push_back({"by:" + std::string(option.value)});
            }
        }
        if (rule.segments == 0) continue;
        const std::string all = rule.segments > 1 ? "1.2.3" : "1";
        splits.push_back({"by:segment", std::string(rule.key) + ":" + all});
    }
    return splits;
}

}  // namespace

TEST(Catalogue, NamesEveryAnalysisOnceAndInBothLanguages) {
    std::set<std::string_view> names;
    for (const Analysis* analysis : catalogue()) {
        EXPECT_TRUE(names.insert(analysis->name).second) << analysis->name;
        for (const Phrase& phrase : {analysis->title, analysis->asks, analysis->definition}) {
            EXPECT_FALSE(phrase.ja.empty() || phrase.en.empty()) << analysis->name;
        }
        EXPECT_EQ(&analysis_named(analysis->name), analysis);
    }
    EXPECT_THROW(analysis_named("horoscope"), Error);
}

TEST(Catalogue, EveryAnalysisAnswersAnEmptyShopAndOneOfOnePerson) {
    const std::vector<std::vector<journey::TestCustomer>> shops{
        {}, {{"ann", "soap@1 tea:start=980@2 tea:1@3 call:cancel(price)-@8"}}};
    for (const Analysis* analysis : catalogue()) {
        for (const auto& shop : shops) expect_whole_rows(Asked(*analysis, shop, 40));
    }
}

TEST(Catalogue, EveryAnalysisAnswersAPeriodBeforeAndAfterAllThatHappened) {
    const Day first = Asked(*catalogue().front(), {}, 0).journeys().at(0).as_of;
    const std::vector<journey::TestCustomer> shop{
        {"ann", "soap@11 tea:start=980@12 tea:1@13 call:cancel(price)-@18"}};
    for (const Analysis* analysis : catalogue()) {
        expect_whole_rows(Asked(*analysis, shop, 40, {}, {.from = first, .to = first + 5}));
        expect_whole_rows(Asked(*analysis, shop, 40, {}, {.from = first + 80, .to = first + 90}));
    }
}

TEST(Catalogue, APeriodThatEndsBeforeItStartsIsNotAskedOfAnyAnalysis) {
    for (const Analysis* analysis : catalogue()) {
        const auto ask = [&] {
            Asked(*analysis, {}, 40, {},
                  {.from = parse_day("2024-02-01"), .to = parse_day("2024-01-31")});
        };
        EXPECT_THROW(ask(), Error) << analysis->name;
    }
}

TEST(Catalogue, EveryKeyThatACellGivesOpensPeople) {
    const std::vector<journey::TestCustomer> shop{
        {"ann", "soap@1 cream@40 tea:start=980@2 tea:1@3 tea:2@33 tea:cancel(price)@50", "web"},
        {"bob", "soap=500@1 tea:start=980@2 tea:1@3 tea:skip@20 call:cancel(price)-:no@8", "tv"},
        {"cat", "cream,soap@35 cream@80 soap@95"},
        {"dan", "soap@5 tea:start=980@6 tea:1@7 call:cancel:in@49 tea:cancel@50", "", "東京"}};
    for (const Analysis* analysis : catalogue()) {
        const Asked asked(*analysis, shop, 100);
        for (const std::string& key : keys_of(asked.report())) {
            EXPECT_THAT(asked.people(key), testing::Not(IsEmpty())) << analysis->name << " " << key;
        }
    }
}

// Of a shop where everybody has one of everything, so that what is counted are customers.
TEST(Catalogue, ACountOpensAsManyPeopleUnknownOnesToo) {
    const std::vector<journey::TestCustomer> shop{
        {"ann", "tea#1@3 tea:start=980@2 tea:1@3 tea:cancel(price)@50", "web", "東京"},
        {"bob", "soap@1 tea:start=980@2 tea:1@3 call:cancel(price)-:no@8", "tv"},
        {"cat", "cream,soap@35"},
        {"dan", "soap@5 tea:start=980@6 tea:1@7 tea:cancel@50", "", "東京"},
        {"eve", "soap@5 tea:start=980@6 tea:1@7 call:complaint:in@49 tea:cancel@50"}};
    for (const Analysis* analysis : catalogue()) {
        for (const auto& choices : splits_of(*analysis)) {
            expect_as_many_people(Asked(*analysis, shop, 100, choices));
        }
    }
}

TEST(Catalogue, EveryHeadlineOfAMonthIsAHeadline) {
    for (const Analysis* analysis : catalogue()) {
        const Asked asked(*analysis, shop_of_many_changes(), 100);
        for (const std::string_view key : analysis->of_a_month) {
            EXPECT_THAT(asked.report().headlines, Contains(Field(&Headline::key, std::string(key))))
                << analysis->name;
        }
    }
}

// Without days it answers for the last whole month: a target of it is one for a month.
TEST(Catalogue, EveryHeadlineOfTwoPeriodsIsOfAMonth) {
    for (const Analysis* analysis : catalogue()) {
        if (std::ranges::find(analysis->choices, "against", &ChoiceRule::key) ==
            analysis->choices.end()) {
            continue;
        }
        const Asked asked(*analysis, shop_of_many_changes(), 100);
        for (const Headline& headline : asked.report().headlines) {
            EXPECT_THAT(analysis->of_a_month, Contains(headline.key)) << analysis->name;
        }
    }
}

TEST(Catalogue, EveryAnalysisStandsInTheDocumentsOfBothLanguages) {
    const auto ja = read_file("docs/ja/insight.md", 1 << 20);
    const auto en = read_file("docs/en/insight.md", 1 << 20);
    for (const Analysis* analysis : catalogue()) {
        EXPECT_THAT(ja, HasSubstr("| " + std::string(analysis->title.ja) + " | " +
                                  std::string(analysis->asks.ja) + " |"));
        EXPECT_THAT(en, HasSubstr("| " + std::string(analysis->title.en) + " | " +
                                  std::string(analysis->asks.en) + " |"));
    }
}

}  // namespace tsunagi::insight
