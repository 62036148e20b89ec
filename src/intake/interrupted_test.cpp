// What an import keeps when something stops it between two of its batches.
#include "intake/testing.h"
#include "intake/testing.sql.h"
#include "intake/totals.h"

#include "record/settings.h"

#include <gmock/gmock.h>

#include <array>
#include <barrier>
#include <thread>

namespace tsunagi::intake {
namespace {

// A database whose disk is full from the nth write on, until it is given room again.
class FillingDatabase final : public store::Database {
public:
    FillingDatabase(store::Database& real, int writes) : real_(real), left_(writes) {}
    store::Dialect dialect() const override { return real_.dialect(); }
    void read_with(const std::function<void(store::Reader&)>& f) override { real_.read_with(f); }
    void write_with(const store::Actor& actor, const std::function<void(store::Tx&)>& f) override {
        if (left_-- == 0) throw Error(Code::StorageFull, "the disk is full");
        real_.write_with(actor, f);
    }
    void on_commit(std::function<void(std::int64_t)> heard) override {
        real_.on_commit(std::move(heard));
    }
    std::int64_t log_head() override { return real_.log_head(); }

private:
    store::Database& real_;
    std::atomic<int> left_;
};

// 60,000 lines of 6,000 orders of 3,000 people; the orders lie scattered over both batches.
std::string long_file() {
    std::string text = "no,day,who,sku,qty,price\n";
    for (int line = 0; line < 60'000; ++line) {
        const auto order = std::to_string(line % 6'000);
        text += order + ",2026-01-02,c" + std::to_string(line % 3'000) + ",p" +
                std::to_string(line % 7) + ",1,10\n";
    }
    return text;
}

class AnInterruptedImport : public OnImports {
protected:
    RecordTotals totals() {
        return read([](store::Reader& r) { return record_totals(r); });
    }
    static RecordTotals whole() {
        RecordTotals all;
        all.customers = 3'000;
        all.orders = 6'000;
        all.order_lines = 60'000;
        all.amount = {600'000};
        all.products = 7;
        return all;
    }
};
INSTANTIATE_ON_BOTH_DATABASES(AnInterruptedImport);

TEST_P(AnInterruptedImport, GoesOnWhenTheDiskHasRoomAgain) {
    const auto import = upload(long_file(), simple_orders());
    step(import, Step::Plan);
    imports().begin(import.id, Step::Apply);
    int writes = 2;
    // The disk fills later each time, until one batch is in and the other is not.
    for (bool first_batch_in = false; !first_batch_in; ++writes) {
        ASSERT_LT(writes, 30);
        FillingDatabase full(shop_database(), writes);
        const auto stopped = imports_in(full).run(import.id, {}, true);
        ASSERT_EQ(stopped.state, ImportState::Failed) << writes;
        EXPECT_EQ(stopped.problem->code, "storage_full");
        first_batch_in = totals().order_lines > 0;
        if (!first_batch_in) {
            EXPECT_EQ(totals(), RecordTotals{});
            step(import, Step::Plan);
            imports().begin(import.id, Step::Apply);
        }
    }
    EXPECT_EQ(totals().order_lines, 50'000);
    const auto applied = step(import, Step::Apply);
    EXPECT_EQ(counts_of(applied),
              "customer 3000/0/0 order 6000/0/0 order_line 60000/0/0 product 7/0/0");
    EXPECT_EQ(totals(), whole());
    EXPECT_EQ(step(import, Step::Undo).conflicts, 0);
    EXPECT_EQ(totals(), RecordTotals{});
}

// A database whose transactions have all looked at the data before the first of them writes.
class CrowdedDatabase final : public store::Database {
public:
    CrowdedDatabase(store::Database& real, int people) : real_(real), together_(people) {}
    store::Dialect dialect() const override { return real_.dialect(); }
    void read_with(const std::function<void(store::Reader&)>& f) override { real_.read_with(f); }
    void write_with(const store::Actor& actor, const std::function<void(store::Tx&)>& f) override {
        bool waited = false;  // a transaction may be done again
        real_.write_with(actor, [&](store::Tx& tx) {
            const bool waits = dialect() == store::Dialect::Postgres && !waited;
            waited = true;
            if (waits) {
                record::read_settings(tx);
                together_.arrive_and_wait();
            }
            f(tx);
        });
    }
    void on_commit(std::function<void(std::int64_t)> heard) override {
        real_.on_commit(std::move(heard));
    }
    std::int64_t log_head() override { return real_.log_head(); }

private:
    store::Database& real_;
    std::barrier<> together_;
};

TEST_P(AnInterruptedImport, IsOneWhenTheSameFileComesTwiceAtOnce) {
    constexpr std::string_view kText = "no,day,who,sku,qty,price\n1,2026-01-02,ann,soap,2,500\n";
    CrowdedDatabase crowded(shop_database(), 2);
    std::array<std::string, 2> refusals;
    const auto send = [&](std::size_t at, intake::Upload upload) {
        upload.write(kText);
        try {
            imports_in(crowded).finish_upload(std::move(upload), viewer, "file.csv");
        } catch (const Error& error) {
            refusals[at] = error.fields().empty() ? error.what() : error.fields()[0].code;
        }
    };
    auto first = imports().begin_upload();
    auto second = imports().begin_upload();
    {
        const std::jthread other([&] { send(1, std::move(second)); });
        send(0, std::move(first));
    }
    EXPECT_THAT(refusals, testing::UnorderedElementsAre("", "already_uploaded"));
    EXPECT_EQ(imports().list({}).items.size(), 1u);
}

// 600 orders that name subscriptions, and a file of 6,000 of these in two batches.
TEST_P(AnInterruptedImport, OfSubscriptionsGoesOnLinkingTheOrdersThatCameBefore) {
    auto orders = simple_orders();
    orders.columns.push_back({.column = "sub", .field = "order.subscription_key"});
    orders.columns.push_back({.column = "n", .field = "order.delivery_number"});
    Mapping subscriptions;
    subscriptions.target = Target::Subscriptions;
    subscriptions.columns = {{.column = "sub", .field = "subscription.key"},
                             {.column = "who", .field = "customer.key"},
                             {.column = "sku", .field = "subscription.product_key"},
                             {.column = "n", .field = "subscription.delivery_number"}};
    std::string first = "no,day,who,sku,qty,price,sub,n\n";
    std::string second = "sub,who,sku,n\n";
    for (int i = 0; i < 6'000; ++i) {
        const auto n = std::to_string(i);
        if (i % 10 == 0) first += n + ",2026-01-02,c" + n + ",p,1,10,s" + n + ",1\n";
        second += "s" + n + ",c" + n + ",p,1\n";
    }
    imported(first, orders);
    const auto import = upload(second, subscriptions);
    step(import, Step::Plan);
    imports().begin(import.id, Step::Apply);
    imports().run(import.id, [&](const Import& now) {
        if (now.progress.rows == 5'000) imports().cancel(import.id);
    });
    EXPECT_EQ(count(sql::count_linked_orders), 500);
    EXPECT_THAT(counts_of(step(import, Step::Apply)), testing::HasSubstr("order 0/600/0"));
    EXPECT_EQ(count(sql::count_linked_orders), 600);
    EXPECT_EQ(totals().subscription_events, 12'000) << "one start and one delivery each";
    EXPECT_EQ(step(import, Step::Undo).conflicts, 0);
    EXPECT_EQ(count(sql::count_linked_orders), 0);
    EXPECT_EQ(totals().subscriptions, 0);
}

TEST_P(AnInterruptedImport, StopsAfterABatchWhenItIsCancelledAndCanBeUndone) {
    const auto import = upload(long_file(), simple_orders());
    step(import, Step::Plan);
    imports().begin(import.id, Step::Apply);
    bool cancelled = false;
    const auto stopped = imports().run(import.id, [&](const Import& now) {
        if (now.progress.rows == 0 || cancelled) return;
        cancelled = true;
        imports().cancel(import.id);
    });
    EXPECT_EQ(stopped.state, ImportState::Canceled);
    EXPECT_EQ(totals().order_lines, 50'000);
    EXPECT_EQ(step(import, Step::Undo).state, ImportState::Undone);
    EXPECT_EQ(totals(), RecordTotals{});
}

}  // namespace
}  // namespace tsunagi::intake
