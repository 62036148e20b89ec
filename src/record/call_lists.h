// A CallList is people worth a call, worked off one by one. An item keeps why its customer was
// listed (probability, expected loss, facts as of that day) and its state: open, recall at a time,
// done by a contact.
#pragma once

#include "record/contacts.h"
#include "record/facts.h"

#include <string>
#include <vector>

namespace tsunagi::record {

BOOST_DEFINE_ENUM_CLASS(ItemStatus, Open, Recall, Done)

struct CallList {
    Id<CallList> id;
    std::int64_t version = 0;
    std::string name;
    Json source;  // what it was made from
    bool closed = false;
    Instant created_at;
    int open = 0;
    int recall = 0;
    int done = 0;
};
BOOST_DESCRIBE_STRUCT(CallList, (),
                      (id, version, name, source, closed, created_at, open, recall, done))

struct CallListItem {
    Id<CallListItem> id;
    std::int64_t version = 0;
    Id<CallList> call_list_id;
    int position = 0;
    CustomerRow customer;
    std::optional<Id<Subscription>> subscription_id;
    std::optional<Id<User>> assigned_to;
    std::string assigned_name;  // '' nobody
    ItemStatus status = ItemStatus::Open;
    std::optional<Instant> recall_at;
    std::optional<Day> cutoff_on;
    std::optional<Day> next_shipment_on;
    std::optional<double> probability;
    Money expected_loss;
    std::vector<Fact> facts;
    std::optional<Id<Contact>> contact_id;
};
BOOST_DESCRIBE_STRUCT(CallListItem, (),
                      (id, version, call_list_id, position, customer, subscription_id, assigned_to,
                       assigned_name, status, recall_at, cutoff_on, next_shipment_on, probability,
                       expected_loss, facts, contact_id))

// One person of a list to be made, in calling order.
struct CallListEntry {
    Id<Customer> customer_id;
    std::optional<Id<Subscription>> subscription_id;
    std::optional<Day> cutoff_on;
    std::optional<Day> next_shipment_on;
    std::optional<double> probability;
    Money expected_loss;
    std::vector<Fact> facts;
};

struct CallListDraft {
    std::string name;
    Json source;
    std::vector<CallListEntry> entries;
};

struct CallListItemPatch {
    Patch<Id<User>> assigned_to;
    Patch<ItemStatus> status;
    Patch<Instant> recall_at;
};
BOOST_DESCRIBE_STRUCT(CallListItemPatch, (), (assigned_to, status, recall_at))

struct CallListFilter {
    std::optional<ItemStatus> status;
    std::optional<Id<User>> assigned_to;
};

// A colleague as the control database knows her; record keeps the name beside the id.
struct Assignee {
    Id<User> id;
    std::string name;
};

CallList find_call_list(store::Reader&, const Viewer&, Id<CallList>);
// Newest first.
Page<CallList> list_call_lists(store::Reader&, const Viewer&, const PageRequest&);
// In calling order.
Page<CallListItem> list_call_list_items(store::Reader&, const Viewer&, Id<CallList>,
                                        const CallListFilter&, const PageRequest&);
CallListItem find_call_list_item(store::Reader&, const Viewer&, Id<CallListItem>);
// The customer's items that are not done, of all lists: what the desk offers to work off.
std::vector<Id<CallListItem>> open_items_of(store::Reader&, const Viewer&, Id<Customer>);

// Throws InvalidInput when the list would be empty or hold more than 100,000 people.
CallList create_call_list(store::Tx&, const Viewer&, const CallListDraft&);
// `assignee` names the user of patch.assigned_to.
CallListItem change_call_list_item(store::Tx&, const Viewer&, Id<CallListItem>,
                                   std::int64_t version, const CallListItemPatch&,
                                   const std::optional<Assignee>& assignee);
// What a saved contact does to its item: done, or to be called again at `recall_at`.
void close_call_list_item(store::Tx&, Id<CallListItem>, Id<Contact>, ItemStatus,
                          std::optional<Instant> recall_at);
// Whom the viewer calls next: first a recall that is due, then the open items in calling order,
// then who did not answer and was promised no time, longest ago first; hers and nobody's, never a
// colleague's, and nobody who has asked since not to be contacted. What nobody had becomes hers, so
// two people who work off one list never get the same customer. With `passed` the search goes on
// behind that item, which is not given again. Nothing when there is nobody left or the list is
// closed. Throws NotFound when `passed` is not of the list.
std::optional<CallListItem> take_next_item(store::Tx&, const Viewer&, Id<CallList>,
                                           std::optional<Id<CallListItem>> passed);
// Deals the open items nobody has to the users in turn, in calling order; returns how many.
int assign_call_list(store::Tx&, const Viewer&, Id<CallList>, std::span<const Assignee>);

}  // namespace tsunagi::record
