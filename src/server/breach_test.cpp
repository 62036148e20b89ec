// From an account, a time or an export to the people and fields it showed.
#include "access/audit/shown.h"
#include "base/json.h"
#include "privacy/breach.h"
#include "record/testing.h"
#include "server/schema.h"
#include "store/audit/event.h"

namespace tsunagi::server {
namespace {

using access::audit::FieldShown;
using store::audit::Event;

class BreachDesk : public record::OnRecord {
protected:
    std::span<const store::Migration> shop_migrations() const override {
        return server::shop_migrations();
    }
    // Tells that the user was shown these customers with these fields; returns the event's seq.
    std::int64_t show(std::int64_t user, std::string kind, std::vector<std::int64_t> customers,
                      std::vector<FieldShown> fields, std::int64_t part_of = 0) {
        Event event;
        event.user_id = user;
        event.kind = std::move(kind);
        event.entity_id = part_of;
        event.detail = to_json(access::audit::EventDetail{std::move(fields), {}, {}});
        return write([&](store::Tx& tx) { return store::audit::note(tx, event, customers); });
    }
    privacy::Breach find(const privacy::BreachFilter& filter, int limit = 50) {
        return read([&](store::Reader& reader) {
            return privacy::find_breach(reader, viewer, filter, {.cursor = {}, .limit = limit});
        });
    }
    static std::vector<std::string> names_of(const privacy::Breach& breach) {
        std::vector<std::string> names;
        for (const auto& person : breach.items) names.push_back(person.name);
        return names;
    }

    const FieldShown name_read_{FieldGroup::Name, FieldRight::Read};
    const FieldShown phone_masked_{FieldGroup::Phone, FieldRight::Masked};
    const FieldShown email_hidden_{FieldGroup::Email, FieldRight::Hidden};
};
INSTANTIATE_ON_BOTH_DATABASES(BreachDesk);

TEST_P(BreachDesk, NamesThePeopleAndTheFieldsAnAccountWasShown) {
    const auto ann = add_customer("佐藤花子").id.value;
    const auto bob = add_customer("鈴木一郎").id.value;
    add_customer("山田太郎");
    show(3, "viewed", {ann}, {name_read_, phone_masked_, email_hidden_});
    clock.advance(1000);
    show(3, "searched", {ann, bob}, {name_read_});
    show(4, "viewed", {bob}, {phone_masked_});
    privacy::BreachFilter filter;
    filter.user = Id<User>{3};
    const auto breach = find(filter);
    EXPECT_EQ(breach.people, 2);
    EXPECT_EQ(breach.events, 2);
    EXPECT_THAT(names_of(breach), testing::ElementsAre("佐藤花子", "鈴木一郎"));
    EXPECT_THAT(breach.fields, testing::ElementsAre(FieldGroup::Name, FieldGroup::Phone));
    EXPECT_EQ(breach.items[0].times, 2);
    EXPECT_EQ(breach.items[0].last_at - breach.items[0].first_at, 1000);
    EXPECT_THAT(breach.items[1].fields, testing::ElementsAre(FieldGroup::Name));
}

TEST_P(BreachDesk, LooksAtAnExportWithAllItsParts) {
    const auto ann = add_customer("佐藤花子").id.value;
    const auto bob = add_customer("鈴木一郎").id.value;
    const auto other = add_customer("山田太郎").id.value;
    privacy::BreachFilter filter;
    filter.event_seq = show(3, "exported", {}, {name_read_});
    show(3, "export_part", {ann}, {name_read_}, *filter.event_seq);
    show(3, "export_part", {bob}, {name_read_}, *filter.event_seq);
    show(3, "viewed", {other}, {name_read_});
    EXPECT_THAT(names_of(find(filter)), testing::ElementsAre("佐藤花子", "鈴木一郎"));
}

TEST_P(BreachDesk, GoesByTheTimeAndPageByPage) {
    const auto ann = add_customer("佐藤花子").id.value;
    const auto bob = add_customer("鈴木一郎").id.value;
    show(3, "listed", {ann, bob}, {name_read_});
    privacy::BreachFilter later;
    later.from = clock.now() + 1;
    EXPECT_EQ(find(later).people, 0);
    privacy::BreachFilter earlier;
    earlier.to = clock.now();
    EXPECT_EQ(find(earlier).people, 0);
    const auto first = find({}, 1);
    EXPECT_EQ(first.people, 2);
    EXPECT_THAT(names_of(first), testing::ElementsAre("佐藤花子"));
    ASSERT_TRUE(first.next);
    const auto second = read([&](store::Reader& reader) {
        return privacy::find_breach(reader, viewer, {}, {.cursor = *first.next, .limit = 1});
    });
    EXPECT_THAT(names_of(second), testing::ElementsAre("鈴木一郎"));
    EXPECT_FALSE(second.next);
}

TEST_P(BreachDesk, DoesNotCountARefusal) {
    show(3, "denied", {add_customer("佐藤花子").id.value}, {name_read_});
    EXPECT_EQ(find({}).people, 0);
}

}  // namespace
}  // namespace tsunagi::server
