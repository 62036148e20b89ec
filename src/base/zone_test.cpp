#include "base/zone.h"

#include "base/public_holidays.h"
#include "base/testing.h"
#include "base/tzif.h"

#include <set>

namespace tsunagi {

namespace {

Day day(std::string_view iso) { return parse_day(iso).value(); }
Instant at(std::string_view rfc3339) { return parse_instant(rfc3339).value(); }
std::string local_text(const Zone& zone, std::string_view rfc3339) {
    const LocalTime local = zone.local(at(rfc3339));
    const auto minutes = local.ms_of_day / 60'000;
    return to_text(local.day) + " " + std::to_string(minutes / 60) + ":" +
           std::to_string(minutes % 60);
}
std::int32_t clock_ms(int hour, int minute) { return (hour * 60 + minute) * 60'000; }

std::set<std::string> holidays_in(int year) {
    std::set<std::string> days;
    for (Day d = *day_of({year, 1, 1}); d < *day_of({year + 1, 1, 1}); d = d + 1) {
        if (public_holiday(d)) days.insert(to_text(d).substr(5));
    }
    return days;
}

}  // namespace

TEST(Zone, TokyoIsNineHoursAheadAllYear) {
    const Zone tokyo = Zone::named("Asia/Tokyo");
    EXPECT_EQ(local_text(tokyo, "2026-11-21T14:59:59Z"), "2026-11-21 23:59");
    EXPECT_EQ(local_text(tokyo, "2026-11-21T15:00:00Z"), "2026-11-22 0:0");
    EXPECT_EQ(tokyo.day_of(at("2099-06-30T15:00:00Z")), day("2099-07-01"));
    EXPECT_EQ(tokyo.instant(day("2026-11-22")), at("2026-11-21T15:00:00Z"));
    EXPECT_EQ(tokyo.name(), "Asia/Tokyo");
}

TEST(Zone, TokyoHadSummerTimeAfterTheWar) {
    const Zone tokyo = Zone::named("Asia/Tokyo");
    EXPECT_EQ(local_text(tokyo, "1949-07-01T00:00:00Z"), "1949-07-01 10:0");
    EXPECT_EQ(local_text(tokyo, "1949-12-01T00:00:00Z"), "1949-12-01 9:0");
}

TEST(Zone, TheFooterRuleHoldsForYearsThatTheFileDoesNotList) {
    const Zone manhattan = Zone::named("America/New_York");
    EXPECT_EQ(local_text(manhattan, "2050-01-15T12:00:00Z"), "2050-01-15 7:0");
    EXPECT_EQ(local_text(manhattan, "2050-07-15T12:00:00Z"), "2050-07-15 8:0");
    EXPECT_EQ(local_text(manhattan, "2050-03-13T06:59:00Z"), "2050-03-13 1:59");
    EXPECT_EQ(local_text(manhattan, "2050-03-13T07:00:00Z"), "2050-03-13 3:0");
    const Zone london = Zone::named("Europe/London");
    EXPECT_EQ(local_text(london, "2043-10-25T00:59:00Z"), "2043-10-25 1:59");
    EXPECT_EQ(local_text(london, "2043-10-25T01:00:00Z"), "2043-10-25 1:0")
        << "a fifth week that is none";
    const Zone sydney = Zone::named("Australia/Sydney");
    EXPECT_EQ(local_text(sydney, "2060-01-15T00:00:00Z"), "2060-01-15 11:0");
    EXPECT_EQ(local_text(sydney, "2060-07-15T00:00:00Z"), "2060-07-15 10:0");
    EXPECT_EQ(local_text(Zone::named("Asia/Kolkata"), "2060-07-15T00:00:00Z"), "2060-07-15 5:30");
    EXPECT_EQ(local_text(Zone::named("UTC"), "1800-07-15T00:00:00Z"), "1800-07-15 0:0");
}

TEST(Zone, AGapGivesTheMomentAfterItAndAnOverlapTheFirst) {
    const Zone london = Zone::named("Europe/London");
    EXPECT_EQ(london.instant(day("2026-03-29"), clock_ms(1, 30)), at("2026-03-29T01:00:00Z"));
    EXPECT_EQ(london.instant(day("2026-03-29"), clock_ms(2, 0)), at("2026-03-29T01:00:00Z"));
    EXPECT_EQ(london.instant(day("2026-10-25"), clock_ms(1, 30)), at("2026-10-25T00:30:00Z"));
    EXPECT_EQ(london.instant(day("2026-10-25"), clock_ms(2, 0)), at("2026-10-25T02:00:00Z"));
    const Zone apia = Zone::named("Pacific/Apia");
    EXPECT_EQ(apia.instant(day("2011-12-30"), clock_ms(12, 0)), at("2011-12-30T10:00:00Z"))
        << "Samoa left this day out";
}

TEST(Zone, EveryHourOfAYearGoesThereAndBack) {
    for (const auto name :
         {"Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe",
          "Asia/Kathmandu", "America/St_Johns", "Europe/Dublin"}) {
        const Zone zone = Zone::named(name);
        std::int64_t later = 0;
        for (int hour = 0; hour < 366 * 24; ++hour) {
            const Instant moment = at("2026-01-01T00:00:00Z") + hour * std::int64_t(3'600'000);
            const LocalTime local = zone.local(moment);
            const Instant back = zone.instant(local.day, local.ms_of_day);
            ASSERT_LE(back, moment) << name;
            later += back != moment;
        }
        EXPECT_LE(later, 1) << name << ": only the repeated hour has an earlier twin";
    }
}

TEST(Zone, AnUnknownZoneIsRefused) {
    for (const auto name : {"", "Asia/Edo", "/etc/passwd", "../../../etc/passwd", "Asia",
                            "tzdata.zi", "zone.tab", "Asia/Tokyo\n"}) {
        EXPECT_CODE(Zone::named(name), Code::InvalidInput) << name;
    }
}

TEST(Tzif, ACutFileIsRefused) {
    EXPECT_EQ(tzif_offsets(""), std::nullopt);
    EXPECT_EQ(tzif_offsets("TZif2"), std::nullopt);
    EXPECT_EQ(tzif_offsets(std::string("TZif2") + std::string(39, '\xFF')), std::nullopt);
}

// Lists of the Cabinet Office (内閣府, 国民の祝日について).
TEST(PublicHolidays, AreThoseOfTheCabinetOffice) {
    EXPECT_EQ(holidays_in(2015),
              (std::set<std::string>{"01-01", "01-12", "02-11", "03-21", "04-29", "05-03", "05-04",
                                     "05-05", "05-06", "07-20", "09-21", "09-22", "09-23", "10-12",
                                     "11-03", "11-23", "12-23"}));
    EXPECT_EQ(holidays_in(2019),
              (std::set<std::string>{"01-01", "01-14", "02-11", "03-21", "04-29", "04-30",
                                     "05-01", "05-02", "05-03", "05-04", "05-05", "05-06",
                                     "07-15", "08-11", "08-12", "09-16", "09-23", "10-14",
                                     "10-22", "11-03", "11-04", "11-23"}));
    EXPECT_EQ(holidays_in(2020),
              (std::set<std::string>{"01-01", "01-13", "02-11", "02-23", "02-24", "03-20", "04-29",
                                     "05-03", "05-04", "05-05", "05-06", "07-23", "07-24", "08-10",
                                     "09-21", "09-22", "11-03", "11-23"}));
    EXPECT_EQ(holidays_in(2021),
              (std::set<std::string>{"01-01", "01-11", "02-11", "02-23", "03-20", "04-29", "05-03",
                                     "05-04", "05-05", "07-22", "07-23", "08-08", "08-09", "09-20",
                                     "09-23", "11-03", "11-23"}));
    EXPECT_EQ(holidays_in(2026),
              (std::set<std::string>{"01-01", "01-12", "02-11", "02-23", "03-20", "04-29", "05-03",
                                     "05-04", "05-05", "05-06", "07-20", "08-11", "09-21", "09-22",
                                     "09-23", "10-12", "11-03", "11-23"}));
}

TEST(PublicHolidays, HaveNamesAndAnEnd) {
    EXPECT_EQ(public_holiday(day("2026-09-22")), "国民の休日");
    EXPECT_EQ(public_holiday(day("2026-05-06")), "振替休日");
    EXPECT_EQ(public_holiday(day("2012-09-22")), "秋分の日");
    EXPECT_EQ(public_holiday(day("2031-01-01")), std::nullopt);
    EXPECT_EQ(BusinessCalendar::last_year_with_holidays(), 2030);
}

TEST(BusinessCalendar, CountsOpenDaysBackwards) {
    const BusinessCalendar calendar({}, {});
    EXPECT_EQ(calendar.minus_business_days(day("2026-11-20"), 3), day("2026-11-17"));
    EXPECT_EQ(calendar.minus_business_days(day("2026-11-24"), 1), day("2026-11-20"))
        << "over a Monday holiday and a weekend";
    EXPECT_EQ(calendar.minus_business_days(day("2026-11-22"), 0), day("2026-11-20"));
    EXPECT_EQ(calendar.minus_business_days(day("2026-11-20"), 0), day("2026-11-20"));
    EXPECT_EQ(calendar.minus_business_days(day("2026-11-22"), 1), day("2026-11-20"));
    EXPECT_EQ(calendar.minus_business_days(day("2026-05-07"), 1), day("2026-05-01"));
}

TEST(BusinessCalendar, TheShopsOwnExceptionsCountMost) {
    const BusinessCalendar calendar({}, {{day("2026-11-23"), true}, {day("2026-11-20"), false}});
    EXPECT_TRUE(calendar.is_open(day("2026-11-23")));
    EXPECT_FALSE(calendar.is_open(day("2026-11-20")));
    EXPECT_EQ(calendar.minus_business_days(day("2026-11-24"), 2), day("2026-11-19"));
    const BusinessCalendar every_day({{0, 1, 2, 3, 4, 5, 6}, false}, {});
    EXPECT_TRUE(every_day.is_open(day("2026-01-01")));
}

TEST(BusinessCalendar, AShopThatNeverOpensIsToldSo) {
    const BusinessCalendar never({{}, true}, {});
    EXPECT_CODE(never.minus_business_days(day("2026-11-20"), 1), Code::InvalidInput);
    EXPECT_CODE(BusinessCalendar({{7}, true}, {}), Code::InvalidInput);
}

}  // namespace tsunagi
