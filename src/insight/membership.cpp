#include "insight/membership.h"

namespace tsunagi::insight {

Membership::Membership(const Question& question)
    : question_(question),
      segment_(question.segments.empty() ? nullptr : &question.segments.front()) {}

std::string Membership::key(std::size_t group) const {
    if (segment_ == nullptr) return "all";
    return group == 0 ? "in" : "out";
}

std::string Membership::label(std::size_t group) const {
    if (segment_ == nullptr) return question_.said({"全体", "All"});
    if (group == 0) return segment_->name;
    return question_.said({"{segment} 以外", "Not in {segment}"}, {{"segment", segment_->name}});
}

std::optional<std::size_t> Membership::find(std::string_view wanted) const {
    for (std::size_t group = 0; group < size(); ++group) {
        if (key(group) == wanted) return group;
    }
    return std::nullopt;
}

void ask_for_segment(const Question& question, Report& report) {
    if (!question.segments.empty() || question.choices.word("by") != kBySegment) return;
    report.remarks.push_back(
        question.said({"分けるセグメントを選んでください。", "Choose the segment to split by."}));
}

}  // namespace tsunagi::insight
