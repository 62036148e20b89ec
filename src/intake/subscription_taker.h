// Subscriptions, one a row. The file tells the present (status, deliveries so far); the history is
// derived from it: started, delivered 1 to n one cycle apart from the start, paused or cancelled.
// Of a subscription that is there, only what changed or is missing becomes events; a start that is
// told at last takes the place of an estimated one. Orders that came before their subscription
// become its deliveries, as if they had come after it.
#pragma once

#include "intake/deliveries.h"
#include "intake/goods.h"

#include <set>

namespace tsunagi::intake {

class SubscriptionTaker final : public RowTaker {
public:
    explicit SubscriptionTaker(const TakerSetup& setup)
        : setup_(setup), people_(setup_), goods_(setup_) {}

    void pass_over(RowReader&) override;
    void take(RowReader&, Batch&) override;
    void resolve(store::Reader&, IdSource&, Batch&) override;
    // Each may bring the edits of all her orders, a dozen or more.
    std::int64_t batch_rows() const override { return 5'000; }

private:
    struct Draft {
        People::Person* person;
        Goods::Product* product;
        table::Subscription row;
        bool start_is_told = false;
        bool next_is_told = false;
        bool end_is_told = false;
        bool cycle_is_told = false;
        bool quantity_is_told = false;
        bool price_is_told = false;
        std::string detail;  // the words of the cancellation
        std::int64_t line = 0;
    };

    bool read_product(RowReader&, Draft&);
    void read_cycle(RowReader&, Draft&);
    void read_days(RowReader&, Draft&);
    static Money price_of_product(const Draft&);
    void create(Draft&, IdSource&, Batch&);
    void adopt_orders(const Draft&, table::Subscription&, std::size_t first_event, IdSource&,
                      Batch&);
    void compare(Draft&, const table::Subscription& before, IdSource&, Batch&);
    table::Subscription merged(const Draft&, const table::Subscription& before) const;
    void add_missing(const Draft&, const table::Subscription&, IdSource&, Batch&);
    void tell_start(const Draft&, const table::Subscription&, Batch&);
    void add_event(const table::Subscription&, std::string_view kind, Day on, std::int64_t number,
                   IdSource&, Batch&);
    void add_deliveries(const table::Subscription&, IdSource&, Batch&);
    Day delivery_day(const table::Subscription&, std::int64_t number) const;
    bool has_event(std::int64_t subscription, std::string_view kind, std::int64_t number) const;
    void add_end(const Draft&, const table::Subscription&, IdSource&, Batch&);

    TakerSetup setup_;
    People people_;
    Goods goods_;
    TextMap<bool> keys_;
    std::vector<Draft> drafts_;
    Day snapshot_;
    Events events_;                              // of the subscriptions that are there
    TextMap<std::vector<OrderImage>> awaiting_;  // by subscription key
    Deliveries deliveries_;
};

}  // namespace tsunagi::intake
