// A Contact is one call, mail, chat or visit in the standard form (応対記録), the same for every
// channel. Which fields a purpose needs is a pick-list (form rules); the codes of the core never
// change their meaning, a shop only adds. A call whose result is Abandoned (放棄呼) was given up
// before anybody answered: it is on record, but nobody spoke, and no analysis of conversations
// counts it.
#pragma once

#include "record/orders.h"
#include "record/pick_lists.h"
#include "record/subscription_rules.h"

#include <string>

namespace tsunagi::record {

struct CallListItem;

inline constexpr Rule kNpsRule{
    .field = "nps", .min = 0, .max = 10, .ja = "おすすめ度(NPS)", .en = "Would recommend (NPS)"};
inline constexpr Rule kCsatRule{
    .field = "csat", .min = 1, .max = 5, .ja = "満足度(CSAT)", .en = "Satisfaction (CSAT)"};

struct ContactDraft {
    Id<Customer> customer_id;
    Channel channel = Channel::Phone;
    Direction direction = Direction::Inbound;
    Instant started_at;
    std::optional<Instant> ended_at;
    Purpose purpose = Purpose::Other;
    std::string reason_code;  // '' none
    std::optional<Id<Product>> product_id;
    std::optional<Id<Subscription>> subscription_id;
    std::optional<Id<Order>> order_id;
    std::optional<Emotion> emotion;
    // What the customer herself answered; `emotion` is the agent's impression.
    std::optional<int> nps;   // "how likely are you to recommend us?", 0 … 10
    std::optional<int> csat;  // "how satisfied are you?", 1 … 5
    std::optional<Id<Offer>> offer_id;
    std::optional<OfferAnswer> offer_answer;
    Result result = Result::Answered;
    std::string next_step;  // '' none: a promise made to the customer
    std::optional<Instant> next_step_at;
    std::string note;
    std::optional<Id<CallListItem>> call_list_item_id;
};
BOOST_DESCRIBE_STRUCT(ContactDraft, (),
                      (customer_id, channel, direction, started_at, ended_at, purpose, reason_code,
                       product_id, subscription_id, order_id, emotion, nps, csat, offer_id,
                       offer_answer, result, next_step, next_step_at, note, call_list_item_id))

struct Contact : ContactDraft {
    Id<Contact> id;
    std::int64_t version = 0;
    Id<User> agent_id;
    std::string agent_name;
    bool next_step_done = false;
    // Only a call log tells these; nobody writes them into a form.
    std::string queue;                   // where the call waited: 定期窓口; '' not told
    std::optional<int> waited_seconds;   // from when it came in to its answer or to giving up
    std::optional<int> handled_seconds;  // talk, hold and after-call work; else from start to end
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(Contact, (ContactDraft),
                      (id, version, agent_id, agent_name, next_step_done, queue, waited_seconds,
                       handled_seconds, created_at, updated_at))

// A contact in a list over all customers.
struct ContactRow : Contact {
    std::string customer_name;
};
BOOST_DESCRIBE_STRUCT(ContactRow, (Contact), (customer_name))

// A correction: absent leaves, null clears. The customer and the call-list item stay.
struct ContactPatch {
    Patch<Channel> channel;
    Patch<Direction> direction;
    Patch<Instant> started_at;
    Patch<Instant> ended_at;
    Patch<Purpose> purpose;
    Patch<std::string> reason_code;
    Patch<Id<Product>> product_id;
    Patch<Id<Subscription>> subscription_id;
    Patch<Id<Order>> order_id;
    Patch<Emotion> emotion;
    Patch<int> nps;
    Patch<int> csat;
    Patch<Id<Offer>> offer_id;
    Patch<OfferAnswer> offer_answer;
    Patch<Result> result;
    Patch<std::string> next_step;
    Patch<Instant> next_step_at;
    Patch<bool> next_step_done;
    Patch<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ContactPatch, (),
                      (channel, direction, started_at, ended_at, purpose, reason_code, product_id,
                       subscription_id, order_id, emotion, nps, csat, offer_id, offer_answer,
                       result, next_step, next_step_at, next_step_done, note))

struct ContactFilter {
    std::optional<Instant> since;  // started at or after
    std::optional<Id<User>> agent;
    std::optional<Result> result;
    bool open_steps = false;  // only promises not yet kept, the earliest due first
};

Contact find_contact(store::Reader&, const Viewer&, Id<Contact>);
// Newest first; with open_steps by the day they are due.
Page<ContactRow> list_contacts(store::Reader&, const Viewer&, const ContactFilter&,
                               const PageRequest&);

// Saves a contact by the viewer. In the same transaction the call-list item is closed, or comes
// back at next_step_at when the result is recall or no_answer; and a result of cancel_accepted with
// a subscription cancels it for the contact's reason, effective on the day of next_step_at or
// today. Throws InvalidInput with every field that the form of the purpose needs or forbids.
Contact save_contact(store::Tx&, const Viewer&, const ContactDraft&);
// A correction never acts on subscriptions or call lists again.
Contact change_contact(store::Tx&, const Viewer&, Id<Contact>, std::int64_t version,
                       const ContactPatch&);

}  // namespace tsunagi::record

template <>
struct tsunagi::rules_of<tsunagi::record::ContactDraft> {
    static constexpr std::array value{
        Rule{.field = "reason_code", .max_length = 40, .ja = "理由", .en = "Reason"},
        tsunagi::record::kNpsRule, tsunagi::record::kCsatRule,
        Rule{.field = "next_step", .max_length = 1000, .ja = "次の対応", .en = "Next step"},
        Rule{.field = "note", .max_length = 10000, .ja = "メモ", .en = "Note"}};
};
template <>
struct tsunagi::rules_of<tsunagi::record::ContactPatch> {
    static constexpr std::array value{
        Rule{.field = "reason_code", .max_length = 40, .ja = "理由", .en = "Reason"},
        tsunagi::record::kNpsRule, tsunagi::record::kCsatRule,
        Rule{.field = "next_step", .max_length = 1000, .ja = "次の対応", .en = "Next step"},
        Rule{.field = "note", .max_length = 10000, .ja = "メモ", .en = "Note"}};
};
