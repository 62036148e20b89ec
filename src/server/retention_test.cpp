// What is kept, how long, and what a person is told of it.
#include "base/files.h"
#include "base/json.h"
#include "intake/imports.h"
#include "privacy/disclosure.h"
#include "privacy/privacy_map.h"
#include "privacy/retention.h"
#include "record/contacts.h"
#include "record/testing.h"
#include "server/idempotency.h"
#include "server/schema.h"
#include "store/dump_testing.h"

#include <algorithm>
#include <limits>
#include <set>

namespace tsunagi::server {
namespace {

using privacy::PurgeKind;
using record::Customer;
using record::set;

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;

class WhatIsKept : public record::OnRecord {
protected:
    std::span<const store::Migration> shop_migrations() const override {
        return server::shop_migrations();
    }
    std::span<const store::Migration> control_migrations() const override {
        return server::control_migrations();
    }
    privacy::ErasurePlace place() {
        return {shop_database(), shop_id(), shops().data_folder(), shops().files(shop_id()),
                random_};
    }
    intake::Imports imports() {
        return {shop_database(), shops().files(shop_id()), clock, random_};
    }
    intake::Import import_people(std::string_view text) {
        auto upload = imports().begin_upload();
        upload.write(text);
        const auto import = imports().finish_upload(std::move(upload), viewer, "file.csv");
        intake::ImportChange change;
        change.mapping.emplace();
        change.mapping->target = intake::Target::Customers;
        change.mapping->columns = {{.column = "key", .field = "customer.key"},
                                   {.column = "name", .field = "customer.name"},
                                   {.column = "born", .field = "customer.birthday"}};
        const auto mapped = imports().change(import.id, import.version, change);
        imports().begin(mapped.id, intake::Step::Plan);
        imports().run(mapped.id);
        imports().begin(mapped.id, intake::Step::Apply);
        return imports().run(mapped.id);
    }
    void save_contact(Id<Customer> customer, std::string note) {
        write([&](store::Tx& tx) {
            record::ContactDraft draft;
            draft.customer_id = customer;
            draft.started_at = clock.now();
            draft.purpose = record::Purpose::Other;
            draft.result = record::Result::Answered;
            draft.note = std::move(note);
            const auto contact = record::save_contact(tx, viewer, draft);
            keep_answer(tx, {.key = "key " + std::to_string(contact.id.value),
                             .user_id = {7},
                             .route = "save_contact",
                             .body_hash = "",
                             .status = 201,
                             .answer = to_json(contact)});
        });
    }
    void keep(std::vector<privacy::RetentionDays> rules) {
        write([&](store::Tx& tx) {
            privacy::change_retention(tx, privacy::read_retention(tx).version, {std::move(rules)});
        });
    }
    privacy::Purge purge() {
        return privacy::purge(place(), clock.now(), std::numeric_limits<std::int64_t>::max());
    }
    // "kind rows" of every kind that something would go of.
    static std::vector<std::string> counts_of(const privacy::Purge& purge) {
        std::vector<std::string> counts;
        for (const auto& count : purge.counts) {
            if (count.rows == 0) continue;
            counts.push_back(std::string(word_of(count.kind)) + " " + std::to_string(count.rows));
        }
        return counts;
    }
    std::vector<std::string> due() {
        return counts_of(
            read([&](store::Reader& reader) { return privacy::plan_purge(reader, clock.now()); }));
    }

    std::vector<std::string> columns_with(std::string_view text) {
        std::vector<std::string> columns;
        for (const auto& [column, values] : store::dump(shop_database())) {
            if (values.find(text) != values.npos) columns.push_back(column);
        }
        return columns;
    }

    SeededRandom random_{5};
};
INSTANTIATE_ON_BOTH_DATABASES(WhatIsKept);

TEST_P(WhatIsKept, GoesByItsOwnRuleAndOnlyWhenItsDayHasCome) {
    import_people("key,name,born\nK-1,佐藤花子,1980-01-01\nK-2,山田太郎,いつか\n");
    const auto customer = add_customer("鈴木一郎").id;
    save_contact(customer, "くわしいメモ");
    EXPECT_THAT(due(), testing::IsEmpty());
    clock.advance(91 * kDayMs);
    EXPECT_THAT(due(), testing::ElementsAre("uploads 1", "kept_answers 1"));
    clock.advance(1825 * kDayMs);
    EXPECT_THAT(due(), testing::ElementsAre("uploads 1", "contact_notes 1", "kept_answers 1"));
}

TEST_P(WhatIsKept, IsTakenByThePurgeAndNotByTheDryRun) {
    const auto import = import_people("key,name,born\nK-1,佐藤花子,1980-01-01\nK-2,山田,いつか\n");
    save_contact(add_customer("鈴木一郎").id, "くわしいメモ");
    clock.advance(2000 * kDayMs);
    due();
    EXPECT_NE(store::file_holding(shops().files(shop_id()), "佐藤花子"), "");
    const auto done = purge();
    EXPECT_EQ(done.storage, privacy::Storage::Clean);
    EXPECT_THAT(counts_of(done), testing::SizeIs(3));
    EXPECT_THAT(due(), testing::IsEmpty());
    EXPECT_EQ(store::file_holding(shops().files(shop_id()), "佐藤花子"), "");
    EXPECT_THAT(columns_with("くわしいメモ"), testing::ElementsAre("change.after"))
        << "the trail goes by its own rule";
    EXPECT_EQ(store::file_holding(shops().data_folder(), "いつか"), "");
    EXPECT_CODE(imports().begin(import.id, intake::Step::Undo), Code::Conflict);
    EXPECT_CODE(imports().rejections_csv(import.id, Language::Ja), Code::NotFound);
}

TEST_P(WhatIsKept, OfImportsThatEditedPeopleGoesWithItsImages) {
    import_people("key,name,born\nK-1,佐藤花子,1980-01-01\n");
    import_people("key,name,born\nK-1,佐藤良子,1980-01-01\n");
    const auto images = [&] { return store::dump(shop_database())["import_touch.before"]; };
    EXPECT_NE(images().find("佐藤花子"), std::string::npos);
    clock.advance(2000 * kDayMs);
    purge();
    EXPECT_EQ(images(), "");
}

TEST_P(WhatIsKept, OfPeopleWhoLeftLongAgoIsErasedWhenTheShopSaysSo) {
    const auto gone = add_customer("佐藤花子").id;
    const auto here = add_customer("鈴木一郎").id;
    clock.advance(800 * kDayMs);
    save_contact(here, "元気");
    EXPECT_THAT(due(), testing::IsEmpty());
    keep({{PurgeKind::Customers, 730}});
    EXPECT_THAT(due(), testing::ElementsAre("customers 1"));
    purge();
    const auto name_of = [&](Id<Customer> id) {
        return read(
            [&](store::Reader& reader) { return record::find_customer(reader, viewer, id).name; });
    };
    EXPECT_EQ(name_of(gone), "(消去済み)");
    EXPECT_EQ(name_of(here), "鈴木一郎");
    const auto erasures = read(
        [&](store::Reader& reader) { return privacy::list_erasures(reader, {}); });
    ASSERT_EQ(erasures.items.size(), 1U);
    EXPECT_EQ(erasures.items[0].reason, "retention");
}

TEST_P(WhatIsKept, HasRulesThatSayTheirDefaultsAndTheirLeast) {
    auto rules = read([](store::Reader& reader) { return privacy::read_retention(reader); });
    EXPECT_EQ(rules.version, 0);
    ASSERT_EQ(rules.rules.size(), 4U);
    EXPECT_EQ(rules.rules[0].days, 90);
    EXPECT_EQ(rules.rules[3].days, std::nullopt);
    keep({{PurgeKind::Uploads, 30}, {PurgeKind::ContactNotes, std::nullopt}});
    rules = read([](store::Reader& reader) { return privacy::read_retention(reader); });
    EXPECT_EQ(rules.version, 1);
    EXPECT_EQ(rules.rules[0].days, 30);
    EXPECT_EQ(rules.rules[1].days, std::nullopt);
    EXPECT_EQ(rules.rules[2].days, 3);
    EXPECT_THAT(record::refusals([&] { keep({{PurgeKind::KeptAnswers, 2}}); }),
                testing::ElementsAre("/rules/0/days too_small"));
    EXPECT_CODE(write([&](store::Tx& tx) { privacy::change_retention(tx, 0, {}); }),
                Code::Conflict);
}

TEST_P(WhatIsKept, OfAPersonIsDisclosedWithNothingLeftOut) {
    record::CustomerPatch patch;
    patch.external_key = set("K-1");
    patch.name = set("佐藤花子");
    patch.kana = set("サトウハナコ");
    patch.birthday = set(Day{0});
    patch.phones = set(std::vector<record::Phone>{{"03-1234-5678", "", "自宅"}});
    patch.note = set("長い\nメモ");
    const auto customer = write(
        [&](store::Tx& tx) { return record::create_customer(tx, viewer, patch); });
    add_subscription(customer.id, add_product("石けん").id, today());
    save_contact(customer.id, "電話の内容");
    const auto disclosure = read([&](store::Reader& reader) {
        return privacy::disclosure_of(reader, viewer, customer.id, clock.now());
    });
    const auto json = to_json(disclosure);
    for (const char* value : {"K-1", "佐藤花子", "サトウハナコ", "1970-01-01", "03-1234-5678",
                              "自宅", "電話の内容", "石けん", "2026-11-22 09:00"}) {
        EXPECT_NE(json.find(value), std::string::npos) << value;
    }
    const auto pdf = privacy::disclosure_pdf(disclosure, Language::Ja, privacy::kDisclosureFont);
    EXPECT_THAT(pdf, testing::StartsWith("%PDF-1."));
    EXPECT_CODE(privacy::disclosure_pdf(disclosure, Language::En, "/no/font.ttf"),
                Code::Unavailable);
}

TEST_P(WhatIsKept, IsNotDisclosedByWhoMayNotReadAllOfIt) {
    const auto customer = add_customer("佐藤花子").id;
    auto half_blind = viewer;
    half_blind.fields[FieldGroup::Phone] = FieldRight::Masked;
    const auto disclose = [&](const Viewer& who, Id<Customer> whom) {
        return read([&](store::Reader& reader) {
            return privacy::disclosure_of(reader, who, whom, clock.now());
        });
    };
    EXPECT_CODE(disclose(half_blind, customer), Code::Forbidden);
    EXPECT_CODE(disclose(viewer, {999}), Code::NotFound);
}

// Of every table of hers, each personal column is shown, or is a copy of what is.
TEST_P(WhatIsKept, IsDisclosedByTheMap) {
    const std::set<std::string> copies{"customer.name_form",
                                       "email.form",
                                       "contact.agent_name",
                                       "call_list_item.assigned_name",
                                       "customer_search",
                                       "import",
                                       "import_rejection",
                                       "import_touch",
                                       "awaited_subscription",
                                       "import_preview",
                                       "change",
                                       "change_item",
                                       "audit_event",
                                       "audit_seen",
                                       "audit_chain",
                                       "idempotency",
                                       "tombstone"};
    const auto shown = privacy::disclosed_columns();
    for (const auto& table : privacy::mapped_tables()) {
        const std::string name(table.name);
        if (table.place != privacy::Place::Shop || table.subject != privacy::Subject::Customer ||
            copies.contains(name)) {
            continue;
        }
        for (const auto& column : table.personal) {
            const auto full = name + "." + std::string(column.name);
            EXPECT_TRUE(copies.contains(full) || shown.contains(full)) << full;
        }
    }
}

}  // namespace
}  // namespace tsunagi::server
