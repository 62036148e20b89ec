// The vocabulary of an import: every field a column can be mapped to, with its labels, what kind of
// value it takes and the column names it is known by. `attribute.<name>` stands beside the table:
// any name the shop likes.
//
// Pure, immutable; any thread.
#pragma once

#include "base/described.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::intake {

// What a file is a list of.
BOOST_DEFINE_ENUM_CLASS(Target, Customers, Orders, Subscriptions, Contacts)

enum class FieldId : unsigned char {
    CustomerKey,
    CustomerName,
    CustomerKana,
    CustomerBirthday,
    CustomerSex,
    CustomerRank,
    CustomerMedium,
    CustomerNote,
    CustomerCaution,
    CustomerDoNotContact,
    CustomerRegisteredOn,
    PhoneNumber,
    EmailAddress,
    AddressPostalCode,
    AddressPrefecture,
    AddressLine1,
    AddressLine2,
    AddressRecipient,
    OrderKey,
    OrderOrderedAt,
    OrderShippedOn,
    OrderStatus,
    OrderMedium,
    OrderNote,
    OrderTotal,
    OrderSubscriptionKey,
    OrderDeliveryNumber,
    LineKind,
    LineProductKey,
    LineProductName,
    LineCategory,
    LineQuantity,
    LineUnitPrice,
    LineAmount,
    SubscriptionKey,
    SubscriptionStatus,
    SubscriptionStartedOn,
    SubscriptionCycle,
    SubscriptionCycleDays,
    SubscriptionCycleMonths,
    SubscriptionQuantity,
    SubscriptionPrice,
    SubscriptionMedium,
    SubscriptionDeliveryNumber,
    SubscriptionNextShipmentOn,
    SubscriptionCancelRequestedOn,
    SubscriptionCancelledOn,
    SubscriptionCancelReason,
    SubscriptionProductKey,
    SubscriptionProductName,
    ContactKey,
    ContactStartedAt,
    ContactEndedAt,
    ContactChannel,
    ContactDirection,
    ContactPurpose,
    ContactReason,
    ContactResult,
    ContactEmotion,
    ContactNps,
    ContactCsat,
    ContactAgent,
    ContactQueue,
    ContactWaited,
    ContactAnsweredAt,
    ContactTalk,
    ContactHold,
    ContactWrapUp,
    ContactAbandoned,
    ContactNote,
    ContactNextStep,
    ContactNextStepAt,
};
inline constexpr std::size_t kFieldCount = static_cast<std::size_t>(FieldId::ContactNextStepAt) + 1;

enum class ValueKind { Text, Moment, Money, Number, Boolean, Code, Duration };

struct FieldSpec {
    FieldId id;
    std::string_view name;  // "customer.key"
    ValueKind kind;
    std::string_view targets;  // letters of the targets that take it: C O S T(contacts)
    std::string_view joiner;   // between several columns mapped to it
    std::string_view ja;
    std::string_view en;
    std::string_view known_as;  // column names in header form, between bars
};

std::span<const FieldSpec> field_specs();  // in the order of FieldId
const FieldSpec& spec_of(FieldId);
const FieldSpec* find_field(std::string_view name);  // null when there is none
bool takes(Target, const FieldSpec&);

// For screens: the fields a target takes.
struct ImportField {
    std::string name;
    std::string kind;
    std::vector<std::string> targets;
    std::string ja;
    std::string en;
};
BOOST_DESCRIBE_STRUCT(ImportField, (), (name, kind, targets, ja, en))
std::vector<ImportField> import_fields();

// The form in which column names are compared: NFKC (so brackets and digits have one width), lower
// case, no white space, _ or -. Kana stay as they are.
std::string header_form(std::string_view column);

}  // namespace tsunagi::intake
