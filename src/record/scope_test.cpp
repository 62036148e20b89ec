#include "record/scope.h"

#include "base/error.h"

#include <gtest/gtest.h>

namespace tsunagi::record {
namespace {

Viewer masked_viewer() {
    Viewer viewer;
    viewer.sees = all_rows();
    viewer.fields.values.fill(FieldRight::Masked);
    return viewer;
}

TEST(Scope, AMaskedPhoneShowsItsFirstThreeAndLastFourDigits) {
    EXPECT_EQ(masked_phone("090-1234-5678"), "090-****-5678");
    EXPECT_EQ(masked_phone("09012345678"), "090****5678");
    EXPECT_EQ(masked_phone("03-1234-5678"), "03-1***-5678");
}

TEST(Scope, AShortNumberIsMaskedWhole) {
    EXPECT_EQ(masked_phone("12345"), "*****");
    EXPECT_EQ(masked_phone(""), "");
}

TEST(Scope, AMaskedAddressShowsItsFirstLetterAndDomain) {
    EXPECT_EQ(masked_email("taro@example.jp"), "t***@example.jp");
    EXPECT_EQ(masked_email("taro"), "t***");
    EXPECT_EQ(masked_email(""), "");
}

TEST(Scope, AMaskedNameDoesNotTellItsLength) {
    EXPECT_EQ(masked_name("佐藤 花子"), "佐＊＊＊");
    EXPECT_EQ(masked_name("林"), "林＊＊＊");
    EXPECT_EQ(masked_name("Smith"), "S***");
}

TEST(Scope, TheNormalFormsOfMaskedFieldsAreNotShownEither) {
    Customer customer;
    customer.phones = {{"090-1234-5678", "+819012345678", ""}};
    customer.emails = {{"taro@example.jp", "taro@example.jp", ""}};
    customer.addresses = {{"1500001", "東京都", "渋谷区1-2-3", "", "佐藤", "自宅"}};
    mask(masked_viewer(), customer);
    EXPECT_EQ(customer.phones[0], (Phone{"090-****-5678", "", ""}));
    EXPECT_EQ(customer.emails[0], (Email{"t***@example.jp", "", ""}));
    EXPECT_EQ(customer.addresses[0], (Address{"", "東京都", "***", "", "", "自宅"}));
}

TEST(Scope, HiddenFieldsAreNotThereAndMaskedTextSaysNothing) {
    Viewer viewer = masked_viewer();
    Customer customer;
    customer.name = "佐藤 花子";
    customer.note = "病気がち";
    customer.birthday = Day{7000};
    customer.phones = {{"090-1234-5678", "+819012345678", ""}};
    mask(viewer, customer);
    EXPECT_EQ(customer.note, "***");
    EXPECT_EQ(customer.birthday, std::nullopt);
    viewer.fields = {};
    mask(viewer, customer);
    EXPECT_EQ(customer.name, "");
    EXPECT_EQ(customer.note, "");
    EXPECT_TRUE(customer.phones.empty());
}

TEST(Scope, TheWorkOfATeamIsThatOfItsMembers) {
    Viewer viewer;
    viewer.user = {7};
    viewer.colleagues = {{7}, {8}};
    viewer.sees[Entity::Contact] = RowScope::Team;
    EXPECT_TRUE(sees_work_of(viewer, Entity::Contact, {8}));
    EXPECT_FALSE(sees_work_of(viewer, Entity::Contact, {9}));
    viewer.sees[Entity::Contact] = RowScope::Own;
    EXPECT_FALSE(sees_work_of(viewer, Entity::Contact, {8}));
    EXPECT_TRUE(sees_work_of(viewer, Entity::Contact, {7}));
    viewer.sees[Entity::Contact] = RowScope::None;
    EXPECT_FALSE(sees_work_of(viewer, Entity::Contact, {7}));
}

}  // namespace
}  // namespace tsunagi::record
