// Satisfaction and its twin in SQL.
#include "insight/lively_testing.h"
#include "insight/satisfaction/satisfaction.h"
#include "insight/satisfaction/satisfaction_twin.sql.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tsunagi::insight {

namespace {

class SatisfactionTwins : public LivelyShops {
protected:
    void part_by(const std::string& by) {
        shop_database().write(store::Actor{}, [&](store::Tx& tx) {
            tx.run(sql::drop_twin_answer);
            tx.run(sql::twin_answer_table, {{"by", by}});
        });
    }
    void expect_whole(const Report& found) {
        const std::string whole = asked(sql::twin_answers).at(0);
        if (whole.starts_with("-|0|-|0|")) {
            EXPECT_EQ(found.figures.size(), found.meta.n > 0 ? 1U : 0U) << "the emotions alone";
            return;
        }
        std::string line;
        for (const std::string key : {"nps", "csat", "mean", "answered"}) {
            const bool there = std::ranges::find(found.headlines, key, &Headline::key) !=
                               found.headlines.end();
            line += (line.empty() ? "" : "|") + (there ? headlines(found, {key}).at(0) : "-|0");
        }
        EXPECT_EQ(line, whole);
    }
    void expect_people() {
        const auto counts = ask(sql::twin_answering_people).at(0);
        std::size_t at = 0;
        for (const std::string who : {"promoters", "passives", "detractors", "satisfied"}) {
            EXPECT_EQ(people(kSatisfaction, who + "/cancel", {"by:purpose"}), counts.at(at++))
                << who;
        }
    }
};

// Without the months between others in which nobody answered.
Told answers_in(const Report& report, std::string_view figure,
                const std::vector<std::string>& columns) {
    const auto there = std::ranges::find(report.figures, figure, &Figure::key);
    if (there == report.figures.end()) return {};
    Told lines = told(report, figure, columns);
    std::erase_if(lines, [](const std::string& line) {
        return std::string_view(line).substr(line.find('|')).starts_with("|0|");
    });
    return lines;
}

}  // namespace

TEST_P(SatisfactionTwins, SayTheSameOfEveryShop) {
    each_look([&] {
        expect_whole(report(kSatisfaction));
        expect_people();
        for (const std::string by :
             {"purpose", "reason", "channel", "product", "agent", "medium", "month"}) {
            part_by(by);
            const auto found = report(kSatisfaction, {"by:" + by});
            EXPECT_EQ(answers_in(found, "nps",
                                 {"group", "n", "answered", "promoters", "passives", "detractors",
                                  "score"}),
                      asked(sql::twin_answers_by_part))
                << by;
            EXPECT_EQ(
                answers_in(found, "satisfied", {"group", "n", "answered", "satisfied", "mean"}),
                asked(sql::twin_satisfied_by_part))
                << by;
        }
    });
}

INSTANTIATE_ON_BOTH_DATABASES(SatisfactionTwins);

}  // namespace tsunagi::insight
