#include "record/settings.h"

#include "record/testing.h"
#include "record/versions.h"

#include <gmock/gmock.h>

namespace tsunagi::record {
namespace {

using testing::ElementsAre;

class SettingsOfAShop : public OnRecord {
protected:
    Settings change(std::int64_t version, const SettingsPatch& patch) {
        return write([&](store::Tx& tx) { return change_settings(tx, version, patch); });
    }
    Settings now() {
        return read([](store::Reader& reader) { return read_settings(reader); });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(SettingsOfAShop);

TEST_P(SettingsOfAShop, AreTheDefaultsUntilSomethingIsSet) {
    const auto settings = now();
    EXPECT_EQ(settings.version, 0);
    EXPECT_EQ(settings.zone, "Asia/Tokyo");
    EXPECT_EQ(settings.currency.code, "JPY");
    EXPECT_EQ(settings.lead_business_days, 3);
    EXPECT_EQ(settings.today_horizon_days, 7);
    EXPECT_EQ(settings.margin_rate, std::nullopt);
}

TEST_P(SettingsOfAShop, KeepWhatWasSetAndOnlyThat) {
    SettingsPatch patch;
    patch.margin_rate = set(0.6);
    patch.exceptions = set(std::vector<OpeningException>{{Day{20800}, false}});
    change(0, patch);
    patch = {};
    patch.margin_rate = null<double>();
    patch.shop_name = set("つなぎ商店");
    const auto settings = change(1, patch);
    EXPECT_EQ(settings.version, 2);
    EXPECT_EQ(now().shop_name, "つなぎ商店");
    EXPECT_EQ(now().margin_rate, std::nullopt);
    EXPECT_EQ(now().exceptions.at(0).day, Day{20800});
    EXPECT_THAT(
        changes_of("setting").back(),
        R"({"shop_name":"","margin_rate":0.6} {"shop_name":"つなぎ商店","margin_rate":null})");
}

TEST_P(SettingsOfAShop, TheExponentIsTheCurrencysOwn) {
    SettingsPatch patch;
    patch.currency = set(Currency{"GBP", 0});
    EXPECT_EQ(change(0, patch).currency.exponent, 2);
    EXPECT_EQ(now().currency, (Currency{"GBP", 2}));
}

TEST_P(SettingsOfAShop, RefuseWhatDoesNotExist) {
    const auto refused = [&](const SettingsPatch& patch) {
        return refusals([&] { change(0, patch); });
    };
    SettingsPatch zone, currency, margin, hours;
    zone.zone = set("Asia/Edo");
    currency.currency = set(Currency{"XQQ", 0});
    margin.margin_rate = set(1.2);
    hours.business_hours = set(BusinessHours{{1, 7}, true});
    EXPECT_THAT(refused(zone), ElementsAre("/zone unknown_zone"));
    EXPECT_THAT(refused(currency), ElementsAre("/currency/code unknown_currency"));
    EXPECT_THAT(refused(margin), ElementsAre("/margin_rate out_of_range"));
    EXPECT_THAT(refused(hours), ElementsAre("/business_hours/weekdays not_a_weekday"));
    hours.business_hours = set(BusinessHours{{}, true});
    EXPECT_THAT(refused(hours), ElementsAre("/business_hours/weekdays never_open"));
    EXPECT_EQ(now().version, 0);
}

TEST_P(SettingsOfAShop, AnOldVersionIsAConflict) {
    SettingsPatch patch;
    patch.shop_name = set("A");
    change(0, patch);
    patch.shop_name = set("B");
    EXPECT_THROW(change(0, patch), VersionConflict);
}

TEST_P(SettingsOfAShop, ExceptionsOpenAndCloseDaysOfTheCalendar) {
    Settings settings;
    settings.exceptions = {{Day{20780}, true}, {Day{20779}, true}};  // a Sunday and a holiday
    const auto calendar = calendar_of(settings);
    EXPECT_TRUE(calendar.is_open({20779}));
    EXPECT_TRUE(calendar.is_open({20780}));
    EXPECT_FALSE(calendar_of({}).is_open({20779}));
}

TEST_P(SettingsOfAShop, TheDayIsThatOfTheShopsZone) {
    EXPECT_EQ(to_text(day_of({}, *parse_instant("2026-11-21T15:00:00Z"))), "2026-11-22");
    EXPECT_EQ(to_text(day_of({}, *parse_instant("2026-11-21T14:59:59Z"))), "2026-11-21");
}

}  // namespace
}  // namespace tsunagi::record
