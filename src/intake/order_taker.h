// Orders with their lines, one line a row, the rows of an order anywhere in the file. A line's key
// is its order and its ordinal among the order's lines in the file, so equal lines stay apart.
#pragma once

#include "intake/deliveries.h"
#include "intake/goods.h"

#include <deque>

namespace tsunagi::intake {

class OrderTaker final : public RowTaker {
public:
    OrderTaker(const TakerSetup&, Resumed);

    std::string_view group_of(RowReader& row) override { return row.text(FieldId::OrderKey); }
    void pass_over(RowReader&) override;
    void take(RowReader&, Batch&) override;
    void resolve(store::Reader&, IdSource&, Batch&) override;

private:
    enum class State { Unknown, Created, Unchanged, Updated };
    struct Order {
        std::int64_t id = 0;
        std::int32_t lines = 0;     // seen in the file so far
        std::int32_t waiting = -1;  // index of its draft
        State state = State::Unknown;
        bool without_customer = false;
    };
    struct Draft {
        std::string_view key;
        Order* order = nullptr;
        People::Person* person = nullptr;
        std::string subscription_key;
        table::Order row;
        std::int64_t line = 0;
        bool told = false;  // false: the row was told in an earlier batch or run
    };
    struct Line {
        Draft* draft;
        Goods::Product* product;
        table::OrderLine row;
    };
    struct Price {
        std::int64_t quantity = 1;
        UnitPrice unit;
        Money amount;
    };

    bool is_goods(RowReader&, Batch&);
    Draft& draft_of(RowReader&, Batch&);
    void read_order(RowReader&, Draft&);
    void take_lines(RowReader&, Draft&);
    bool read_price(RowReader&, bool first, Price&);
    void add_line(RowReader&, Draft&, std::string_view key, const Price&);

    void find_orders(store::Reader&);
    void link_subscriptions(store::Reader&, IdSource&, Batch&);
    void note_awaited(const Draft&, std::int64_t subscription, Batch&);
    static void leave_out_noted(store::Reader&, std::string_view keys,
                                std::vector<AwaitedSubscription>&);
    Money paid_for(const Draft&, std::int64_t product) const;
    void create(Draft&, IdSource&, Batch&);
    OrderImage* image_of(Draft&);
    void compare_row(Draft&, OrderImage&, Batch&);
    void place(Line&, Batch&);
    void close_edits(Batch&);

    TakerSetup setup_;
    Resumed resumed_;
    People people_;
    Goods goods_;
    TextMap<Order> orders_;
    std::deque<Draft> drafts_;
    std::vector<Line> lines_;
    std::unordered_map<std::int64_t, Edit<OrderImage>> there_;  // orders of the batch that exist
    std::unordered_map<std::int64_t, std::size_t> created_at_;  // index in batch.orders
    Deliveries deliveries_;
    std::set<std::int64_t> told_subscriptions_;  // counted as updated
    std::string_view last_key_;
    Order* last_order_ = nullptr;
};

}  // namespace tsunagi::intake
