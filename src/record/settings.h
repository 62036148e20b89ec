// Settings are what the shop decides for itself. One row of the `setting` table holds only what
// differs from the defaults here, so that a later program may add fields.
#pragma once

#include "base/money.h"
#include "base/zone.h"
#include "record/page.h"
#include "store/database.h"

#include <string>
#include <vector>

namespace tsunagi {

BOOST_DESCRIBE_STRUCT(Currency, (), (code, exponent))
BOOST_DESCRIBE_STRUCT(BusinessHours, (), (weekdays, closed_on_public_holidays))

}  // namespace tsunagi

namespace tsunagi::record {

// A day that is open or closed against the rule of the week.
struct OpeningException {
    Day day;
    bool open = false;
};
BOOST_DESCRIBE_STRUCT(OpeningException, (), (day, open))

struct Settings {
    std::int64_t version = 0;  // 0: nothing was ever set
    std::string shop_name;
    std::string zone = "Asia/Tokyo";
    Currency currency;
    int lead_business_days = 3;
    int today_horizon_days = 7;
    std::optional<double> margin_rate;  // 0..1; null: not given
    BusinessHours business_hours;
    std::vector<OpeningException> exceptions;
    std::string country_calling_code = "81";
    int export_persons_per_day = 10'000;  // by one user
    int audit_retention_days = 1095;      // the trail is never kept shorter
};
BOOST_DESCRIBE_STRUCT(Settings, (),
                      (version, shop_name, zone, currency, lead_business_days, today_horizon_days,
                       margin_rate, business_hours, exceptions, country_calling_code,
                       export_persons_per_day, audit_retention_days))

struct SettingsPatch {
    Patch<std::string> shop_name;
    Patch<std::string> zone;
    Patch<Currency> currency;
    Patch<int> lead_business_days;
    Patch<int> today_horizon_days;
    Patch<double> margin_rate;
    Patch<BusinessHours> business_hours;
    Patch<std::vector<OpeningException>> exceptions;
    Patch<std::string> country_calling_code;
    Patch<int> export_persons_per_day;
    Patch<int> audit_retention_days;
};
BOOST_DESCRIBE_STRUCT(SettingsPatch, (),
                      (shop_name, zone, currency, lead_business_days, today_horizon_days,
                       margin_rate, business_hours, exceptions, country_calling_code,
                       export_persons_per_day, audit_retention_days))

// Not personal, so any viewer of the shop may read them.
Settings read_settings(store::Reader&);
// Throws InvalidInput for an unknown zone or currency, VersionConflict for an old version.
Settings change_settings(store::Tx&, std::int64_t version, const SettingsPatch&);

BusinessCalendar calendar_of(const Settings&);
// The shop's day at an instant.
Day day_of(const Settings&, Instant);

}  // namespace tsunagi::record

template <>
struct tsunagi::rules_of<tsunagi::record::SettingsPatch> {
    static constexpr std::array value{
        Rule{.field = "shop_name",
             .min_length = 1,
             .max_length = 100,
             .ja = "店舗名",
             .en = "Shop name"},
        Rule{.field = "lead_business_days",
             .min = 0,
             .max = 60,
             .ja = "締切までの営業日数",
             .en = "Lead business days"},
        Rule{.field = "today_horizon_days",
             .min = 1,
             .max = 60,
             .ja = "今日のリストの日数",
             .en = "Horizon of today's list"},
        Rule{.field = "export_persons_per_day",
             .min = 0,
             .max = 10'000'000,
             .ja = "1日の出力人数の上限(1人あたり)",
             .en = "Persons one user may export a day"},
        Rule{.field = "audit_retention_days",
             .min = 365,
             .max = 36'500,
             .ja = "監査記録の保存日数",
             .en = "Days that the audit trail is kept"},
        Rule{.field = "margin_rate", .min = 0, .max = 1, .ja = "粗利率", .en = "Margin rate"},
        Rule{
            .field = "exceptions", .max_length = 2000, .ja = "臨時休業・営業", .en = "Exceptions"}};
};
