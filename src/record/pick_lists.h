// Pick-lists are the words a contact is written in. The core (purposes, results, reasons, form
// rules) comes with the program in pick_lists.cpp, with labels in both languages; a shop adds
// reasons below the core's and its own offers and phrases. Codes are ids: re-wording a label never
// breaks a report.
#pragma once

#include "base/viewer.h"
#include "record/customers.h"
#include "store/database.h"

#include <string>
#include <vector>

namespace tsunagi::record {

BOOST_DEFINE_ENUM_CLASS(Direction, Inbound, Outbound)
BOOST_DEFINE_ENUM_CLASS(Purpose, Cancel, SkipPause, ChangePlan, ChangeAddress, Order,
                        ProductQuestion, Usage, Billing, Delivery, Complaint, RetentionCall,
                        WinBack, Other)
BOOST_DEFINE_ENUM_CLASS(Emotion, Positive, Neutral, Negative)
BOOST_DEFINE_ENUM_CLASS(OfferAnswer, Accepted, Declined)
BOOST_DEFINE_ENUM_CLASS(Result, CancelAccepted, Kept, Skipped, Paused, Changed, Ordered, Returned,
                        Answered, Prospect, Recall, NoAnswer, Fax, Unreachable, Complaint,
                        Abandoned)
BOOST_DEFINE_ENUM_CLASS(Need, Required, Optional, Hidden)

struct Choice {
    std::string code;
    std::string ja;
    std::string en;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (code, ja, en))

struct Reason {
    std::string code;
    std::string parent;  // '' for a root
    std::string ja;
    std::string en;
    bool core = false;
    bool active = true;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (code, parent, ja, en, core, active))

struct Offer {
    Id<Offer> id;
    std::int64_t version = 0;
    std::string ja;
    std::string en;
    bool active = true;
};
BOOST_DESCRIBE_STRUCT(Offer, (), (id, version, ja, en, active))

// A fixed phrase, inserted in a note by typing /key.
struct Phrase {
    std::string key;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Phrase, (), (key, text))

// What the form of a purpose does with a field; a field without a rule is optional.
struct FormRule {
    Purpose purpose = Purpose::Other;
    std::string field;
    Need need = Need::Optional;
};
BOOST_DESCRIBE_STRUCT(FormRule, (), (purpose, field, need))

struct PickLists {
    std::vector<Choice> purposes;
    std::vector<Choice> channels;
    std::vector<Choice> directions;
    std::vector<Choice> emotions;
    std::vector<Choice> offer_answers;
    std::vector<Choice> results;
    std::vector<Reason> reasons;  // parents before their children
    std::vector<Offer> offers;
    std::vector<Phrase> phrases;
    std::vector<FormRule> form_rules;
};
BOOST_DESCRIBE_STRUCT(PickLists, (),
                      (purposes, channels, directions, emotions, offer_answers, results, reasons,
                       offers, phrases, form_rules))

struct ReasonDraft {
    std::string parent;
    std::string ja;
    std::string en;
};
BOOST_DESCRIBE_STRUCT(ReasonDraft, (), (parent, ja, en))
struct ReasonPatch {
    Patch<std::string> ja;
    Patch<std::string> en;
    Patch<bool> active;
};
BOOST_DESCRIBE_STRUCT(ReasonPatch, (), (ja, en, active))
struct OfferDraft {
    std::string ja;
    std::string en;
};
BOOST_DESCRIBE_STRUCT(OfferDraft, (), (ja, en))
struct OfferPatch {
    Patch<std::string> ja;
    Patch<std::string> en;
    Patch<bool> active;
};
BOOST_DESCRIBE_STRUCT(OfferPatch, (), (ja, en, active))

// Labels of the core, for facts and exports. `language` picks ja or en.
std::string_view label_of(Purpose, Language);
std::string_view label_of(Result, Language);
std::string_view label_of(Channel, Language);
std::vector<FormRule> core_form_rules();

// Not personal, so any viewer of the shop may read them.
PickLists read_pick_lists(store::Reader&);
// Core and own reasons, parents before their children.
std::vector<Reason> read_reasons(store::Reader&);

// A child of a root. Its code is made from its position: "<parent>.<n>".
Reason create_reason(store::Tx&, const ReasonDraft&);
// Throws InvalidInput (core_reason) for a reason of the core: it means the same in every shop.
Reason change_reason(store::Tx&, std::string_view code, const ReasonPatch&);
Offer create_offer(store::Tx&, const OfferDraft&);
Offer change_offer(store::Tx&, Id<Offer>, std::int64_t version, const OfferPatch&);
Phrase put_phrase(store::Tx&, const Phrase&);

}  // namespace tsunagi::record
