#include "store/audit/chain.h"

#include "base/error.h"
#include "base/json.h"
#include "store/audit/chain.sql.h"

#include <sodium.h>

#include <array>

namespace tsunagi::store::audit {

struct PurgeDetail {
    std::int64_t n = 0;
    std::string digest;
};
BOOST_DESCRIBE_STRUCT(PurgeDetail, (), (n, digest))

namespace {

constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kDigestBytes = 32;

class Hash {
public:
    Hash() { crypto_generichash_init(&state_, nullptr, 0, kDigestBytes); }
    Hash& add(std::string_view part) {
        add_raw(std::to_string(part.size()) + ':');
        add_raw(part);
        return *this;
    }
    Hash& add(std::int64_t number) { return add(std::to_string(number)); }
    std::string digest() {
        std::string out(kDigestBytes, '\0');
        crypto_generichash_final(&state_, reinterpret_cast<unsigned char*>(out.data()), out.size());
        return out;
    }

private:
    void add_raw(std::string_view bytes) {
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size());
    }
    crypto_generichash_state state_;
};

struct LinkColumn {
    enum { N, Seq, Source, Position, Salt, Commitment, Digest };
};

Place read_place(const Row& row) {
    const auto source = parse_enum<Source>(row.text(LinkColumn::Source));
    return {row.integer(LinkColumn::Seq), source.value_or(Source::Unknown),
            row.integer(LinkColumn::Position)};
}

Link read_link(const Row& row) {
    Link link;
    link.n = row.integer(LinkColumn::N);
    link.place = read_place(row);
    if (!row.is_null(LinkColumn::Salt)) link.salt = row.text(LinkColumn::Salt);
    link.commitment = row.text(LinkColumn::Commitment);
    link.digest = row.text(LinkColumn::Digest);
    return link;
}

std::optional<Link> one_link(Reader& reader, const Statement& statement, const Args& args = {}) {
    std::optional<Link> found;
    reader.rows(statement, args, [&](const Row& row) {
        found = read_link(row);
        return true;
    });
    return found;
}

constexpr std::array<std::string_view, 7> kLinkColumns{"n",    "source",     "seq",   "position",
                                                       "salt", "commitment", "digest"};

class LinkRows final : public BulkRows {
public:
    explicit LinkRows(std::span<const Link> links) : links_(links) {}
    bool next(std::vector<Value>& row) override {
        if (at_ == links_.size()) return false;
        const Link& link = links_[at_++];
        row = {link.n,
               word_of(link.place.source),
               link.place.seq,
               link.place.position,
               Bytes{*link.salt},
               Bytes{link.commitment},
               Bytes{link.digest}};
        return true;
    }

private:
    std::span<const Link> links_;
    std::size_t at_ = 0;
};

std::vector<Link> links_for(const std::vector<TrailRow>& rows, const Link& last, Random& random) {
    std::vector<Link> links;
    links.reserve(rows.size());
    std::string salts(rows.size() * kSaltBytes, '\0');
    random.fill(std::as_writable_bytes(std::span(salts)));
    const Link* previous = &last;
    for (const auto& row : rows) {
        Link link{.n = previous->n + 1, .place = row.place};
        link.salt = salts.substr(links.size() * kSaltBytes, kSaltBytes);
        link.commitment = commitment_of(*link.salt, row.contents);
        link.digest = digest_of(previous->digest, link, row.open);
        previous = &links.emplace_back(std::move(link));
    }
    return links;
}

}  // namespace

std::string commitment_of(std::string_view salt, std::string_view contents) {
    return Hash().add(salt).add(contents).digest();
}

std::string digest_of(std::string_view previous, const Link& link, std::string_view open) {
    return Hash()
        .add(previous)
        .add(link.n)
        .add(word_of(link.place.source))
        .add(link.place.seq)
        .add(link.place.position)
        .add(open)
        .add(link.commitment)
        .digest();
}

std::string hex_of(std::string_view bytes) {
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                   bytes.size());
    hex.pop_back();
    return hex;
}

std::optional<Link> find_anchor(Reader& reader) {
    std::optional<Link> found;
    reader.rows(sql::find_audit_anchor, {}, [&](const Row& row) {
        constexpr int kDigest = LinkColumn::Salt;  // an anchor keeps neither salt nor commitment
        found = Link{.n = row.integer(LinkColumn::N),
                     .place = read_place(row),
                     .salt = {},
                     .commitment = {},
                     .digest = std::string(row.text(kDigest))};
        return true;
    });
    return found;
}

std::optional<Link> find_last_link(Reader& reader) {
    auto link = one_link(reader, sql::find_last_audit_link);
    return link ? link : find_anchor(reader);
}

std::vector<Link> links_after(Reader& reader, std::int64_t n, std::size_t most) {
    std::vector<Link> links;
    reader.rows(sql::read_audit_links, {{"after", n}, {"most", std::int64_t(most)}},
                [&](const Row& row) {
                    links.push_back(read_link(row));
                    return true;
                });
    return links;
}

std::optional<Link> find_link(Reader& reader, std::int64_t n) {
    auto link = one_link(reader, sql::read_audit_links, {{"after", n - 1}, {"most", 1}});
    return link && link->n == n ? link : std::nullopt;
}

// The digests are made while reading, so that the writer has only to store them.
std::size_t seal_some(Database& database, Random& random, std::size_t most) {
    Link last;
    std::vector<TrailRow> rows;
    database.read([&](Reader& reader) {
        last = find_last_link(reader).value_or(Link{});
        rows = rows_after(reader, last.place, settled_before(reader), most);
    });
    if (rows.empty()) return 0;
    const auto links = links_for(rows, last, random);
    bool sealed = true;
    database.write({}, [&](Tx& tx) {
        const auto newest = find_last_link(tx).value_or(Link{});
        sealed = newest.n == last.n && newest.digest == last.digest;
        if (!sealed) return;
        LinkRows written(links);
        tx.bulk_insert("audit_chain", kLinkColumns, written);
    });
    return sealed ? links.size() : 0;
}

void seal_all(Database& database, Random& random) {
    constexpr std::size_t kAtOnce = 2000;
    while (seal_some(database, random, kAtOnce) > 0) {
    }
}

void erase_contents(Tx& tx, std::int64_t customer_id) {
    ASSERT(customer_id > 0);
    for (const auto* statement :
         {&sql::forget_salts_of_changes, &sql::erase_changes_of, &sql::forget_salts_of_items,
          &sql::erase_items_of, &sql::forget_salts_of_events, &sql::erase_events_of}) {
        tx.run(*statement, {{"customer_id", customer_id}});
    }
}

std::string purge_detail(const Link& anchor) {
    return to_json(PurgeDetail{anchor.n, hex_of(anchor.digest)});
}

std::optional<Link> purge_some(Database& database, Instant cutoff, std::size_t most,
                               const std::function<void(Tx&, const Link&)>& tell) {
    const auto anchor = database.read([&](Reader& reader) -> std::optional<Link> {
        const auto first = links_after(reader, find_anchor(reader).value_or(Link{}).n, 1);
        const auto kept = reader.integer(sql::find_first_kept_seq, {{"cutoff", cutoff}});
        if (first.empty() || first.front().place.seq >= kept) return std::nullopt;
        const auto far = find_link(reader, first.front().n + std::int64_t(most));
        auto until = far ? std::min(kept, far->place.seq) : kept;
        until = std::max(until, first.front().place.seq + 1);
        return one_link(reader, sql::find_audit_link_before, {{"seq", until}});
    });
    if (!anchor) return anchor;
    database.write({}, [&](Tx& tx) {
        const auto& place = anchor->place;
        for (const auto* statement : {&sql::delete_items_until, &sql::delete_changes_until,
                                      &sql::delete_seen_until, &sql::delete_events_until}) {
            tx.run(*statement, {{"seq", place.seq}});
        }
        tx.run(sql::delete_links_until, {{"n", anchor->n}});
        tx.run(sql::delete_audit_anchors);
        tx.run(sql::insert_audit_anchor, {{"n", anchor->n},
                                          {"seq", place.seq},
                                          {"source", place.source},
                                          {"position", place.position},
                                          {"digest", Bytes{anchor->digest}}});
        tell(tx, *anchor);
    });
    return anchor;
}

}  // namespace tsunagi::store::audit
