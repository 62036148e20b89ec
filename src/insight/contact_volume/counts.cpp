#include "insight/contact_volume/counts.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::Journey;
using journey::Touch;
using journey::TouchLane;

struct Count {
    const journey::Scope* scope;
    const ContactGroups* groups;
    const Stretches* stretches;
    ContactCounts counts{};

    Count(const journey::Scope& s, const ContactGroups& g, const Stretches& when)
        : scope(&s), groups(&g), stretches(&when) {
        counts.groups.resize(g.size());
        counts.inbound.resize(when.size());
        counts.outbound.resize(when.size());
        counts.by_stretch.resize(when.size());
    }
    void operator()(const Journey& journey) {
        for (const Touch touch : journey.touches()) {
            if (!counts_as_contact(*scope, touch)) continue;
            counts.groups[groups->of(touch)].add(touch);
            const bool inbound = (touch.flags & TouchLane::kInbound) != 0;
            const std::size_t stretch = stretches->of(touch.day);
            ++(inbound ? counts.inbound : counts.outbound)[stretch];
            counts.by_stretch[stretch].add(touch);
            counts.by_hour[static_cast<std::size_t>(touch.hour)].add(touch);
            const auto weekday = static_cast<std::size_t>(weekday_from_monday(touch.day));
            ++counts.hours[weekday][static_cast<std::size_t>(touch.hour)];
        }
    }
    void merge(const Count& other) {
        for (std::size_t i = 0; i < counts.groups.size(); ++i) {
            counts.groups[i].merge(other.counts.groups[i]);
        }
        add_all(counts.inbound, other.counts.inbound);
        add_all(counts.outbound, other.counts.outbound);
        merge_all(counts.by_hour, other.counts.by_hour);
        merge_all(counts.by_stretch, other.counts.by_stretch);
        for (std::size_t day = 0; day < counts.hours.size(); ++day) {
            add_all(counts.hours[day], other.counts.hours[day]);
        }
    }
    template <class Moods>
    static void merge_all(Moods& to, const Moods& from) {
        for (std::size_t i = 0; i < to.size(); ++i) to[i].merge(from[i]);
    }
    template <class Numbers>
    static void add_all(Numbers& to, const Numbers& from) {
        std::ranges::transform(to, from, to.begin(), std::plus{});
    }
};

}  // namespace

void ContactMood::add(const Touch& touch) {
    ++n;
    negative += (touch.flags & TouchLane::kNegative) != 0;
    positive += (touch.flags & TouchLane::kPositive) != 0;
    if (touch.duration != 0) seconds.add(touch.duration);
}

void ContactMood::merge(const ContactMood& other) {
    n += other.n;
    negative += other.negative;
    positive += other.positive;
    seconds.merge(other.seconds);
}

void ContactTally::add(const Touch& touch) {
    ++n;
    inbound += (touch.flags & TouchLane::kInbound) != 0;
    negative += (touch.flags & TouchLane::kNegative) != 0;
    positive += (touch.flags & TouchLane::kPositive) != 0;
    if (touch.duration == 0) return;
    seconds.add(touch.duration);
    ++buckets[std::min(static_cast<std::size_t>(touch.duration / kBucketSeconds), kBuckets - 1)];
}

void ContactTally::merge(const ContactTally& other) {
    n += other.n;
    inbound += other.inbound;
    negative += other.negative;
    positive += other.positive;
    seconds.merge(other.seconds);
    std::ranges::transform(buckets, other.buckets, buckets.begin(), std::plus{});
}

std::optional<double> ContactTally::median() const {
    if (seconds.n() == 0) return std::nullopt;
    const std::int64_t half = (seconds.n() + 1) / 2;
    std::size_t bucket = 0;
    for (std::int64_t seen = buckets[0]; seen < half; seen += buckets[bucket]) ++bucket;
    return static_cast<double>(bucket) * kBucketSeconds / 60;
}

bool counts_as_contact(const journey::Scope& scope, const Touch& touch) {
    return scope.covers(touch.day) && scope.has(touch.product);
}

ContactCounts count_contacts(const journey::Scope& scope, const ContactGroups& groups,
                             const Stretches& stretches) {
    return fold_contacts(scope, Count(scope, groups, stretches)).counts;
}

}  // namespace tsunagi::insight
