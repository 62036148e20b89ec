#include "store/audit/verify.h"

#include "store/audit/event.h"
#include "store/audit/verify.sql.h"

#include <array>
#include <limits>
#include <map>
#include <unordered_map>

namespace tsunagi::store::audit {

namespace {

constexpr std::size_t kPage = 2000;
constexpr auto kAll = std::numeric_limits<std::int64_t>::max();

void report(Verification& found, Fault fault, std::int64_t n, std::string place) {
    if (found.findings.size() == Verification::kMostFindings) return;
    found.findings.push_back({fault, n, std::move(place)});
}

// The rows in order, a page at a time.
class RowStream {
public:
    RowStream(Reader& reader, const Place& after) : reader_(reader), after_(after) {}
    // The next row; null at the end.
    const TrailRow* peek() {
        if (at_ == rows_.size() && !ended_) fill();
        return at_ == rows_.size() ? nullptr : &rows_[at_];
    }
    void take() { ++at_; }

private:
    void fill() {
        rows_ = rows_after(reader_, after_, kAll, kPage);
        at_ = 0;
        ended_ = rows_.empty();
        if (!ended_) after_ = rows_.back().place;
    }

    Reader& reader_;
    Place after_;
    std::vector<TrailRow> rows_;
    std::size_t at_ = 0;
    bool ended_ = false;
};

class ChainCheck {
public:
    ChainCheck(Reader& reader, const Link& anchor, const std::vector<Head>& heads,
               Verification& found)
        : reader_(reader), found_(found), rows_(reader, anchor.place), previous_(anchor) {
        for (const auto& head : heads) heads_.emplace(head.n, head.digest);
        reader.rows(sql::list_erasures, {{"kind", kErased}}, [&](const Row& row) {
            erasures_[row.integer(0)] = row.integer(1);
            return true;
        });
        if (anchor.n > 0) check_heads(anchor);
        heads_.erase(heads_.begin(), heads_.upper_bound(anchor.n));
    }

    void run() {
        for (std::vector<Link> links = next_links(); !links.empty(); links = next_links()) {
            for (auto& link : links) check(std::move(link));
        }
        for (; rows_.peek() != nullptr; rows_.take()) ++found_.unsealed;
        if (heads_.empty()) return;
        const auto newest = std::prev(heads_.end());
        if (newest->first > previous_.n) report(found_, Fault::HeadMissing, newest->first, "");
    }
    const Link& last() const { return previous_; }

private:
    std::vector<Link> next_links() { return links_after(reader_, previous_.n, kPage); }

    void check(Link link) {
        ++found_.links;
        const bool follows = link.n == previous_.n + 1;
        if (!follows) report(found_, Fault::LinkMissing, previous_.n + 1, "");
        if (link.place <= previous_.place) {
            report(found_, Fault::LinkMissing, link.n, name_of(link.place));
        }
        for (const auto* row = rows_.peek(); row != nullptr && row->place < link.place;
             row = rows_.peek()) {
            report(found_, Fault::RowAdded, 0, name_of(row->place));
            rows_.take();
        }
        const auto* row = rows_.peek();
        if (row == nullptr || row->place != link.place) {
            report(found_, Fault::RowMissing, link.n, name_of(link.place));
        } else {
            check_row(link, *row, follows);
            rows_.take();
        }
        check_heads(link);
        previous_ = std::move(link);
    }

    void check_row(const Link& link, const TrailRow& row, bool follows) {
        if (follows && digest_of(previous_.digest, link, row.open) != link.digest) {
            report(found_, Fault::RowChanged, link.n, name_of(link.place));
        }
        if (link.salt) {
            if (commitment_of(*link.salt, row.contents) == link.commitment) return;
            report(found_, Fault::ContentsChanged, link.n, name_of(link.place));
            return;
        }
        ++found_.erased;
        const auto told = erasures_.find(row.customer_id);
        const bool was_told = told != erasures_.end() && told->second > row.place.seq;
        if (row.empty && was_told) return;
        report(found_, Fault::ContentsMissing, link.n, name_of(link.place));
    }

    void check_heads(const Link& link) {
        const auto [first, end] = heads_.equal_range(link.n);
        for (auto head = first; head != end; ++head) {
            if (head->second == hex_of(link.digest)) continue;
            report(found_, Fault::HeadDiffers, link.n, name_of(link.place));
            return;
        }
    }

    Reader& reader_;
    Verification& found_;
    RowStream rows_;
    Link previous_;
    std::multimap<std::int64_t, std::string> heads_;
    std::unordered_map<std::int64_t, std::int64_t> erasures_;  // customer → seq
};

void check_anchor(Reader& reader, const Link& anchor, Verification& found) {
    if (anchor.n == 0) return;
    const auto told = reader.integer(sql::count_purges_told,
                                     {{"kind", kPurged}, {"detail", purge_detail(anchor)}});
    if (told == 0 || reader.integer(sql::count_audit_anchors) != 1) {
        report(found, Fault::AnchorForged, anchor.n, name_of(anchor.place));
    }
    for (const auto& row : rows_after(reader, {}, anchor.place.seq + 1, 1)) {
        report(found, Fault::RowAdded, 0, name_of(row.place));
    }
}

// Whom the events say they showed against the index of persons: first by sums over groups of
// events, then by the event where a group differs.
class IndexCheck {
public:
    IndexCheck(Reader& reader, Verification& found) : reader_(reader), found_(found) {}

    void run() {
        each([&](std::int64_t seq, std::uint64_t sum) { groups_[group_of(seq)] += sum; });
        if (std::ranges::all_of(groups_, [](std::uint64_t sum) { return sum == 0; })) return;
        std::map<std::int64_t, std::uint64_t> events;
        each([&](std::int64_t seq, std::uint64_t sum) {
            if (groups_[group_of(seq)] != 0) events[seq] += sum;
        });
        for (const auto& [seq, sum] : events) {
            if (sum != 0) report(found_, Fault::IndexDiffers, 0, name_of({seq, Source::Event, 0}));
        }
    }

private:
    static std::size_t group_of(std::int64_t seq) { return std::size_t(seq) % kGroups; }

    // splitmix64: a sum over these does not hide one row behind another.
    static std::uint64_t mixed(std::int64_t customer, std::int64_t at, std::int64_t seq) {
        std::uint64_t x = 0;
        for (const auto part : {customer, at, seq}) {
            x = (x ^ std::uint64_t(part)) + 0x9e3779b97f4a7c15ULL;
            x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
            x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
            x ^= x >> 31;
        }
        return x;
    }

    // What events say counts up, what the index says counts down.
    template <class F>
    void each(F add) {
        reader_.rows(sql::read_shown, {}, [&](const Row& row) {
            const auto seq = row.integer(0);
            const auto at = row.integer(1);
            const auto one = row.integer(2);
            auto people = read_customers(row.text(3));
            if (one != 0 && std::ranges::find(people, one) == people.end()) people.push_back(one);
            for (const auto customer : people) add(seq, mixed(customer, at, seq));
            return true;
        });
        reader_.rows(sql::read_seen, {}, [&](const Row& row) {
            add(row.integer(0), 0 - mixed(row.integer(2), row.integer(1), row.integer(0)));
            return true;
        });
    }

    static constexpr std::size_t kGroups = 65536;
    Reader& reader_;
    Verification& found_;
    std::vector<std::uint64_t> groups_ = std::vector<std::uint64_t>(kGroups);
};

}  // namespace

Verification verify(Reader& reader, const std::vector<Head>& heads) {
    Verification found;
    const auto anchor = find_anchor(reader).value_or(Link{});
    check_anchor(reader, anchor, found);
    ChainCheck chain(reader, anchor, heads, found);
    chain.run();
    IndexCheck(reader, found).run();
    if (chain.last().n > 0) {
        found.head = Head{.n = chain.last().n, .digest = hex_of(chain.last().digest)};
    }
    return found;
}

}  // namespace tsunagi::store::audit
