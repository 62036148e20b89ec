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

bool splits_by_segment(const Question& question) {
    return question.choices.word("by") == kBySegment;
}

void explain_segments(const Question& question, Report& report) {
    if (!splits_by_segment(question)) return;
    if (!question.segments.empty()) return say_whose_members(question, report);
    report.remarks.push_back(
        question.said({"分けるセグメントを選んでください。", "Choose the segment to split by."}));
}

void say_whose_members(const Question& question, Report& report) {
    report.remarks.push_back(question.said(
        {"セグメントは、{day}の時点で入っている方です。早くやめた方は入る前にやめているため、この差"
         "は、続けやすさの違いを示しません。",
         "Members of segments are those of {day}. Who left early could not come to be one, so this "
         "is no comparison of who stays."},
        {{"day", to_text(question.scope.snapshot.as_of)}}));
}

}  // namespace tsunagi::insight
