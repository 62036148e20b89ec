// What contact_volume.h counts of contacts.
#pragma once

#include "insight/contact_groups.h"
#include "insight/mean.h"
#include "insight/stretches.h"

#include <array>
#include <vector>

namespace tsunagi::insight {

// Contacts of one group.
struct ContactTally {
    static constexpr int kBucketSeconds = 6;
    static constexpr std::size_t kBuckets = 1200;  // two hours

    std::int64_t n = 0;
    std::int64_t inbound = 0;
    std::int64_t negative = 0;
    std::int64_t positive = 0;
    Moments seconds{};
    std::vector<std::uint32_t> buckets = std::vector<std::uint32_t>(kBuckets);

    void add(const journey::Touch&);
    void merge(const ContactTally&);
    // Minutes.
    std::optional<double> median() const;
};

// How contacts went, of an hour or a stretch.
struct ContactMood {
    std::int64_t n = 0;
    std::int64_t negative = 0;
    std::int64_t positive = 0;
    Moments seconds{};

    void add(const journey::Touch&);
    void merge(const ContactMood&);
};

struct ContactCounts {
    std::vector<ContactTally> groups;
    std::array<std::array<std::int64_t, 24>, 7> hours{};  // 0 Monday
    std::vector<std::int64_t> inbound;                    // by stretch
    std::vector<std::int64_t> outbound;
    std::array<ContactMood, 24> by_hour{};
    std::vector<ContactMood> by_stretch;
};

bool counts_as_contact(const journey::Scope&, const journey::Touch&);

ContactCounts count_contacts(const journey::Scope&, const ContactGroups&, const Stretches&);

}  // namespace tsunagi::insight
