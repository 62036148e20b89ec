// What a viewer may see of the record: which rows, and how much of each kind of personal value.
// Every read of a person, and of what hangs on her, asks here.
//
//   own    customers that the viewer is in charge of or has an open call-list item for; contacts
//          that she handled; call-list items assigned to her
//   team   the same of her team and of all in it
//
// Orders, subscriptions, contacts and items are seen as their customer is, narrowed by their own
// scope. What is not seen is not there: the same NotFound as for an id that was never given out.
#pragma once

#include "record/call_lists.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::record {

// The customers with whom the viewer sees things of this kind.
RowScope customers_with(const Viewer&, Entity);
// Whether she sees any at all: lists answer with nobody otherwise.
bool sees_any(const Viewer&, Entity);

bool sees_customer(store::Reader&, const Viewer&, Entity, Id<Customer>);
// Throws NotFound naming the thing: the same answer as for one that does not exist.
void require_customer(store::Reader&, const Viewer&, Entity, std::string_view what, std::int64_t id,
                      Id<Customer>);
[[noreturn]] void fail_not_found(std::string_view what, std::int64_t id);

// Whether what this user handled, or has to do, is within the viewer's scope of such things.
bool sees_work_of(const Viewer&, Entity, Id<User>);

// The customers within a scope of a viewer, sorted; for All everyone, of whom no list is made.
class SeenCustomers {
public:
    SeenCustomers(store::Reader&, const Viewer&, RowScope);
    SeenCustomers(store::Reader& reader, const Viewer& viewer, Entity with)
        : SeenCustomers(reader, viewer, customers_with(viewer, with)) {}
    bool all() const { return all_; }
    bool has(Id<Customer> id) const { return all_ || std::ranges::binary_search(ids_, id); }
    std::span<const Id<Customer>> ids() const { return ids_; }  // empty for all

private:
    bool all_;
    std::vector<Id<Customer>> ids_;
};

// The parameters :every and :holders, and :agents, that statements over all customers are narrowed
// by. `holders` and `agents` are ids between commas.
std::string holders_of(const Viewer&, RowScope);
std::string agents_of(const Viewer&, RowScope);  // empty: anybody's
std::vector<std::int64_t> holder_ids(std::string_view holders);
struct ScopeTexts {
    std::string holders;
    std::string agents;
};
// The arguments borrow `texts`. `work`: whose own scope narrows by who did, or has to do it.
store::Args scope_args(const Viewer&, Entity work, ScopeTexts& texts);

std::string masked_phone(std::string_view number);   // 090-****-5678
std::string masked_email(std::string_view address);  // t***@example.jp
std::string masked_name(std::string_view name);      // 佐＊＊＊
// A text as far as the viewer may see it: whole, "***", or nothing.
std::string seen_text(const Viewer&, FieldGroup, std::string text);

void mask(const Viewer&, Customer&);
void mask(const Viewer&, CustomerRow&);
void mask(const Viewer&, Contact&);
void mask(const Viewer&, ContactRow&);
void mask(const Viewer&, Order&);
void mask(const Viewer&, SubscriptionEvent&);  // its detail may be a person's words
void mask(const Viewer&, Subscription&);
void mask(const Viewer&, Attribute&);

}  // namespace tsunagi::record
