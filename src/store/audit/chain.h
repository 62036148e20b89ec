// The chain: one link per row of the trail, in order, each with the digest of the link before it.
//
//   commitment = BLAKE2b-256(salt, contents)
//   digest     = BLAKE2b-256(previous digest, n, source, seq, position, open part, commitment)
//
// Every part is preceded by its length. The salt is random; when the contents of a row are erased
// its salt goes with them: the commitment stays, the chain still holds, and nobody can guess the
// contents back. Links are made after the rows have committed (sealer.h), so nothing waits for
// them.
#pragma once

#include "base/clock.h"
#include "store/audit/rows.h"

#include <optional>

namespace tsunagi::store::audit {

struct Link {
    std::int64_t n = 0;  // 1, 2, 3 …
    Place place;
    std::optional<std::string> salt;  // nothing: the contents were erased
    std::string commitment;
    std::string digest;  // 32 bytes
};

std::string commitment_of(std::string_view salt, std::string_view contents);
// `link` as it stands in the chain but for its digest; `previous` is '' for the first.
std::string digest_of(std::string_view previous, const Link& link, std::string_view open);

// The newest link, or the anchor when all others were purged; nothing when there was none yet.
std::optional<Link> find_last_link(Reader&);
// The last link that was purged.
std::optional<Link> find_anchor(Reader&);
std::vector<Link> links_after(Reader&, std::int64_t n, std::size_t most);
std::optional<Link> find_link(Reader&, std::int64_t n);

// Seals up to `most` settled rows in one transaction; returns how many. Another node that seals
// the same rows makes it return 0: what is left is sealed the next time.
std::size_t seal_some(Database&, Random&, std::size_t most);
// Until nothing is left.
void seal_all(Database&, Random&);

// Takes the contents of everything about a customer out of the trail and leaves the chain whole.
// What is not sealed yet stays: seal_all first. To be told by an event of the kind `erased` about
// her: verification asks for it.
void erase_contents(Tx&, std::int64_t customer_id);

// Deletes about `most` of the oldest rows from before `cutoff` with their links and makes the last
// of those the anchor; nothing when no row is that old. `tell` writes, in the same transaction, an
// event of the kind `purged` with purge_detail: verification asks for it.
std::optional<Link> purge_some(Database&, Instant cutoff, std::size_t most,
                               const std::function<void(Tx&, const Link& anchor)>& tell);
std::string purge_detail(const Link& anchor);

inline constexpr std::string_view kErased = "erased";
inline constexpr std::string_view kPurged = "purged";

std::string hex_of(std::string_view bytes);

}  // namespace tsunagi::store::audit
