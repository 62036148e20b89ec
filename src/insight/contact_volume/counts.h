// What contact_volume.h counts of contacts.
#pragma once

#include "insight/contact_groups.h"
#include "insight/mean.h"

#include <array>
#include <vector>

namespace tsunagi::insight {

enum class Stretch { Day, Week, Month };
BOOST_DESCRIBE_ENUM(Stretch, Day, Week, Month)

// Days, weeks from Monday or months of the scope's days, up to the as-of day.
class Stretches {
public:
    Stretches(const journey::Scope&, Stretch);

    std::size_t size() const { return size_; }
    std::size_t of(int day) const;
    Day first(std::size_t stretch) const;
    // Whether all of its days lie in the scope, and it is over, as a month is (periods.h).
    bool whole(std::size_t stretch) const;

private:
    Stretch by_;
    int from_;
    int to_;
    Day as_of_;
    journey::Months months_;
    std::size_t size_ = 0;
};

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
