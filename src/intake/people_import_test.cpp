// Files of people, subscriptions and contacts: what a second file changes, and how it is undone.
#include "intake/testing.h"
#include "intake/totals.h"
#include "record/contacts.h"
#include "record/search.h"

#include <gmock/gmock.h>

namespace tsunagi::intake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Mapping mapping_of(Target target, std::vector<ColumnRule> columns) {
    Mapping mapping;
    mapping.target = target;
    mapping.columns = std::move(columns);
    return mapping;
}

Mapping people() {
    return mapping_of(Target::Customers, {{.column = "no", .field = "customer.key"},
                                          {.column = "name", .field = "customer.name"},
                                          {.column = "phone", .field = "phone.number"},
                                          {.column = "mail", .field = "email.address"},
                                          {.column = "city", .field = "address.prefecture"},
                                          {.column = "skin", .field = "attribute.skin"}});
}

Mapping subscriptions() {
    return mapping_of(Target::Subscriptions,
                      {{.column = "sub", .field = "subscription.key"},
                       {.column = "who", .field = "customer.key"},
                       {.column = "sku", .field = "subscription.product_key"},
                       {.column = "start", .field = "subscription.started_on"},
                       {.column = "n", .field = "subscription.delivery_number"},
                       {.column = "price", .field = "subscription.price"},
                       {.column = "end", .field = "subscription.cancelled_on"}});
}

Mapping contacts() {
    return mapping_of(Target::Contacts, {{.column = "call", .field = "contact.key"},
                                         {.column = "who", .field = "customer.key"},
                                         {.column = "at", .field = "contact.started_at"},
                                         {.column = "memo", .field = "contact.note"}});
}

constexpr std::string_view kPeople = "no,name,phone,mail,city,skin\n"
                                     "k1,山田 花子,090-1111-2222,hanako@example.com,東京都,dry\n"
                                     "k2,佐藤 健,090-3333-4444,,大阪府,\n";
constexpr std::string_view kSubscriptions = "sub,who,sku,start,n,price,end\n"
                                            "s1,k1,soap,2026-06-01,3,3980,\n"
                                            "s2,k2,soap,2026-07-01,2,3980,\n";
constexpr std::string_view kContacts = "call,who,at,memo\n"
                                       "c1,k1,2026-10-01 10:00,泡立ちについて\n"
                                       "c2,k2,2026-10-02 11:00,周期について\n";

class AFileOfPeople : public OnImports {
protected:
    RecordTotals totals() {
        return read([](store::Reader& r) { return record_totals(r); });
    }
    // The only customer of that name.
    record::Customer customer(std::string_view name) {
        return read([&](store::Reader& reader) {
            const auto rows =
                record::search_customers(reader, viewer, name, std::nullopt, {}).items;
            EXPECT_EQ(rows.size(), 1u) << name;
            return record::find_customer(reader, viewer, rows.at(0).id);
        });
    }
    record::Subscription subscription_of(std::string_view name) {
        const auto id = customer(name).id;
        return read([&](store::Reader& reader) {
            return record::subscriptions_of(reader, viewer, id).at(0);
        });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(AFileOfPeople);

TEST_P(AFileOfPeople, UpdatesWhomItNamesByNumber) {
    imported(kPeople, people());
    const auto before = customer("山田");
    const auto second = imported("no,name,phone,mail,city,skin\n"
                                 "k1,山田 花子,090-5555-6666,hanako@example.com,京都府,oily\n"
                                 "k2,佐藤 健,090-3333-4444,,大阪府,\n",
                                 people());
    EXPECT_EQ(counts_of(second), "customer 0/1/1");
    const auto after = customer("山田");
    EXPECT_EQ(after.version, before.version + 1);
    EXPECT_THAT(after.phones,
                testing::Contains(testing::Field(&record::Phone::e164, "+819055556666")));
    EXPECT_EQ(totals().customers, 2);
    EXPECT_EQ(customer("09055556666").id, after.id) << "found by her new number";
}

TEST_P(AFileOfPeople, GivesBackWhatItChangedWhenItIsUndone) {
    imported(kPeople, people());
    const auto before = customer("山田");
    const auto second = imported("no,name,phone,mail,city,skin\n"
                                 "k1,山田 華子,090-1111-2222,hanako@example.com,京都府,dry\n",
                                 people());
    EXPECT_EQ(customer("山田").name, "山田 華子");
    EXPECT_EQ(step(second, Step::Undo).conflicts, 0);
    const auto after = customer("山田");
    EXPECT_EQ(after.name, before.name);
    EXPECT_EQ(after.addresses.size(), before.addresses.size());
    EXPECT_EQ(after.prefecture, before.prefecture);
}

TEST_P(AFileOfPeople, WithoutNumbersFindsThemByMailOrByPhoneAndName) {
    imported(kPeople, people());
    auto without_numbers = people();
    std::erase_if(without_numbers.columns,
                  [](const ColumnRule& rule) { return rule.field == "customer.key"; });
    const auto second = imported("name,phone,mail,city,skin\n"
                                 "山田 花子,,HANAKO@example.com,,combination\n"
                                 "佐藤　健,09033334444,,,normal\n"
                                 "佐藤 次郎,09033334444,,,\n",  // another person, the same phone
                                 without_numbers);
    EXPECT_EQ(counts_of(second), "customer 1/2/0");
    EXPECT_EQ(totals().customers, 3);
    EXPECT_EQ(customer("山田").external_key, "k1");
}

TEST_P(AFileOfPeople, TellsWhatAnUndoKeptAndForgetsItWithTheNextPlan) {
    const auto first = imported(std::string(kPeople) + "k3,鈴木 一,,,,\n", people());
    imported(kContacts, contacts());
    EXPECT_EQ(step(first, Step::Undo).conflicts, 2);
    const auto kept = imports().conflicts(first.id, {}).items;
    ASSERT_EQ(kept.size(), 2u);
    EXPECT_EQ(kept[0].entity, "customer");
    EXPECT_EQ(totals().customers, 2);
    EXPECT_EQ(step(first, Step::Plan).conflicts, 0);
    EXPECT_THAT(imports().conflicts(first.id, {}).items, IsEmpty());
}

TEST_P(AFileOfPeople, OfSubscriptionsChangesThemAndGivesThemBack) {
    imported(kSubscriptions, subscriptions());
    const auto before = subscription_of("k1");
    EXPECT_EQ(totals().subscription_events, 1 + 3 + 1 + 2);
    const auto second = imported("sub,who,sku,start,n,price,end\n"
                                 "s1,k1,soap,2026-06-01,4,4980,\n"
                                 "s2,k2,soap,2026-07-01,2,3980,2026-10-05\n",
                                 subscriptions());
    EXPECT_EQ(counts_of(second), "customer 0/0/2 product 0/0/1 subscription 0/2/0");
    EXPECT_EQ(subscription_of("k1").price.minor, 4980);
    EXPECT_EQ(totals().cancelled_subscriptions, 1);
    EXPECT_EQ(step(second, Step::Undo).conflicts, 0);
    EXPECT_EQ(subscription_of("k1").price, before.price);
    EXPECT_EQ(subscription_of("k1").delivery_number, before.delivery_number);
    EXPECT_EQ(totals().cancelled_subscriptions, 0);
    EXPECT_EQ(totals().subscription_events, 1 + 3 + 1 + 2);
}

TEST_P(AFileOfPeople, OfSubscriptionsIsUndoneWholly) {
    const auto import = imported(kSubscriptions, subscriptions());
    EXPECT_EQ(step(import, Step::Undo).conflicts, 0);
    EXPECT_EQ(totals(), RecordTotals{});
}

TEST_P(AFileOfPeople, OfContactsReadTwiceChangesNothing) {
    imported(kContacts, contacts());
    EXPECT_EQ(totals().contacts, 2);
    EXPECT_EQ(counts_of(imported(kContacts, contacts())), "contact 0/0/2 customer 0/0/2");
    EXPECT_EQ(totals().contacts, 2);
}

TEST_P(AFileOfPeople, OfContactsKeepsTheContactThatAnAgentWentOnWith) {
    const auto import = imported(kContacts, contacts());
    const auto all = read(
        [&](store::Reader& reader) { return record::list_contacts(reader, viewer, {}, {}).items; });
    ASSERT_EQ(all.size(), 2u);
    const auto& touched = all[0];
    write([&](store::Tx& tx) {
        return record::change_contact(tx, viewer, touched.id, touched.version,
                                      {.note = record::set("続きあり")});
    });
    EXPECT_EQ(step(import, Step::Undo).conflicts, 2) << "the contact and its customer stay";
    EXPECT_EQ(totals().contacts, 1);
}

TEST_P(AFileOfPeople, OfAnswersKeepsThemAndSaysWhichItCannotRead) {
    auto mapping = contacts();
    mapping.columns.push_back({.column = "nps", .field = "contact.nps"});
    mapping.columns.push_back({.column = "満足度",
                               .field = "contact.csat",
                               .when = std::vector<WhenRule>{{"とても満足", "5"}}});
    mapping.constants.push_back({.field = "contact.channel", .value = "mail"});
    const auto import = imported("call,who,at,memo,nps,満足度\n"
                                 "c1,k1,2026-10-01 10:00,,0,とても満足\n"
                                 "c2,k2,2026-10-02 11:00,,10,\n"
                                 "c3,k1,2026-10-03 11:00,,,1\n"
                                 "c4,k1,2026-10-03 12:00,,11,1\n"
                                 "c5,k1,2026-10-03 13:00,,3,0\n"
                                 "c6,k1,2026-10-03 14:00,,3.5,4\n"
                                 "c7,k1,2026-10-03 15:00,,-1,4\n"
                                 "c8,k1,2026-10-03 16:00,,9,good\n",
                                 mapping);
    EXPECT_THAT(rejections_of(import),
                ElementsAre("5 off_scale nps=11", "6 off_scale 満足度=0",
                            "7 not_a_whole_number nps=3.5", "8 off_scale nps=-1",
                            "9 not_a_number 満足度=good"));
    const auto all = read(
        [&](store::Reader& reader) { return record::list_contacts(reader, viewer, {}, {}).items; });
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[2].nps, 0);
    EXPECT_EQ(all[2].csat, 5);
    EXPECT_EQ(all[2].channel, record::Channel::Mail);
    EXPECT_EQ(all[1].nps, 10);
    EXPECT_EQ(all[1].csat, std::nullopt);
    EXPECT_EQ(all[0].nps, std::nullopt);
    EXPECT_EQ(all[0].csat, 1);
    EXPECT_EQ(step(import, Step::Undo).conflicts, 0);
    EXPECT_EQ(totals(), RecordTotals{});
}

// A survey of calls that are on record already: c2 has an answer, which stays.
TEST_P(AFileOfPeople, OfAnswersToContactsOnRecordFillsInWhatIsMissing) {
    const auto calls = imported(kContacts, contacts());
    auto mapping = contacts();
    mapping.columns.push_back({.column = "nps", .field = "contact.nps"});
    const auto first = imported("call,who,at,memo,nps\nc2,k2,2026-10-02 11:00,,4\n", mapping);
    const auto survey = imported("call,who,at,memo,nps\n"
                                 "c1,k1,2026-10-01 10:00,別の文,9\n"
                                 "c2,k2,2026-10-02 11:00,,10\n",
                                 mapping);
    EXPECT_EQ(counts_of(survey), "contact 0/1/1 customer 0/0/2");
    const auto told = [&] {
        std::string all;
        for (const auto& one : read([&](store::Reader& reader) {
                 return record::list_contacts(reader, viewer, {}, {}).items;
             })) {
            all += one.note + "=" + (one.nps ? std::to_string(*one.nps) : "-") + " ";
        }
        return all;
    };
    EXPECT_EQ(told(), "周期について=4 泡立ちについて=9 ");
    EXPECT_EQ(step(survey, Step::Undo).conflicts, 0);
    EXPECT_EQ(told(), "周期について=4 泡立ちについて=- ");
    EXPECT_EQ(step(calls, Step::Undo).conflicts, 2) << "c2 and its customer stay: it has an answer";
    EXPECT_EQ(step(first, Step::Undo).conflicts, 0);
    EXPECT_EQ(told(), "周期について=- ");
}

TEST_P(AFileOfPeople, OfOrdersMakesDeliveriesOfTheSubscriptionsItNames) {
    imported(kSubscriptions, subscriptions());
    auto orders = simple_orders();
    orders.columns.push_back({.column = "sub", .field = "order.subscription_key"});
    orders.columns.push_back({.column = "n", .field = "order.delivery_number"});
    orders.columns.push_back({.column = "state", .field = "order.status"});
    const auto applied = imported("no,day,who,sku,qty,price,sub,n,state\n"
                                  "1,2026-08-01,k1,soap,1,3980,s1,3,発送済み\n"
                                  "2,2026-09-01,k1,soap,1,3980,s1,4,発送済み\n",
                                  orders);
    EXPECT_EQ(applied.rejected, 0);
    EXPECT_EQ(totals().subscription_events, 1 + 3 + 1 + 2 + 1) << "the fourth is new";
    const auto id = customer("k1").id;
    const auto rows = read(
        [&](store::Reader& reader) { return record::orders_of(reader, viewer, id, {}).items; });
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].subscription_id, subscription_of("k1").id);
}

}  // namespace
}  // namespace tsunagi::intake
