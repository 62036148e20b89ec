#include "store/audit/sealer.h"

#include "base/error.h"
#include "base/log.h"
#include "store/audit/chain.h"
#include "store/audit/event.h"

namespace tsunagi::store::audit {

namespace {

constexpr std::chrono::seconds kPause{1};
constexpr std::int64_t kBetweenHeads_ms = 60'000;
constexpr int kHeadsPerPurge = 60;
// So few that a contact that is saved meanwhile does not notice.
constexpr std::size_t kAtOnce = 200;

// Heads that are newer than those in `written`, which they join.
std::vector<Head> unwritten_heads(Shops& shops, Instant now,
                                  std::map<std::string, std::int64_t>& written) {
    std::vector<Head> heads;
    for (const auto& [name, database] : all_databases(shops)) {
        const auto link = database->read([](Reader& reader) { return find_last_link(reader); });
        if (!link || written[name] == link->n) continue;
        written[name] = link->n;
        heads.push_back({now, name, link->n, hex_of(link->digest)});
    }
    return heads;
}

void purge_one(Database& database, Instant cutoff) {
    const auto tell = [](Tx& tx, const Link& anchor) {
        Event event;
        event.user_name = "tsunagi";
        event.kind = kPurged;
        event.operation = "purge";
        event.entity = "audit";
        event.entity_id = anchor.n;
        event.detail = purge_detail(anchor);
        note(tx, event);
    };
    while (purge_some(database, cutoff, kAtOnce, tell)) {
    }
}

}  // namespace

void purge(Shops& shops, const KeptSince& kept_since) {
    std::optional<Instant> oldest;
    for (const auto shop : shops.all()) {
        auto& database = shops.shop(shop);
        const Instant cutoff = database.read(kept_since);
        purge_one(database, cutoff);
        oldest = std::min(oldest.value_or(cutoff), cutoff);
    }
    if (oldest) purge_one(shops.control(), *oldest);
}

std::filesystem::path heads_file(const std::filesystem::path& data_folder) {
    return data_folder / "audit" / "heads";
}

std::vector<std::pair<std::string, Database*>> all_databases(Shops& shops) {
    std::vector<std::pair<std::string, Database*>> all{{"control", &shops.control()}};
    for (const auto shop : shops.all()) {
        all.emplace_back("shop-" + std::to_string(shop.value), &shops.shop(shop));
    }
    return all;
}

void seal_and_write_heads(Shops& shops, const Clock& clock, Random& random) {
    for (const auto& [name, database] : all_databases(shops)) seal_all(*database, random);
    std::map<std::string, std::int64_t> written;
    append_heads(heads_file(shops.data_folder()), unwritten_heads(shops, clock.now(), written));
}

Sealer::Sealer(Shops& shops, const Clock& clock, Random& random, KeptSince kept_since)
    : shops_(shops), clock_(clock), random_(random), kept_since_(std::move(kept_since)) {
    thread_ = std::thread([this] { run(); });
}

Sealer::~Sealer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

// False when it is to end.
bool Sealer::wait() {
    std::unique_lock lock(mutex_);
    return !wake_.wait_for(lock, kPause, [this] { return stopping_; });
}

void Sealer::run() {
    auto heads_at_ms = clock_.steady_ms();
    int heads_until_purge = 1;
    bool goes_on = true;
    while (goes_on) {
        goes_on = wait();
        try {
            seal();
            if (goes_on && clock_.steady_ms() - heads_at_ms < kBetweenHeads_ms) continue;
            heads_at_ms = clock_.steady_ms();
            write_heads();
            if (--heads_until_purge > 0) continue;
            heads_until_purge = kHeadsPerPurge;
            purge(shops_, kept_since_);
        } catch (const Error& error) {
            log_failure("audit_not_sealed", {{"code", Word{name_of(error.code())}}});
        } catch (const std::exception&) {
            log_failure("audit_not_sealed", {{"code", Word{name_of(Code::Internal)}}});
        }
    }
}

void Sealer::seal() {
    for (const auto& [name, database] : all_databases(shops_)) {
        while (seal_some(*database, random_, kAtOnce) > 0) {
        }
    }
}

void Sealer::write_heads() {
    append_heads(heads_file(shops_.data_folder()), unwritten_heads(shops_, clock_.now(), written_));
}

}  // namespace tsunagi::store::audit
