#include "record/customers.h"

#include "base/error.h"
#include "record/scope.h"
#include "record/testing.h"
#include "record/versions.h"

#include <gmock/gmock.h>

namespace tsunagi::record {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Customers : public OnRecord {
protected:
    Customer change(const Customer& customer, const CustomerPatch& patch) {
        return write([&](store::Tx& tx) {
            return change_customer(tx, viewer, customer.id, customer.version, patch);
        });
    }
    Customer find(Id<Customer> id) {
        return read([&](store::Reader& reader) { return find_customer(reader, viewer, id); });
    }
    std::vector<std::string> names(const Page<CustomerRow>& page) {
        std::vector<std::string> names;
        for (const auto& row : page.items) names.push_back(row.name);
        return names;
    }
    Page<CustomerRow> list(std::optional<CustomerStatus> status, const PageRequest& asked = {}) {
        return read(
            [&](store::Reader& reader) { return list_customers(reader, viewer, status, asked); });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Customers);

TEST_P(Customers, ACreatedCustomerIsReadBackAsTypedWithItsNormalForms) {
    CustomerPatch patch;
    patch.name = set(" 髙橋 花子 ");
    patch.kana = set("たかはし はなこ");
    patch.external_key = set("C-100");
    patch.birthday = set(Day{6000});
    patch.sex = set(Sex::Female);
    patch.do_not_contact = set(true);
    patch.phones = set(
        std::vector<Phone>{{"０３－１２３４－５６７８", "", "自宅"}, {"内線12", "", ""}});
    patch.emails = set(std::vector<Email>{{"Hanako@Example.JP", "", ""}});
    patch.addresses = set(
        std::vector<Address>{{"150-0001", "東京都", "渋谷区神宮前1-2-3", "", "", ""}});
    const auto made = write([&](store::Tx& tx) { return create_customer(tx, viewer, patch); });
    const auto customer = find(made.id);
    EXPECT_EQ(customer.version, 1);
    EXPECT_EQ(customer.name, "髙橋 花子");
    EXPECT_EQ(customer.kana, "タカハシ ハナコ");
    EXPECT_EQ(customer.external_key, "C-100");
    EXPECT_EQ(customer.birthday, Day{6000});
    EXPECT_EQ(customer.sex, Sex::Female);
    EXPECT_TRUE(customer.do_not_contact);
    EXPECT_EQ(customer.prefecture, "東京都");
    EXPECT_THAT(customer.phones,
                ElementsAre(Phone{"０３－１２３４－５６７８", "+81312345678", "自宅"},
                            Phone{"内線12", "", ""}));
    EXPECT_THAT(customer.emails, ElementsAre(Email{"Hanako@Example.JP", "hanako@example.jp", ""}));
    EXPECT_EQ(customer.addresses.at(0).postal_code, "1500001");
    EXPECT_EQ(customer.created_at, clock.now());
}

TEST_P(Customers, EveryWrongFieldIsNamedAtOnce) {
    CustomerPatch patch;
    patch.name = set("　");
    patch.sex = null<Sex>();
    patch.phones = set(std::vector<Phone>{{"なし", "", ""}});
    patch.emails = set(std::vector<Email>{{"a@example.jp", "", ""}, {"a@", "", ""}});
    EXPECT_THAT(
        refusals([&] { write([&](store::Tx& tx) { create_customer(tx, viewer, patch); }); }),
        ElementsAre("/sex null_not_allowed", "/name missing", "/phones/0/number bad_phone",
                    "/emails/1/address bad_email"));
    EXPECT_TRUE(list(std::nullopt).items.empty());
}

TEST_P(Customers, ACorrectionBumpsTheVersionAndSaysOnlyWhatChanged) {
    const auto before = add_customer("佐藤 花子");
    CustomerPatch patch;
    patch.note = set("午前中に電話");
    const auto after = change(before, patch);
    EXPECT_EQ(after.version, 2);
    EXPECT_EQ(find(before.id).note, "午前中に電話");
    EXPECT_THAT(changes_of("customer"), ElementsAre(HasSubstr(R"("name":"佐藤 花子")"),
                                                    R"({"note":""} {"note":"午前中に電話"})"));
}

TEST_P(Customers, ACorrectionThatChangesNothingIsNotAChange) {
    const auto before = add_customer("佐藤 花子");
    CustomerPatch patch;
    patch.name = set("佐藤 花子");
    EXPECT_EQ(change(before, patch).version, 1);
    EXPECT_EQ(changes_of("customer").size(), 1U);
}

TEST_P(Customers, AnOldVersionIsRefusedWithTheCustomerAsSheIsNow) {
    const auto first = add_customer("佐藤 花子");
    CustomerPatch patch;
    patch.note = set("先");
    change(first, patch);
    patch.note = set("後");
    try {
        change(first, patch);
        FAIL();
    } catch (const VersionConflict& conflict) {
        EXPECT_EQ(conflict.code(), Code::Conflict);
        EXPECT_THAT(conflict.current_json(), HasSubstr(R"("version":2)"));
        EXPECT_THAT(conflict.current_json(), HasSubstr(R"("note":"先")"));
    }
    EXPECT_EQ(find(first.id).note, "先");
}

TEST_P(Customers, TwoCustomersCannotHaveTheSameNumber) {
    CustomerPatch patch;
    patch.name = set("佐藤 花子");
    patch.external_key = set("C-100");
    const auto create = [&] { write([&](store::Tx& tx) { create_customer(tx, viewer, patch); }); };
    create();
    try {
        create();
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::Conflict);
    }
    EXPECT_EQ(list(std::nullopt).items.size(), 1U);
}

TEST_P(Customers, ListsAreReplacedWhole) {
    auto customer = add_customer("佐藤 花子", "", "03-1234-5678", "a@example.jp");
    CustomerPatch patch;
    patch.phones = set(std::vector<Phone>{{"090-1111-2222", "", ""}, {"03-1234-5678", "", ""}});
    patch.emails = set(std::vector<Email>{});
    customer = change(customer, patch);
    EXPECT_EQ(customer.phones.size(), 2U);
    EXPECT_EQ(find(customer.id).phones.at(0).e164, "+819011112222");
    EXPECT_TRUE(find(customer.id).emails.empty());
}

TEST_P(Customers, AttributesKeepADatedHistoryAndShowWhatIsInForce) {
    auto customer = add_customer("佐藤 花子");
    CustomerPatch patch;
    patch.attributes = set(std::vector<Attribute>{{"肌質", "", "", "乾燥", Day{20000}}});
    customer = change(customer, patch);
    patch.attributes = set(std::vector<Attribute>{{"肌質", "", "", "混合", std::nullopt}});
    customer = change(customer, patch);
    EXPECT_THAT(customer.attributes,
                ElementsAre(Attribute{"肌質", "肌質", "肌質", "混合", today()}));
}

TEST_P(Customers, ANewConsentReplacesTheOldOneInForce) {
    auto customer = add_customer("佐藤 花子");
    CustomerPatch patch;
    patch.consents = set(
        std::vector<Consent>{{Channel::Phone, ConsentPurpose::Sales, true, Instant{1000}, "web"}});
    customer = change(customer, patch);
    patch.consents = set(
        std::vector<Consent>{{Channel::Phone, ConsentPurpose::Sales, false, std::nullopt, "電話"}});
    customer = change(customer, patch);
    ASSERT_EQ(customer.consents.size(), 1U);
    EXPECT_FALSE(customer.consents[0].granted);
    EXPECT_EQ(customer.consents[0].source, "電話");
    EXPECT_EQ(customer.consents[0].at, clock.now());
}

TEST_P(Customers, TheListIsPagedByNameWithoutGapsOrRepeats) {
    for (const char* name : {"いけだ", "あべ", "うの", "あべ", "えのき"}) add_customer(name);
    auto page = list(std::nullopt, {.cursor = "", .limit = 2});
    auto all = names(page);
    while (page.next) {
        page = list(std::nullopt, {.cursor = *page.next, .limit = 2});
        for (const auto& name : names(page)) all.push_back(name);
    }
    EXPECT_THAT(all, ElementsAre("あべ", "あべ", "いけだ", "うの", "えのき"));
}

TEST_P(Customers, TheListIsInTheOrderOfReadingsAndOfNamesWithoutOne) {
    add_customer("髙橋 花子", "たかはし はなこ");
    add_customer("佐藤 花子");
    add_customer("相川 花子", "アイカワ ハナコ");
    add_customer("いけだ 花子");
    const std::vector<std::string> expected{"相川 花子", "いけだ 花子", "髙橋 花子", "佐藤 花子"};
    EXPECT_EQ(names(list(std::nullopt)), expected);
    std::vector<std::string> paged;
    for (PageRequest asked{.limit = 1}; paged.size() < 9;) {
        const auto page = list(std::nullopt, asked);
        for (const auto& name : names(page)) paged.push_back(name);
        if (!page.next) break;
        asked.cursor = *page.next;
    }
    EXPECT_EQ(paged, expected);
}

TEST_P(Customers, ARowShowsTheBestSubscription) {
    const auto customer = add_customer("佐藤 花子", "サトウ ハナコ", "0312345678", "a@example.jp");
    const auto product = add_product("美容液");
    const auto old = add_subscription(customer.id, product.id, today() - 90);
    add_subscription(customer.id, product.id, today() - 30);
    SubscriptionAction cancel{.kind = ActionKind::Cancel, .reason_code = "price"};
    write([&](store::Tx& tx) { act(tx, viewer, old.id, old.version, cancel); });
    const auto row = list(std::nullopt).items.at(0);
    EXPECT_EQ(row.status, CustomerStatus::Active);
    EXPECT_EQ(row.phone, "03-1234-5678");  // with hyphens, however it was typed
    EXPECT_EQ(row.email, "a@example.jp");
    EXPECT_TRUE(row.next_shipment_on.has_value());
}

TEST_P(Customers, TheListOfAStatusIsThatOfTheBestSubscription) {
    const auto product = add_product("美容液");
    const auto active = add_customer("継続");
    const auto paused = add_customer("休止");
    const auto cancelled = add_customer("解約");
    add_customer("なし");
    const auto do_to = [&](const Customer& customer, const SubscriptionAction& action) {
        const auto begun = add_subscription(customer.id, product.id, today() - 60);
        write([&](store::Tx& tx) { act(tx, viewer, begun.id, begun.version, action); });
    };
    const SubscriptionAction cancel{.kind = ActionKind::Cancel, .reason_code = "price"};
    add_subscription(active.id, product.id, today());
    do_to(active, cancel);
    do_to(paused, {.kind = ActionKind::Pause});
    do_to(paused, cancel);
    do_to(cancelled, cancel);
    EXPECT_THAT(names(list(CustomerStatus::Active)), ElementsAre("継続"));
    EXPECT_THAT(names(list(CustomerStatus::Paused)), ElementsAre("休止"));
    EXPECT_THAT(names(list(CustomerStatus::Cancelled)), ElementsAre("解約"));
    EXPECT_THAT(names(list(CustomerStatus::None)), ElementsAre("なし"));
}

TEST_P(Customers, AViewerWithoutRowsFindsNobody) {
    const auto customer = add_customer("佐藤 花子");
    viewer = seeing_nothing();
    EXPECT_TRUE(list(std::nullopt).items.empty());
    try {
        find(customer.id);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::NotFound);
    }
}

TEST_P(Customers, SendingBackAMaskedNumberKeepsTheRealOne) {
    const auto customer = add_customer("佐藤 花子", "", "090-1234-5678", "taro@example.jp");
    viewer.fields[FieldGroup::Phone] = FieldRight::Masked;
    viewer.fields[FieldGroup::Email] = FieldRight::Masked;
    const auto shown = find(customer.id);
    EXPECT_EQ(shown.phones[0].number, "090-****-5678");
    EXPECT_EQ(list(std::nullopt).items[0].email, "t***@example.jp");
    CustomerPatch patch;
    patch.phones = set(shown.phones);
    patch.emails = set(shown.emails);
    patch.note = set("x");
    change(shown, patch);
    viewer.fields = all_fields();
    EXPECT_EQ(find(customer.id).phones[0], (Phone{"090-1234-5678", "+819012345678", ""}));
    EXPECT_EQ(find(customer.id).emails[0].address, "taro@example.jp");
}

TEST_P(Customers, TheStandingAddsUpOrdersThatCountAndTheNextCutOff) {
    const auto customer = add_customer("佐藤 花子");
    const auto product = add_product("美容液", 3980);
    const auto order = [&](OrderStatus status, std::int64_t quantity, Instant at) {
        OrderDraft draft;
        draft.customer_id = customer.id;
        draft.status = status;
        draft.ordered_at = at;
        draft.lines = {{product.id, quantity, {39'800'000}}};
        write([&](store::Tx& tx) { place_order(tx, viewer, draft); });
    };
    order(OrderStatus::Shipped, 2, clock.now() + -86'400'000LL * 40);
    order(OrderStatus::Open, 1, clock.now() + -86'400'000LL * 2);
    order(OrderStatus::Cancelled, 5, clock.now());
    add_subscription(customer.id, product.id, today() - 20);
    const auto standing = read([&](store::Reader& reader) {
        return customer_standing(reader, viewer, customer.id, today());
    });
    EXPECT_EQ(standing.status, CustomerStatus::Active);
    EXPECT_EQ(standing.sales_to_date, Money{3 * 3980});
    EXPECT_EQ(standing.orders, 2);
    EXPECT_EQ(standing.first_order_on, today() - 40);
    EXPECT_EQ(standing.last_order_on, today() - 2);
    EXPECT_TRUE(standing.cutoff_on && *standing.cutoff_on < *standing.next_shipment_on);
    EXPECT_GT(standing.days_left, 0);
    EXPECT_EQ(standing.promises, 0);
}

}  // namespace
}  // namespace tsunagi::record
