// The trail cannot be bent: whatever is done to its rows behind the program's back is found, and
// the place is named. What the program itself takes away (erasure, purge) leaves the chain whole.
#include "store/audit/event.h"
#include "store/audit/sealer.h"
#include "store/audit/verify.h"
#include "store/move.h"
#include "store/sqlite_database.h"
#include "store/testing.h"

#include <gmock/gmock.h>

#include <random>

namespace tsunagi::store::audit {
namespace {

struct Sql : Statement {
    constexpr Sql(std::string_view text) : Statement{"a statement of this test", text, text} {}
};

constexpr std::int64_t kSato = 7;
constexpr std::int64_t kOthers = 100;
const Actor kAnn{Actor::Kind::User, 3};

class Trails : public OnBothDatabases {
protected:
    Database& db() { return shop_database(); }

    void change(std::int64_t customer, std::string_view before, std::string_view after) {
        db().write(kAnn, [&](Tx& tx) {
            tx.next_seq();  // a gap, where a row could be put in
            const auto kind = before.empty() ? Change::Kind::Created : Change::Kind::Updated;
            tx.changed({.entity = "customer",
                        .id = customer,
                        .customer_id = customer,
                        .kind = kind,
                        .before = before,
                        .after = after});
        });
    }
    std::int64_t see(std::string_view kind, std::int64_t customer,
                     std::vector<std::int64_t> shown = {}, std::string_view detail = "") {
        return db().write(kAnn, [&](Tx& tx) {
            tx.next_seq();
            Event event{.user_id = 3, .user_name = "安", .address = "10.0.0.3"};
            event.kind = kind;
            event.customer_id = customer;
            event.reason = "問い合わせ";
            event.detail = detail;
            return note(tx, event, shown);
        });
    }
    void import(std::int64_t rows) {
        db().write({Actor::Kind::Import, 1}, [&](Tx& tx) {
            std::vector<BulkItem> items{{"customer", 500, 600, 0, ""}};
            for (std::int64_t i = 0; i < rows; ++i) {
                items.push_back({"customer", i + 1, i + 1, i + 1, R"({"name":"前"})"});
            }
            tx.changed_in_bulk("customer", items);
        });
    }
    // Something of everything, sealed in uneven steps.
    void live_a_while() {
        for (std::int64_t i = 1; i <= 12; ++i) {
            change(kSato + i % 3, i > 3 ? R"({"name":"佐藤"})" : "", R"({"name":"加藤"})");
            see("viewed", kSato + i % 3);
            if (i % 4 == 0) import(9);
            see("listed", 0, {kSato, kSato + 1, kOthers + i});
            if (i % 3 == 0) seal_some(db(), random_, 5);
            clock.advance(60'000);
        }
        seal_all(db(), random_);
        keep_head();
    }
    void keep_head() {
        const auto found = check();
        ASSERT_TRUE(found.head);
        heads_.push_back(*found.head);
    }
    Verification check() {
        return db().read([&](Reader& reader) { return verify(reader, heads_); });
    }
    // What verification says after `bend`, which is undone again.
    Verification after(const std::function<void(Tx&)>& bend) {
        Verification found;
        try {
            db().write({}, [&](Tx& tx) {
                bend(tx);
                found = verify(tx, heads_);
                throw Error(Code::Canceled, "only tried");
            });
        } catch (const Error& error) {
            if (error.code() != Code::Canceled) throw;
        }
        return found;
    }

    SeededRandom random_{1};
    std::vector<Head> heads_;
};
INSTANTIATE_ON_BOTH_DATABASES(Trails);

testing::Matcher<const Verification&> is_whole() {
    return testing::Field("findings", &Verification::findings, testing::IsEmpty());
}

std::string words_of(const Verification& found) {
    std::string words;
    for (const auto& finding : found.findings) {
        words += std::string(word_of(finding.fault)) + ' ' + std::to_string(finding.n) + ' ' +
                 finding.place + "; ";
    }
    return words;
}

TEST_P(Trails, AnUntouchedTrailIsWhole) {
    live_a_while();
    const auto found = check();
    EXPECT_THAT(found, is_whole()) << words_of(found);
    EXPECT_EQ(found.unsealed, 0);
    EXPECT_EQ(found.links, 12 * 3 + 3 + 3 * 10);
}

TEST_P(Trails, WhatWasWrittenSinceTheLastSealingWaits) {
    live_a_while();
    see("viewed", kSato);
    const auto found = check();
    EXPECT_THAT(found, is_whole()) << words_of(found);
    EXPECT_EQ(found.unsealed, 1);
}

TEST_P(Trails, AReopenedTrailGoesOnWhereItWas) {
    live_a_while();
    reopen();
    see("viewed", kSato);
    change(kSato, "{}", "{}");
    seal_all(db(), random_);
    EXPECT_THAT(check(), is_whole());
}

// One way to bend a trail: which rows it may be tried on, and what is done to one of them.
struct Bend {
    std::string_view table;
    std::string_view what;
};

// Every column of every table of the trail, with a value that it cannot have had.
constexpr Bend kEdits[] = {
    {"change", "at = at + 1"},
    {"change", "actor_kind = 'job'"},
    {"change", "actor_id = actor_id + 1"},
    {"change", "entity = 'order'"},
    {"change", "entity_id = entity_id + 1"},
    {"change", "customer_id = customer_id + 1"},
    {"change", "kind = 'deleted'"},
    {"change", "version = version + 1"},
    {"change", "before = before || ' '"},
    {"change", "after = after || 'x'"},
    {"audit_event", "at = at - 1"},
    {"audit_event", "user_id = user_id + 1"},
    {"audit_event", "user_name = 'somebody'"},
    {"audit_event", "acting_for = 4"},
    {"audit_event", "session_id = 9"},
    {"audit_event", "address = '10.0.0.4'"},
    {"audit_event", "shop_id = 2"},
    {"audit_event", "kind = 'searched'"},
    {"audit_event", "operation = 'x'"},
    {"audit_event", "entity = 'x'"},
    {"audit_event", "entity_id = 5"},
    {"audit_event", "customer_id = customer_id + 1"},
    {"audit_event", "customers = customers || ' '"},
    {"audit_event", "persons = persons + 1"},
    {"audit_event", "row_count = 77"},
    {"audit_event", "status = 200"},
    {"audit_event", "reason = ''"},
    {"audit_event", "detail = '{}'"},
    {"change_item", "entity = 'order'"},
    {"change_item", "first_id = first_id - 1"},
    {"change_item", "last_id = last_id + 1"},
    {"change_item", "customer_id = customer_id + 1"},
    {"change_item", "before = before || '{}'"},
    {"audit_chain", "n = n + 1000000"},
    {"audit_chain", "source = source || '?'"},
    {"audit_chain", "seq = -seq"},
    {"audit_chain", "position = position + 50"},
    {"audit_chain", "salt = NULL"},
    {"audit_chain", "salt = digest"},
    {"audit_chain", "commitment = digest"},
    {"audit_chain", "digest = commitment"},
};

struct Spot {
    std::int64_t seq = 0;
    std::int64_t position = 0;
    std::string place;  // as verification names it
};

class Forger {
public:
    explicit Forger(unsigned seed) : dice_(seed) {}

    std::int64_t below(std::size_t count) {
        return std::int64_t(std::uniform_int_distribution<std::size_t>(0, count - 1)(dice_));
    }

    // Of a row that exists.
    Spot spot(Reader& reader, std::string_view table) {
        const bool item = table == "change_item";
        const bool link = table == "audit_chain";
        const std::string columns = link   ? "seq, position, source"
                                    : item ? "seq, position, 'item' AS source"
                                           : "seq, 0 AS position, '' AS source";
        const std::string sql = "SELECT " + columns + " FROM " + std::string(table) +
                                " ORDER BY seq, position";
        std::vector<Spot> spots;
        reader.rows(Sql(sql), {}, [&](const Row& row) {
            auto source = Source::Change;
            if (item || row.text(2) == "item") source = Source::Item;
            if (table == "audit_event" || row.text(2) == "event") source = Source::Event;
            const auto seq = row.integer(0);
            spots.push_back({seq, row.integer(1), name_of({seq, source, row.integer(1)})});
            return true;
        });
        return spots[std::size_t(below(spots.size()))];
    }

private:
    std::mt19937 dice_;
};

void run(Tx& tx, const std::string& sql) { tx.run(Sql(sql)); }

std::string at(const Bend& bend, const Spot& spot) {
    const bool whole = bend.table == "change" || bend.table == "audit_event";
    return " WHERE seq = " + std::to_string(spot.seq) +
           (whole ? "" : " AND position = " + std::to_string(spot.position));
}

MATCHER_P(Names, place, "names the place " + std::string(place)) {
    return std::ranges::any_of(arg.findings,
                               [&](const Finding& one) { return one.place == place; });
}

TEST_P(Trails, AThousandEditsOfSingleValuesAreFoundAndNamed) {
    live_a_while();
    Forger forger(5);
    for (int i = 0; i < 1000; ++i) {
        const Bend& bend = kEdits[std::size_t(i) % std::size(kEdits)];
        Spot spot;
        const auto found = after([&](Tx& tx) {
            spot = forger.spot(tx, bend.table);
            run(tx, "UPDATE " + std::string(bend.table) + " SET " + std::string(bend.what) +
                        at(bend, spot));
        });
        ASSERT_THAT(found, testing::Not(is_whole()))
            << bend.table << ' ' << bend.what << ' ' << spot.place;
        if (bend.what == "n = n + 1000000" || bend.what.starts_with("s")) continue;
        EXPECT_THAT(found, Names(spot.place)) << bend.table << ' ' << bend.what;
    }
}

TEST_P(Trails, TwoHundredDeletionsAreFoundAndNamed) {
    live_a_while();
    Forger forger(6);
    constexpr std::string_view kTables[] = {"change", "audit_event", "change_item", "audit_chain",
                                            "audit_seen"};
    for (int i = 0; i < 200; ++i) {
        const auto table = kTables[std::size_t(i) % std::size(kTables)];
        const bool seen = table == "audit_seen";
        Spot spot;
        const auto found = after([&](Tx& tx) {
            spot = forger.spot(tx, seen ? "audit_event" : table);
            const auto where = at({table, ""}, spot);
            if (table == "change") {
                run(tx, "DELETE FROM change_item WHERE seq = " + std::to_string(spot.seq));
            }
            run(tx, "DELETE FROM " + std::string(table) +
                        (seen ? " WHERE seq = " + std::to_string(spot.seq) : where));
        });
        EXPECT_THAT(found, Names(spot.place)) << table;
    }
}

TEST_P(Trails, ARowAndItsLinkTakenOutTogetherAreFound) {
    live_a_while();
    Forger forger(7);
    for (int i = 0; i < 50; ++i) {
        Spot spot;
        const auto found = after([&](Tx& tx) {
            spot = forger.spot(tx, "audit_event");
            const auto seq = " WHERE seq = " + std::to_string(spot.seq);
            for (const char* table : {"audit_seen", "audit_event", "audit_chain"}) {
                run(tx, "DELETE FROM " + std::string(table) + seq);
            }
        });
        EXPECT_THAT(found, testing::Not(is_whole())) << spot.place;
    }
}

TEST_P(Trails, AHundredInsertionsAreFoundAndNamed) {
    live_a_while();
    Forger forger(8);
    for (int i = 0; i < 100; ++i) {
        const bool event = i % 2 == 0;
        Spot spot;
        const auto found = after([&](Tx& tx) {
            spot = forger.spot(tx, event ? "audit_event" : "change");
            const auto place = std::to_string(spot.seq - 1);
            const auto where = " WHERE seq = " + std::to_string(spot.seq);
            if (event) {
                run(tx, "INSERT INTO audit_event SELECT " + place +
                            ", at, user_id, user_name, acting_for, session_id, address, shop_id, "
                            "kind, operation, entity, entity_id, 0, '', 0, row_count, status, "
                            "reason, detail FROM audit_event" +
                            where);
            } else {
                run(tx, "INSERT INTO change SELECT " + place +
                            ", at, actor_kind, actor_id, entity, entity_id, customer_id, kind, "
                            "version, 0, before, after FROM change" +
                            where);
            }
        });
        const auto source = event ? Source::Event : Source::Change;
        EXPECT_THAT(found, Names(name_of({spot.seq - 1, source, 0})));
    }
}

TEST_P(Trails, AHundredExchangesAreFound) {
    live_a_while();
    Forger forger(9);
    constexpr std::string_view kColumns[] = {"n", "digest", "commitment", "seq"};
    for (int i = 0; i < 100; ++i) {
        const auto column = std::string(kColumns[std::size_t(i) % std::size(kColumns)]);
        const auto total = check().links;
        const auto one = 1 + forger.below(std::size_t(total));
        const auto other = 1 + (one + forger.below(std::size_t(total - 1))) % total;
        const auto found = after([&](Tx& tx) {
            const auto a = std::to_string(one);
            const auto b = std::to_string(other);
            run(tx,
                "CREATE TABLE pair AS SELECT * FROM audit_chain WHERE n IN (" + a + ", " + b + ")");
            run(tx, "DELETE FROM audit_chain WHERE n IN (" + a + ", " + b + ")");
            std::string list;
            for (const std::string name :
                 {"n", "source", "seq", "position", "salt", "commitment", "digest"}) {
                const bool moved = name == column ||
                                   (column == "seq" && (name == "source" || name == "position"));
                list += (list.empty() ? "" : ", ") + std::string(moved ? "y." : "x.") + name;
            }
            run(tx, "INSERT INTO audit_chain (n, source, seq, position, salt, commitment, digest) "
                    "SELECT " +
                        list + " FROM pair x, pair y WHERE x.n <> y.n");
        });
        EXPECT_THAT(found, testing::Not(is_whole())) << column << ' ' << one << ' ' << other;
    }
}

TEST_P(Trails, AChainCutOffAtEitherEndIsFound) {
    live_a_while();
    const auto total = check().links;
    for (std::int64_t kept = 1; kept < total; kept += 3) {
        const auto end = after(
            [&](Tx& tx) { run(tx, "DELETE FROM audit_chain WHERE n > " + std::to_string(kept)); });
        EXPECT_THAT(end, testing::Not(is_whole())) << kept;
        const auto begin = after(
            [&](Tx& tx) { run(tx, "DELETE FROM audit_chain WHERE n <= " + std::to_string(kept)); });
        EXPECT_THAT(begin, testing::Not(is_whole())) << kept;
    }
}

// Rows and links together, as if the last hours had never been; then lived on.
TEST_P(Trails, ATrailWhoseEndWasCutOffAndSealedAnewDiffersFromTheKeptHead) {
    live_a_while();
    db().write({}, [&](Tx& tx) {
        const auto seq = tx.integer(Sql("SELECT seq FROM audit_chain WHERE n = 30"));
        const auto later = " WHERE seq > " + std::to_string(seq);
        for (const char* table :
             {"change_item", "change", "audit_seen", "audit_event", "audit_chain"}) {
            run(tx, "DELETE FROM " + std::string(table) + later);
        }
    });
    EXPECT_EQ(check().findings.at(0).fault, Fault::HeadMissing);
    for (int i = 0; i < 60; ++i) see("viewed", kSato);
    seal_all(db(), random_);
    EXPECT_EQ(check().findings.at(0).fault, Fault::HeadDiffers);
}

TEST_P(Trails, AnErasedPersonsContentsAreGoneAndTheChainHolds) {
    live_a_while();
    const auto before = check().links;
    db().write(kAnn, [&](Tx& tx) {
        erase_contents(tx, kSato);
        Event event{.user_id = 3};
        event.kind = kErased;
        event.customer_id = kSato;
        note(tx, event);
    });
    seal_all(db(), random_);
    const auto found = check();
    EXPECT_THAT(found, is_whole()) << words_of(found);
    EXPECT_EQ(found.links, before + 1);
    EXPECT_EQ(found.erased, 4 + 4 + 3);
    const auto left = db().read([](Reader& reader) {
        return reader.integer(Sql("SELECT count(*) FROM change WHERE customer_id = 7 "
                                  "AND (before LIKE '%name%' OR after LIKE '%name%')")) +
               reader.integer(Sql("SELECT count(*) FROM change_item WHERE customer_id = 7 "
                                  "AND before LIKE '%name%'")) +
               reader.integer(Sql("SELECT count(*) FROM audit_event WHERE customer_id = 7 "
                                  "AND reason <> ''"));
    });
    EXPECT_EQ(left, 0);
}

TEST_P(Trails, ContentsTakenAwayWithoutAnErasureAreFound) {
    live_a_while();
    const auto found = after([&](Tx& tx) { erase_contents(tx, kSato); });
    EXPECT_THAT(found, testing::Not(is_whole()));
    EXPECT_EQ(found.findings.at(0).fault, Fault::ContentsMissing);
}

TEST_P(Trails, APurgedTrailHoldsFromItsAnchorOn) {
    live_a_while();
    const auto purge = [&](Instant cutoff, std::size_t most) {
        return purge_some(db(), cutoff, most, [](Tx& tx, const Link& anchor) {
            Event event;
            event.kind = kPurged;
            event.entity_id = anchor.n;
            event.detail = purge_detail(anchor);
            note(tx, event);
        });
    };
    const Instant cutoff = clock.now() + -6 * 60'000;
    const auto kept = [&] {
        return db().read([&](Reader& reader) {
            const std::string since = std::to_string(cutoff.ms);
            return reader.integer(Sql("SELECT count(*) FROM change WHERE at >= " + since)) +
                   reader.integer(Sql("SELECT count(*) FROM audit_event WHERE kind <> 'purged' "
                                      "AND at >= " +
                                      since));
        });
    };
    const auto young = kept();
    int rounds = 0;
    for (; purge(cutoff, 7); ++rounds) {
        seal_all(db(), random_);
        const auto found = check();
        ASSERT_THAT(found, is_whole()) << words_of(found);
    }
    EXPECT_GT(rounds, 3);
    EXPECT_EQ(kept(), young);
    EXPECT_EQ(db().read([&](Reader& reader) {
        return reader.integer(
            Sql("SELECT count(*) FROM change WHERE at < " + std::to_string(cutoff.ms)));
    }),
              0);
    reopen();
    change(kSato, "{}", "{}");
    seal_all(db(), random_);
    EXPECT_THAT(check(), is_whole());
    const auto forged = after([](Tx& tx) {
        run(tx, "UPDATE audit_anchor SET digest = digest"
                ", n = n - 1");
    });
    EXPECT_THAT(forged, testing::Not(is_whole()));
    const auto lost = after([](Tx& tx) { run(tx, "DELETE FROM audit_anchor"); });
    EXPECT_THAT(lost, testing::Not(is_whole()));
}

TEST_P(Trails, PurgingAllKeepsWhatTheRetentionCovers) {
    live_a_while();
    const Instant since = clock.now() + -3 * 60'000;
    purge(shops(), [&](Reader&) { return since; });
    seal_all(db(), random_);
    const auto found = check();
    EXPECT_THAT(found, is_whole()) << words_of(found);
    const auto oldest = db().read(
        [](Reader& reader) { return reader.integer(Sql("SELECT min(at) FROM audit_event")); });
    EXPECT_EQ(oldest, since.ms);
}

TEST_P(Trails, AMovedTrailIsWholeOnTheOtherDatabaseAndGoesOnThere) {
    live_a_while();
    SqliteDatabaseOptions options{.file = folder() / "moved.db"};
    {
        SqliteDatabase file(options, clock, {});
        move_shop(db(), file);
    }
    SqliteDatabase file(options, clock, {});
    const auto whole = [&](Database& database) {
        return database.read([&](Reader& reader) { return verify(reader, heads_); });
    };
    EXPECT_THAT(whole(file), is_whole());
    shops().create_shop({2});
    move_shop(file, shops().shop({2}));
    reopen();
    auto& back = shops().shop({2});
    EXPECT_THAT(whole(back), is_whole());
    back.write(kAnn, [](Tx& tx) { tx.changed({.entity = "customer", .id = 1}); });
    seal_all(back, random_);
    const auto found = whole(back);
    EXPECT_THAT(found, is_whole()) << words_of(found);
    EXPECT_EQ(found.unsealed, 0);
}

TEST_P(Trails, EventsDoNotWakeThoseWhoFollowChanges) {
    change(kSato, "", "{}");
    const auto head = db().log_head();
    see("viewed", kSato);
    EXPECT_EQ(db().log_head(), head);
    change(kSato, "{}", "{}");
    EXPECT_GT(db().log_head(), head);
}

TEST(Heads, AreReadAsTheyWereWritten) {
    const TestFolder folder;
    const auto file = folder.path() / "audit" / "heads";
    const std::string digest(64, 'a');
    append_heads(file, {{{1'700'000'000'000}, "control", 4, digest}});
    append_heads(file, {{{1'700'000'060'000}, "shop-1", 9, digest}});
    const auto heads = read_heads_file(file, "shop-1");
    ASSERT_EQ(heads.size(), 1);
    EXPECT_EQ(heads[0].n, 9);
    EXPECT_EQ(line_of(heads[0]), "2023-11-14T22:14:20.000Z shop-1 9 " + digest + "\n");
}

TEST(Heads, ALineThatIsNoHeadIsRefused) {
    EXPECT_THROW(read_heads("2023-11-14T22:14:20.000Z shop-1 9 short\n", "shop-1"), Error);
}

}  // namespace
}  // namespace tsunagi::store::audit
