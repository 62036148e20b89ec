// A person with unmistakable values in every field goes through import, desk, call list and search,
// is erased, and is then looked for in every table and every byte of the data folder.
#include "base/json.h"
#include "intake/imports.h"
#include "privacy/comeback.h"
#include "privacy/erasure.h"
#include "privacy/privacy_map.h"
#include "record/call_lists.h"
#include "record/contacts.h"
#include "record/search.h"
#include "record/testing.h"
#include "server/idempotency.h"
#include "server/schema.h"
#include "store/audit/chain.h"
#include "store/audit/verify.h"
#include "store/dump_testing.h"

#include <algorithm>

namespace tsunagi::server {
namespace {

using record::Customer;
using record::set;

// Parts of every value of hers. The last two are grams of the search index.
constexpr std::array<std::string_view, 9> kCanaries{
    "金糸雀", "カナリヤ", "canary", "CANARY", "7741", "７７４１", "かなりや", "糸雀", "ナリ"};

constexpr std::string_view kPeople =
    "key,name,kana,phone,mail,zip,pref,line1,line2,recipient,note,caution,born,skin\n"
    "CANARY-7741,金糸雀亜希子,カナリヤアキコ,090-7741-7741,canary7741@canary.example,774-1774,"
    "東京都,金糸雀町7741,カナリヤ荘,金糸雀様,金糸雀のメモ,金糸雀に注意,1977-04-01,金糸雀肌\n"
    "K-2,佐藤花子,サトウハナコ,090-1111-2222,hanako@example.jp,100-0001,大阪府,北区1,,,,,"
    "1980-01-01,乾燥\n";
constexpr std::string_view kOrders =
    "no,day,who,sku,qty,price,note,sub\n"
    "O-CANARY-1,2026-05-01,CANARY-7741,S1,1,3980,金糸雀の注文,T-CANARY-9\n"
    "O-1,2026-05-02,K-2,S1,2,3980,,\n"
    "O-CANARY-2,金糸雀の日,CANARY-7741,S1,1,3980,,\n";
constexpr std::string_view kSubscriptions =
    "sub,who,sku,status,start,cancelled\n"
    "T-CANARY-1,CANARY-7741,S1,cancelled,2026-01-01,2026-04-01\n";
constexpr std::string_view kContacts =
    "t,who,at,result,memo\n"
    "C-CANARY-1,CANARY-7741,2026-05-03 10:00,問い合わせ完了,金糸雀さんからの電話\n";

intake::Mapping mapping(intake::Target target,
                        std::initializer_list<std::pair<const char*, const char*>> columns) {
    intake::Mapping mapping;
    mapping.target = target;
    for (const auto& [column, field] : columns) {
        mapping.columns.push_back({.column = column, .field = field});
    }
    return mapping;
}

intake::Mapping people_mapping() {
    return mapping(intake::Target::Customers, {{"key", "customer.key"},
                                               {"name", "customer.name"},
                                               {"kana", "customer.kana"},
                                               {"phone", "phone.number"},
                                               {"mail", "email.address"},
                                               {"zip", "address.postal_code"},
                                               {"pref", "address.prefecture"},
                                               {"line1", "address.line1"},
                                               {"line2", "address.line2"},
                                               {"recipient", "address.recipient"},
                                               {"note", "customer.note"},
                                               {"caution", "customer.caution"},
                                               {"born", "customer.birthday"},
                                               {"skin", "attribute.skin"}});
}
intake::Mapping order_mapping() {
    return mapping(intake::Target::Orders, {{"no", "order.key"},
                                            {"day", "order.ordered_at"},
                                            {"who", "customer.key"},
                                            {"sku", "line.product_key"},
                                            {"qty", "line.quantity"},
                                            {"price", "line.unit_price"},
                                            {"note", "order.note"},
                                            {"sub", "order.subscription_key"}});
}

class ErasureOfAPerson : public record::OnRecord {
protected:
    std::span<const store::Migration> shop_migrations() const override {
        return server::shop_migrations();
    }
    std::span<const store::Migration> control_migrations() const override {
        return server::control_migrations();
    }

    privacy::ErasurePlace place() {
        return {shop_database(), shop_id(), data_folder(), shops().files(shop_id()), random_};
    }
    std::filesystem::path data_folder() { return shops().data_folder(); }
    intake::Imports imports() {
        const auto key = privacy::TombstoneFolder(data_folder()).key(shop_id());
        return {shop_database(), shops().files(shop_id()), clock, random_, key};
    }

    intake::Import upload(std::string_view text, const intake::Mapping& mapping) {
        auto upload = imports().begin_upload();
        upload.write(text);
        const auto import = imports().finish_upload(std::move(upload), viewer, "file.csv");
        intake::ImportChange change;
        change.mapping = mapping;
        return imports().change(import.id, import.version, change);
    }
    intake::Import planned(std::string_view text, const intake::Mapping& mapping) {
        const auto import = upload(text, mapping);
        imports().begin(import.id, intake::Step::Plan);
        return imports().run(import.id);
    }
    intake::Import imported(std::string_view text, const intake::Mapping& mapping) {
        const auto import = planned(text, mapping);
        imports().begin(import.id, intake::Step::Apply);
        auto done = imports().run(import.id);
        EXPECT_EQ(done.state, intake::ImportState::Applied)
            << (done.problem ? done.problem->message : "");
        return done;
    }

    Id<Customer> find(std::string_view name) {
        const auto page = read([&](store::Reader& reader) {
            return record::search_customers(reader, viewer, name, {}, {});
        });
        return page.items.empty() ? Id<Customer>{} : page.items[0].id;
    }

    // Everything that can happen to a person.
    Id<Customer> bring_in_the_canary() {
        imported(kPeople, people_mapping());
        imported(kOrders, order_mapping());
        imported(kSubscriptions, mapping(intake::Target::Subscriptions,
                                         {{"sub", "subscription.key"},
                                          {"who", "customer.key"},
                                          {"sku", "subscription.product_key"},
                                          {"status", "subscription.status"},
                                          {"start", "subscription.started_on"},
                                          {"cancelled", "subscription.cancelled_on"}}));
        imported(kContacts, mapping(intake::Target::Contacts, {{"t", "contact.key"},
                                                               {"who", "customer.key"},
                                                               {"at", "contact.started_at"},
                                                               {"result", "contact.result"},
                                                               {"memo", "contact.note"}}));
        const auto canary = find("金糸雀亜希子");
        EXPECT_TRUE(canary);
        be_imported_again();
        be_changed(canary);
        be_called(canary);
        return canary;
    }

    void be_changed(Id<Customer> canary) {
        record::CustomerPatch patch;
        patch.rank = set("金糸雀会員");
        patch.note = set("金糸雀のメモ2");
        patch.phones = set(std::vector<record::Phone>{{"090-7741-7741", "", "金糸雀携帯"}});
        patch.emails = set(std::vector<record::Email>{{"canary7741@canary.example", "", "金糸雀"}});
        patch.addresses = set(std::vector<record::Address>{
            {"774-1774", "東京都", "金糸雀町7741", "カナリヤ荘", "金糸雀様", "金糸雀宅"}});
        patch.attributes = set(
            std::vector<record::Attribute>{{"skin", "", "", "金糸雀肌7741", {}}});
        patch.consents = set(std::vector<record::Consent>{
            {record::Channel::Phone, record::ConsentPurpose::Sales, true, {}, "金糸雀の電話"}});
        write([&](store::Tx& tx) {
            const auto now = record::find_customer(tx, viewer, canary);
            const auto after = record::change_customer(tx, viewer, canary, now.version, patch);
            keep_answer(tx, {.key = "k1",
                             .user_id = {7},
                             .route = "change_customer",
                             .body_hash = "hash",
                             .status = 200,
                             .answer = to_json(after)});
        });
    }

    // A second file changes her: before-images of the import.
    void be_imported_again() {
        auto text = std::string(kPeople);
        text.replace(text.find("金糸雀に注意"), std::string("金糸雀に注意").size(), "金糸雀注意2");
        imported(text, people_mapping());
        text = kOrders;
        text.replace(text.find("金糸雀の注文"), std::string("金糸雀の注文").size(), "金糸雀注文2");
        imported(text, order_mapping());
    }

    void be_called(Id<Customer> canary) {
        write([&](store::Tx& tx) {
            record::CallListDraft list{.name = "今日", .source = {"{}"}, .entries = {}};
            record::CallListEntry entry{};
            entry.customer_id = canary;
            entry.facts = {record::Fact{.code = "note", .text = "金糸雀さんの事情"}};
            list.entries.push_back(entry);
            record::create_call_list(tx, viewer, list);
            record::ContactDraft draft;
            draft.customer_id = canary;
            draft.started_at = clock.now();
            draft.purpose = record::Purpose::Other;
            draft.result = record::Result::Answered;
            draft.next_step = "金糸雀さんに折り返す";
            draft.next_step_at = clock.now();
            draft.note = "金糸雀さんから電話";
            const auto contact = record::save_contact(tx, viewer, draft);
            keep_answer(tx, {.key = "k2",
                             .user_id = {7},
                             .route = "save_contact",
                             .body_hash = "hash",
                             .status = 201,
                             .answer = to_json(contact)});
        });
    }

    privacy::Erasure erase(Id<Customer> customer) {
        const auto version = read([&](store::Reader& reader) {
            return privacy::preview_erasure(reader, viewer, customer).version;
        });
        return privacy::erase(place(), viewer, customer, version, {"本人の請求"});
    }

    // "table.column canary" of what is still there.
    std::vector<std::string> found_in_tables() {
        std::vector<std::string> found;
        for (const auto& [column, values] : store::dump(shop_database())) {
            if (column.ends_with(".seq")) continue;  // PostgreSQL's may hold the digits by chance
            for (const auto canary : kCanaries) {
                if (values.find(canary) != values.npos) {
                    found.push_back(column + " " + std::string(canary));
                }
            }
        }
        return found;
    }
    std::vector<std::string> found_in_files() {
        std::vector<std::string> found;
        for (const auto canary : kCanaries) {
            const auto file = store::file_holding(data_folder(), canary);
            if (!file.empty()) found.push_back(file + " " + std::string(canary));
        }
        return found;
    }
    std::vector<std::string> rejections_of(const intake::Import& import) {
        std::vector<std::string> codes;
        for (const auto& row : imports().rejections(import.id, {}).items) {
            codes.push_back(std::to_string(row.line) + " " + row.code + " " + row.value);
        }
        return codes;
    }

    SeededRandom random_{5};
};
INSTANTIATE_ON_BOTH_DATABASES(ErasureOfAPerson);

TEST_P(ErasureOfAPerson, LeavesNothingOfHerInAnyTableOrFile) {
    const auto canary = bring_in_the_canary();
    const auto done = erase(canary);
    EXPECT_EQ(done.storage, privacy::Storage::Clean);
    EXPECT_GE(done.file_rows, 7);
    EXPECT_THAT(found_in_tables(), testing::IsEmpty());
    EXPECT_THAT(found_in_files(), testing::IsEmpty());
}

// Without this the test above could pass because nothing was there to be found.
TEST_P(ErasureOfAPerson, BeginsWithACanaryInEveryTextOfHersThatTheMapDeclares) {
    bring_in_the_canary();
    const auto columns = store::dump(shop_database());
    std::vector<std::string> without;
    for (const auto& table : privacy::mapped_tables()) {
        if (table.place != privacy::Place::Shop || table.subject != privacy::Subject::Customer) {
            continue;
        }
        for (const auto& column : table.personal) {
            const bool text = column.kind == privacy::Kind::Identity ||
                              column.kind == privacy::Kind::Contact ||
                              column.kind == privacy::Kind::FreeText;
            if (!text || column.erasure == privacy::OnErasure::Kept) continue;
            const auto name = std::string(table.name) + "." + std::string(column.name);
            const auto values = columns.find(name);
            const bool has = values != columns.end() &&
                             std::ranges::any_of(kCanaries, [&](auto one) {
                                 return values->second.find(one) != std::string::npos;
                             });
            if (!has) without.push_back(name);
        }
    }
    // Codes and days, a place for words that no file of a cart fills, and the index of the other
    // database.
    std::vector<std::string> expected{"address.prefecture", "audit_event.reason",
                                      "customer.birthday", "customer.sex",
                                      "subscription_event.detail"};
    if (GetParam() == store::Dialect::Sqlite) {
        expected.insert(expected.end(), {"customer_search.forms", "customer_search.grams"});
    }
    EXPECT_THAT(without, testing::UnorderedElementsAreArray(expected));
}

TEST_P(ErasureOfAPerson, LeavesTheChainOfTheTrailWhole) {
    const auto canary = bring_in_the_canary();
    store::audit::seal_all(shop_database(), random_);
    erase(canary);
    store::audit::seal_all(shop_database(), random_);
    const auto found = read([](store::Reader& reader) { return store::audit::verify(reader, {}); });
    EXPECT_EQ(found.findings.size(), 0U) << to_json(found.findings);
    EXPECT_GT(found.erased, 0);
}

TEST_P(ErasureOfAPerson, KeepsTheFiguresUnderACustomerWhoIsNobody) {
    const auto canary = bring_in_the_canary();
    const auto before = read([&](store::Reader& reader) {
        return record::customer_standing(reader, viewer, canary, today());
    });
    erase(canary);
    const auto after = read([&](store::Reader& reader) {
        return record::customer_standing(reader, viewer, canary, today());
    });
    EXPECT_EQ(after.orders, before.orders);
    EXPECT_EQ(after.sales_to_date, before.sales_to_date);
    EXPECT_EQ(after.status, before.status);
    const auto nobody = read(
        [&](store::Reader& reader) { return record::find_customer(reader, viewer, canary); });
    EXPECT_EQ(nobody.name, "(消去済み)");
    EXPECT_EQ(nobody.prefecture, "東京都");
    EXPECT_TRUE(nobody.do_not_contact);
}

TEST_P(ErasureOfAPerson, LeavesTheOthersAsTheyWere) {
    erase(bring_in_the_canary());
    EXPECT_TRUE(find("佐藤花子"));
    EXPECT_TRUE(find("09011112222"));
    EXPECT_FALSE(find("金糸雀"));
}

TEST_P(ErasureOfAPerson, IsNotUndoneByTheSameFileComingAgain) {
    erase(bring_in_the_canary());
    const auto import = planned(kPeople, people_mapping());
    EXPECT_THAT(rejections_of(import), testing::ElementsAre("2 erased_person "));
    EXPECT_THAT(rejections_of(planned(kOrders, order_mapping())),
                testing::ElementsAre("2 erased_person ", "4 erased_person "));
    EXPECT_THAT(found_in_tables(), testing::IsEmpty());
    // The file that came again was in the database's log for a moment: the night takes it out.
    privacy::finish_erasures(place(), std::numeric_limits<std::int64_t>::max());
    EXPECT_THAT(found_in_files(), testing::IsEmpty());
}

TEST_P(ErasureOfAPerson, IsNotUndoneByAnImportThatWasPlannedBefore) {
    const auto canary = bring_in_the_canary();
    const auto import = planned(kPeople, people_mapping());
    erase(canary);
    imports().begin(import.id, intake::Step::Apply);
    EXPECT_EQ(imports().run(import.id).state, intake::ImportState::Applied);
    EXPECT_FALSE(find("金糸雀"));
}

TEST_P(ErasureOfAPerson, KeepsTheImportFitToBeUndone) {
    const auto people = imported(kPeople, people_mapping());
    erase(find("金糸雀亜希子"));
    imports().begin(people.id, intake::Step::Undo);
    EXPECT_EQ(imports().run(people.id).state, intake::ImportState::Undone);
    EXPECT_FALSE(find("佐藤花子"));
}

TEST_P(ErasureOfAPerson, RefusesToTypeHerInAgain) {
    erase(bring_in_the_canary());
    const auto key = privacy::TombstoneFolder(data_folder()).key(shop_id());
    const auto refused = [&](const record::CustomerPatch& patch) {
        return record::refusals([&] {
            read([&](store::Reader& reader) { record::refuse_erased(reader, key, 0, patch); });
        });
    };
    record::CustomerPatch by_mail;
    by_mail.name = set("別の名前");
    by_mail.emails = set(std::vector<record::Email>{{"Canary7741@canary.example", "", ""}});
    EXPECT_THAT(refused(by_mail), testing::ElementsAre(" erased_person"));
    record::CustomerPatch by_phone;
    by_phone.name = set("金糸雀 亜希子");
    by_phone.phones = set(std::vector<record::Phone>{{"09077417741", "", ""}});
    EXPECT_THAT(refused(by_phone), testing::ElementsAre(" erased_person"));
    record::CustomerPatch of_her_family;
    of_her_family.name = set("金糸雀太郎");
    of_her_family.phones = by_phone.phones;
    EXPECT_THAT(refused(of_her_family), testing::IsEmpty());
}

TEST_P(ErasureOfAPerson, LetsHerComeBackAsANewCustomerByHerOwnWish) {
    erase(bring_in_the_canary());
    privacy::ComebackOrder wish{.name = "金糸雀亜希子",
                                .kana = "カナリヤアキコ",
                                .customer_key = "CANARY-7741",
                                .phones = {"090-7741-7741"},
                                .emails = {"canary7741@canary.example"},
                                .reason = "ご本人から電話で申し出"};
    const auto before = privacy::TombstoneFolder(data_folder()).list(shop_id()).size();
    const auto done = privacy::lift_tombstones(place(), viewer, wish);
    EXPECT_EQ(done.lifted, 5);  // number, mail, phone, phone with name, phone with reading
    EXPECT_EQ(privacy::TombstoneFolder(data_folder()).list(shop_id()).size(), before - 5);
    EXPECT_THAT(rejections_of(planned(kOrders, order_mapping())),
                testing::ElementsAre("2 erased_person ",  // what was hers
                                     "4 not_a_day 金糸雀の日"));
    imported(kPeople, people_mapping());
    const auto again = find("金糸雀亜希子");
    EXPECT_TRUE(again);
    EXPECT_FALSE(
        read([&](store::Reader& reader) { return record::is_erased(reader, again.value); }));
    EXPECT_EQ(privacy::erase_again(place()), 0);  // a restore of this state leaves her
    EXPECT_TRUE(find("金糸雀亜希子"));
    EXPECT_THAT(record::refusals([&] { privacy::lift_tombstones(place(), viewer, wish); }),
                testing::ElementsAre(" not_erased"));
}

TEST_P(ErasureOfAPerson, IsLiftedOnlyForWhoIsKnownAndWithAReasonThatDoesNotNameHer) {
    erase(bring_in_the_canary());
    const auto refused = [&](const privacy::ComebackOrder& wish) {
        return record::refusals([&] { privacy::lift_tombstones(place(), viewer, wish); });
    };
    const std::vector<std::string> phone{"090-7741-7741"};
    EXPECT_THAT(refused({.name = "金糸雀太郎", .phones = phone, .reason = "ご家族"}),
                testing::ElementsAre(" not_erased"));
    EXPECT_THAT(
        refused({.name = "金糸雀亜希子", .phones = phone, .reason = "金糸雀亜希子様の希望"}),
        testing::ElementsAre("/reason names_the_person"));
}

TEST_P(ErasureOfAPerson, RefusesToChangeWhoStandsForHer) {
    const auto canary = bring_in_the_canary();
    erase(canary);
    record::CustomerPatch patch;
    patch.note = set("戻ってきた");
    EXPECT_THAT(record::refusals([&] {
                    read([&](store::Reader& reader) {
                        record::refuse_erased(reader, {}, canary.value, patch);
                    });
                }),
                testing::ElementsAre(" erased_person"));
    record::ContactDraft draft;
    draft.customer_id = canary;
    draft.started_at = clock.now();
    draft.note = "また電話があった";
    EXPECT_THAT(record::refusals([&] {
                    write([&](store::Tx& tx) { record::save_contact(tx, viewer, draft); });
                }),
                testing::ElementsAre(" erased_person"));
}

TEST_P(ErasureOfAPerson, WaitsUntilHerContractHasEnded) {
    const auto customer = add_customer("佐藤花子").id;
    add_subscription(customer, add_product("石けん").id, today());
    const auto preview = read(
        [&](store::Reader& reader) { return privacy::preview_erasure(reader, viewer, customer); });
    ASSERT_EQ(preview.obstacles.size(), 1U);
    EXPECT_EQ(preview.obstacles[0].code, "contract_in_force");
    EXPECT_CODE(erase(customer), Code::Conflict);
    EXPECT_TRUE(find("佐藤花子"));
}

TEST_P(ErasureOfAPerson, RefusesAReasonThatNamesHer) {
    const auto customer = add_customer("佐藤花子").id;
    EXPECT_CODE(privacy::erase(place(), viewer, customer, 1, {"佐藤 花子様の請求"}),
                Code::InvalidInput);
}

TEST_P(ErasureOfAPerson, IsRefusedAtAnOldVersionAndASecondTime) {
    const auto customer = add_customer("佐藤花子").id;
    EXPECT_CODE(privacy::erase(place(), viewer, customer, 9, {"請求"}), Code::Conflict);
    erase(customer);
    EXPECT_CODE(erase(customer), Code::Conflict);
}

// The database of a backup from before the erasure, with the tombstones of the folder beside it.
TEST_P(ErasureOfAPerson, HappensAgainWhenAnOlderBackupIsRestored) {
    const auto canary = bring_in_the_canary();
    const privacy::TombstoneFolder folder(data_folder());
    const auto key = folder.make_key(shop_id(), random_);
    record::SaidOfPerson said{.customer_key = "CANARY-7741"};
    folder.add(shop_id(), record::tombstones_of(key, said, clock.now()));
    EXPECT_EQ(privacy::erase_again(place()), 1);
    EXPECT_EQ(privacy::erase_again(place()), 0);
    EXPECT_THAT(found_in_tables(), testing::IsEmpty());
    EXPECT_THAT(found_in_files(), testing::IsEmpty());
    EXPECT_EQ(read([&](store::Reader& reader) {
                  return record::find_customer(reader, viewer, canary).name;
              }),
              "(消去済み)");
}

TEST_P(ErasureOfAPerson, ForgetsNobodyAgainWithoutAKey) {
    bring_in_the_canary();
    EXPECT_EQ(privacy::erase_again(place()), 0);
}

}  // namespace
}  // namespace tsunagi::server
