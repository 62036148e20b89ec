#include "privacy/disclosure.h"

#include "base/error.h"
#include "base/zone.h"
#include "privacy/disclosure.sql.h"
#include "privacy/privacy_map.h"
#include "record/settings.h"

#include <algorithm>
#include <array>

namespace tsunagi::privacy {

namespace {

struct Section {
    std::string_view table;
    const store::Statement* rows;
    std::string_view ja;
    std::string_view en;
};

const std::array kSections{
    Section{"customer", &sql::disclose_customer, "お客様", "Customer"},
    Section{"phone", &sql::disclose_phone, "電話番号", "Phone numbers"},
    Section{"email", &sql::disclose_email, "メールアドレス", "E-mail addresses"},
    Section{"address", &sql::disclose_address, "住所", "Addresses"},
    Section{"attribute", &sql::disclose_attribute, "その他の登録事項", "Other items"},
    Section{"consent", &sql::disclose_consent, "同意の記録", "Consents"},
    Section{"subscription", &sql::disclose_subscription, "定期便", "Subscriptions"},
    Section{"subscription_event", &sql::disclose_subscription_event, "定期便の経過",
            "History of the subscriptions"},
    Section{"orders", &sql::disclose_orders, "ご注文", "Orders"},
    Section{"order_line", &sql::disclose_order_line, "ご注文の明細", "Lines of the orders"},
    Section{"contact", &sql::disclose_contact, "応対の記録", "Contacts"},
    Section{"call_list_item", &sql::disclose_call_list_item, "架電リスト", "Call lists"}};

bool ends_in(std::string_view name, std::string_view ending) { return name.ends_with(ending); }

// A value as it is said to a person; the name of a column tells days and instants.
std::string value_of(const store::Row& row, int column, const Zone& zone) {
    const auto name = row.column_name(column);
    if (row.is_null(column)) return {};
    if (name == "birthday" || ends_in(name, "_on")) {
        return to_text(Day{std::int32_t(row.integer(column))});
    }
    if (name == "at" || ends_in(name, "_at")) {
        constexpr std::int64_t kMinuteMs = 60'000;
        constexpr int kMinutesPerHour = 60;
        const Instant at{row.integer(column)};
        const auto day = zone.day_of(at);
        const auto minutes = (at - zone.instant(day)) / kMinuteMs;
        const auto two = [](std::int64_t number) {
            return (number < 10 ? "0" : "") + std::to_string(number);
        };
        return to_text(day) + " " + two(minutes / kMinutesPerHour) + ":" +
               two(minutes % kMinutesPerHour);
    }
    return std::string(row.text(column));
}

// The map's words for the column; a number of an order stands in its lines too.
const PersonalColumn& column_named(const MappedTable& table, std::string_view name) {
    const auto found = std::ranges::find(table.personal, name, &PersonalColumn::name);
    if (found != table.personal.end()) return *found;
    static constexpr PersonalColumn kOrder{"external_key", Kind::Identity, OnErasure::Cleared,
                                           "注文番号", "Order number"};
    ASSERT(name == kOrder.name);
    return kOrder;
}

DisclosedRow disclosed(const store::Row& row, const MappedTable& table, const Zone& zone) {
    DisclosedRow shown;
    for (int i = 0; i < row.columns(); ++i) {
        auto value = value_of(row, i, zone);
        if (value.empty()) continue;
        const auto& column = column_named(table, row.column_name(i));
        shown.fields.push_back({std::string(column.name), std::string(column.ja),
                                std::string(column.en), std::move(value)});
    }
    return shown;
}

void require_all_fields(const Viewer& viewer) {
    for (std::size_t i = 0; i < kFieldGroups; ++i) {
        if (viewer.reads(FieldGroup(i))) continue;
        throw Error(Code::Forbidden, "a disclosure needs the right to read every field");
    }
}

}  // namespace

Disclosure disclosure_of(store::Reader& reader, const Viewer& viewer, Id<record::Customer> customer,
                         Instant now) {
    require_all_fields(viewer);
    record::find_customer(reader, viewer, customer);
    const auto settings = record::read_settings(reader);
    const auto zone = Zone::named(settings.zone);
    Disclosure all{.customer_id = customer,
                   .shop_name = settings.shop_name,
                   .made_at = now,
                   .made_on = zone.day_of(now),
                   .sections = {}};
    for (const auto& section : kSections) {
        const auto& table = *find_table(Place::Shop, section.table);
        DisclosedSection shown{.table = std::string(section.table),
                               .ja = std::string(section.ja),
                               .en = std::string(section.en),
                               .purpose_ja = std::string(ja(table.purpose)),
                               .purpose_en = std::string(en(table.purpose)),
                               .rows = {}};
        reader.rows(*section.rows, {{"customer_id", customer}}, [&](const store::Row& row) {
            shown.rows.push_back(disclosed(row, table, zone));
            return true;
        });
        if (!shown.rows.empty()) all.sections.push_back(std::move(shown));
    }
    return all;
}

// From the texts of the statements: between SELECT and FROM, the last word of each part.
std::set<std::string> disclosed_columns() {
    std::set<std::string> columns;
    for (const auto& section : kSections) {
        auto text = section.rows->sqlite;
        const auto begin = text.find_first_of(" \n") + 1;
        text = text.substr(begin, text.find("FROM") - begin);
        while (!text.empty()) {
            const auto end = std::min(text.find(','), text.size());
            auto part = text.substr(0, end);
            part = part.substr(0, part.find_last_not_of(" \n") + 1);
            columns.insert(std::string(section.table) + "." +
                           std::string(part.substr(part.find_last_of(" .\n") + 1)));
            text = end == text.size() ? std::string_view() : text.substr(end + 1);
        }
    }
    return columns;
}

}  // namespace tsunagi::privacy
