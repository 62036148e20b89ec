#include "record/settings.h"

#include "base/json.h"
#include "record/changes.h"
#include "record/settings.sql.h"
#include "record/versions.h"

namespace tsunagi::record {

namespace {

struct StoredSettings {
    std::int64_t version = 0;
    Json value{"{}"};
};
BOOST_DESCRIBE_STRUCT(StoredSettings, (), (version, value))

StoredSettings stored_settings(store::Reader& reader) {
    return reader.one<StoredSettings>(sql::find_settings).value_or(StoredSettings{});
}

// The fields of `change` that say something replace those of `set`.
SettingsPatch merged(SettingsPatch set, const SettingsPatch& change) {
    boost::mp11::mp_for_each<
        boost::describe::describe_members<SettingsPatch, boost::describe::mod_public>>(
        [&](auto member) {
            const auto& field = change.*decltype(member)::pointer;
            if (!field.absent()) set.*decltype(member)::pointer = field;
        });
    return set;
}

void check_hours(const BusinessHours& hours, std::vector<FieldError>& errors) {
    for (const int weekday : hours.weekdays) {
        if (weekday >= 0 && weekday <= 6) continue;
        errors.push_back({"/business_hours/weekdays",
                          "not_a_weekday",
                          "weekdays are 0 (Sunday) to 6 (Saturday)",
                          {}});
    }
    if (hours.weekdays.empty()) {
        errors.push_back({"/business_hours/weekdays",
                          "never_open",
                          "a shop that is never open has no cut-off days",
                          {}});
    }
}

void check(const Settings& settings) {
    std::vector<FieldError> errors;
    if (settings.margin_rate && !(*settings.margin_rate >= 0 && *settings.margin_rate <= 1)) {
        errors.push_back({"/margin_rate",
                          "out_of_range",
                          "the margin rate is between 0 and 1",
                          {{"min", "0"}, {"max", "1"}}});
    }
    check_hours(settings.business_hours, errors);
    refuse(std::move(errors), "the settings are not valid");
    try {
        Zone::named(settings.zone);
    } catch (const Error&) {
        throw invalid("/zone", "unknown_zone", "there is no time zone " + settings.zone);
    }
    try {
        currency_of(settings.currency.code);
    } catch (const Error&) {
        throw invalid("/currency/code", "unknown_currency",
                      "there is no currency " + settings.currency.code);
    }
}

}  // namespace

Settings read_settings(store::Reader& reader) {
    const auto stored = stored_settings(reader);
    Settings settings;
    settings.version = stored.version;
    apply_patch(from_json<SettingsPatch>(stored.value.text), settings);
    return settings;
}

Settings change_settings(store::Tx& tx, std::int64_t version, const SettingsPatch& patch) {
    const auto before = read_settings(tx);
    check_version("the settings", before, version);
    Settings after = before;
    refuse(apply_patch(patch, after), "the settings are not valid");
    check(after);
    auto set = merged(from_json<SettingsPatch>(stored_settings(tx).value.text), patch);
    if (!patch.currency.absent()) {
        after.currency = currency_of(after.currency.code);
        set.currency.value = after.currency;  // its exponent is the currency's, not the caller's
    }
    const auto changed = difference(before, after);
    if (changed.empty()) return after;
    after.version = before.version + 1;
    const auto value = to_json(set);
    tx.run(before.version == 0 ? sql::insert_settings : sql::update_settings,
           {{"version", after.version}, {"value", value}});
    tx.changed({.entity = "setting",
                .id = 1,
                .kind = store::Change::Kind::Updated,
                .version = after.version,
                .before = changed.before,
                .after = changed.after});
    return after;
}

BusinessCalendar calendar_of(const Settings& settings) {
    std::vector<BusinessCalendar::Exception> exceptions;
    for (const auto& exception : settings.exceptions) {
        exceptions.push_back({exception.day, exception.open});
    }
    std::sort(exceptions.begin(), exceptions.end(),
              [](const auto& a, const auto& b) { return a.day < b.day; });
    return {settings.business_hours, std::move(exceptions)};
}

Day day_of(const Settings& settings, Instant at) { return Zone::named(settings.zone).day_of(at); }

}  // namespace tsunagi::record
