// A Membership parts customers into those in one kept segment and all others: two groups that add
// up, for every analysis that splits. Until a segment is chosen all stand in one group.
#pragma once

#include "insight/question.h"

#include <optional>
#include <string>

namespace tsunagi::insight {

// The choice of an analysis one of whose splits is kBySegment.
inline constexpr ChoiceRule kWhichSegment{
    .key = "segment", .label = {"分けるセグメント", "Segment"}, .otherwise = "", .segments = 1};

class Membership {
public:
    explicit Membership(const Question&);

    std::size_t size() const { return segment_ == nullptr ? 1 : 2; }
    std::size_t of(journey::CustomerCode code) const {
        return segment_ == nullptr || segment_->members.test(code) ? 0 : 1;
    }
    std::string key(std::size_t group) const;
    std::string label(std::size_t group) const;
    // The group of a key; nothing when there is none.
    std::optional<std::size_t> find(std::string_view key) const;

private:
    const Question& question_;
    const KeptSegment* segment_;
};

bool splits_by_segment(const Question&);
// Where a split by a segment is asked for: a remark of what it cannot tell, or that one is to be
// chosen.
void explain_segments(const Question&, Report&);
// Membership is that of today, while what is counted began before: who left early could not come
// to be a member (Anderson, Cain, Gelber, J. Clin. Oncol. 1 (1983) 710-719).
void say_whose_members(const Question&, Report&);

}  // namespace tsunagi::insight
