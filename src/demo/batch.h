// A Batch collects the rows of some lives, table by table, and writes them in one transaction.
#pragma once

#include "base/zone.h"
#include "demo/demo.h"
#include "demo/life.h"
#include "record/search.h"
#include "record/tables.h"
#include "store/database.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::demo {

// Ids of what all customers share.
struct Shelf {
    std::map<std::string_view, std::int64_t> product_of_sku;
    std::vector<std::int64_t> offers;
};

// Writes the demo shop's products and offers.
Shelf stock_shelf(store::Tx&);

class Batch {
public:
    Batch(store::Tx&, const Shelf&, const Zone&, Instant now, const DemoOptions&);

    // Ids follow each other within the batch; `lives` are the customers `first_number`, +1, …
    void add(const std::vector<Life>& lives, std::int64_t first_number);
    void write();

private:
    void add_customer(const Life&, std::int64_t id, std::int64_t number);
    void add_reachability(const Person&, std::int64_t customer, Day known_on);
    void add_search_entry(const Person&, std::int64_t id);
    void add_subscriptions(const Life&, std::int64_t customer, std::int64_t first_id);
    void add_events(const LifeSubscription&, const record::table::Subscription&);
    void add_orders(const Life&, std::int64_t customer, std::int64_t first_subscription);
    void add_contacts(const Life&, std::int64_t customer, std::int64_t first_subscription);
    void link_deliveries(std::size_t first_event, std::size_t first_order);
    std::int64_t product(const Article& article) const {
        return shelf_.product_of_sku.at(article.sku);
    }
    Instant at(Day day, int minute) const { return zone_.instant(day, minute * 60'000); }

    store::Tx& tx_;
    const Shelf& shelf_;
    const Zone& zone_;
    Instant now_;
    const DemoOptions& options_;

    std::vector<record::table::Customer> customers_;
    std::vector<record::table::Phone> phones_;
    std::vector<record::table::Email> emails_;
    std::vector<record::table::Address> addresses_;
    std::vector<record::table::Attribute> attributes_;
    std::vector<record::table::Consent> consents_;
    std::vector<record::SearchEntry> search_;
    std::vector<record::table::Subscription> subscriptions_;
    std::vector<record::table::SubscriptionEvent> events_;
    std::vector<record::table::Order> orders_;
    std::vector<record::table::OrderLine> lines_;
    std::vector<record::table::Contact> contacts_;
};

}  // namespace tsunagi::demo
