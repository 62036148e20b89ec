// What customers answered in a group of contacts, and the figures made of such groups.
//
//   promoters (9, 10), passives (7, 8), detractors (0 to 6)   of answers to "would you recommend"
//   satisfied (4, 5)                                          of answers to "how satisfied", 1 to 5
#pragma once

#include "insight/contact_groups.h"
#include "insight/proportions.h"
#include "insight/report.h"
#include "insight/scale_mean.h"

#include <array>
#include <cstdint>
#include <vector>

namespace tsunagi::insight {

enum class Recommends { Not, Detractor, Passive, Promoter };  // Not: did not answer
Recommends recommends(journey::Answers);

inline constexpr int kSatisfiedFrom = 4;

struct AnswerTally {
    std::int64_t contacts = 0;
    std::int64_t answered = 0;  // contacts with an answer to either question
    std::array<std::int64_t, 4> recommending{};
    std::array<std::int64_t, 5> satisfaction{};  // answers 1 … 5

    void add(journey::Answers);
    void merge(const AnswerTally&);

    std::int64_t of(Recommends who) const { return recommending[static_cast<std::size_t>(who)]; }
    std::int64_t recommended() const;  // answers to the first question
    PromoterScore score() const;
    Rate satisfied() const;
    ScaleMean mean() const;
};

Cell score_cell(const PromoterScore&);
Cell mean_cell(const ScaleMean&);

// Two figures of the groups, as far as there are answers: "nps" and "satisfied". Operators are not
// ranked when they differ by no more than chance (shrinkage.h).
void add_answers(const Question&, const ContactGroups&, ContactBy, const std::vector<AnswerTally>&,
                 const Wish&, Report&);

}  // namespace tsunagi::insight
