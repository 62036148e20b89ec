// Analyses of success — onboarding, up-sell — and their twins in SQL, on lively shops whose
// subscriptions also go from one product to another.
#include "insight/lively_shop_testing.h"
#include "insight/lively_testing.h"
#include "insight/onboarding/onboarding.h"
#include "insight/onboarding/onboarding_twin.sql.h"
#include "insight/upsell/upsell.h"
#include "insight/upsell/upsell_twin.sql.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tsunagi::insight {

namespace {

class SuccessTwins : public LivelyShops {
protected:
    void change_products();
    void expect_onboarding(const std::string& negative);
    void expect_upsell();

private:
    // With the criteria that the record tells, and products by their numbers.
    Report onboarding(const std::vector<std::string>& words);
};

void SuccessTwins::change_products() {
    shop_database().write(store::Actor{}, [&](store::Tx& tx) {
        for (const store::Statement* statement :
             {&sql::change_products, &sql::change_seen_products, &sql::change_products_of_steps,
              &sql::tell_onboarding, &sql::drop_twin_onboarded, &sql::twin_onboarded,
              &sql::drop_twin_upsell_in_force, &sql::twin_upsell_in_force}) {
            tx.run(*statement);
        }
    });
    look_through(as_of(), filter_of(look()));
}

Report SuccessTwins::onboarding(const std::vector<std::string>& words) {
    Labels labels = shop_database().read(
        [](store::Reader& reader) { return read_labels(reader, Language::En); });
    labels.products.clear();
    const Choices choices(kOnboarding.choices, words);
    return report_of(kOnboarding, {scope(), filter_of(look()), labels, choices, true});
}

void SuccessTwins::expect_onboarding(const std::string& negative) {
    const std::vector<std::string> words{"deliveries:2", "days:40", "negative:" + negative};
    for (const std::string by : {"product", "medium", "start_quarter", "none"}) {
        auto split = words;
        split.push_back("by:" + by);
        EXPECT_EQ(told(onboarding(split), "groups", {"group", "n", "rate", "in_force"}),
                  asked(sql::twin_onboarding_groups, {{"by", by}, {"negative", negative}}))
            << by;
    }
    Told expected;
    for (const std::string& line : curves(sql::twin_onboarding_staying, {182, 365},
                                          Counted::Staying, {{"negative", negative}})) {
        auto parts = parted(line);
        parts.erase(parts.begin() + 3);  // those who still wait
        parts.pop_back();                // and the median are not in the table
        std::string& one = expected.emplace_back();
        for (const std::string& part : parts) one += (one.empty() ? "" : "|") + part;
    }
    const auto found = onboarding(words);
    expect_drawn(found, sql::twin_onboarding_staying, Counted::Staying, {{"negative", negative}});
    if (expected.empty()) {
        EXPECT_EQ(std::ranges::count(found.figures, "staying", &Figure::key), 0);
        return;
    }
    EXPECT_EQ(told(found, "staying",
                   {"group", "n", "left", "months_6", "months_6.n", "months_12", "months_12.n"}),
              expected);
}

void SuccessTwins::expect_upsell() {
    EXPECT_EQ(told(report(kUpsell), "months",
                   {"month", "in_force", "subscribers", "up", "down", "added", "bought", "priced"}),
              asked(sql::twin_upsell));
    for (const std::string by : {"product", "medium"}) {
        EXPECT_EQ(told(report(kUpsell, {"by:" + by}), "groups",
                       {"group", "up", "down", "months", "rate"}),
                  asked(sql::twin_upsell_groups, {{"by", by}}))
            << by;
    }
    const auto by_product = report(kUpsell);
    const auto courses = asked(sql::twin_courses);
    if (!courses.empty()) {
        EXPECT_EQ(told(by_product, "courses", {"from", "to", "changes", "up", "down"}), courses);
    }
}

}  // namespace

TEST_P(SuccessTwins, SayTheSameOfEveryShop) {
    each_look([&] {
        change_products();
        expect_onboarding("without");
        expect_onboarding("any");
        expect_upsell();
    });
}

INSTANTIATE_ON_BOTH_DATABASES(SuccessTwins);

}  // namespace tsunagi::insight
