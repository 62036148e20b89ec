#include "record/contact_form.h"

#include "base/error.h"

#include <array>

namespace tsunagi::record {

namespace {

struct FormField {
    std::string_view name;
    bool (*is_filled)(const ContactDraft&);
};

// The fields a rule can speak of.
constexpr std::array kFields{
    FormField{"reason_code", [](const ContactDraft& d) { return !d.reason_code.empty(); }},
    FormField{"product_id", [](const ContactDraft& d) { return d.product_id.has_value(); }},
    FormField{"subscription_id",
              [](const ContactDraft& d) { return d.subscription_id.has_value(); }},
    FormField{"order_id", [](const ContactDraft& d) { return d.order_id.has_value(); }},
    FormField{"emotion", [](const ContactDraft& d) { return d.emotion.has_value(); }},
    FormField{"nps", [](const ContactDraft& d) { return d.nps.has_value(); }},
    FormField{"csat", [](const ContactDraft& d) { return d.csat.has_value(); }},
    FormField{"offer_id", [](const ContactDraft& d) { return d.offer_id.has_value(); }},
    FormField{"offer_answer", [](const ContactDraft& d) { return d.offer_answer.has_value(); }},
    FormField{"next_step", [](const ContactDraft& d) { return !d.next_step.empty(); }},
    FormField{"next_step_at", [](const ContactDraft& d) { return d.next_step_at.has_value(); }},
    FormField{"note", [](const ContactDraft& d) { return !d.note.empty(); }},
};

const FormField& field_of(std::string_view name) {
    for (const FormField& field : kFields) {
        if (field.name == name) return field;
    }
    throw Error(Code::Internal, "a form rule names no field: " + std::string(name));
}

class Findings {
public:
    void add(std::string_view field, std::string_view code, const std::string& message) {
        errors_.push_back({"/" + std::string(field), std::string(code), message, {}});
    }
    std::vector<FieldError> take() { return std::move(errors_); }

private:
    std::vector<FieldError> errors_;
};

void check_rule(const ContactDraft& draft, const FormRule& rule, Findings& findings) {
    const bool filled = field_of(rule.field).is_filled(draft);
    const std::string purpose(word_of(rule.purpose));
    if (rule.need == Need::Required && !filled) {
        findings.add(rule.field, "required", rule.field + " is needed for " + purpose);
    }
    if (rule.need == Need::Hidden && filled) {
        findings.add(rule.field, "hidden", rule.field + " is not asked for " + purpose);
    }
}

void check_scale(std::optional<int> answer, const Rule& rule, Findings& findings) {
    if (!answer || (*rule.min <= *answer && *answer <= *rule.max)) return;
    const std::string scale = std::to_string(*rule.min) + " to " + std::to_string(*rule.max);
    findings.add(rule.field, "out_of_range",
                 std::string(rule.field) + " is " + scale + ", not " + std::to_string(*answer));
}

}  // namespace

std::vector<FieldError> form_errors(const ContactDraft& draft, std::span<const FormRule> rules) {
    Findings findings;
    bool reason_is_required = false;
    for (const FormRule& rule : rules) {
        if (rule.purpose != draft.purpose) continue;
        check_rule(draft, rule, findings);
        if (rule.field == "reason_code") reason_is_required = rule.need == Need::Required;
    }
    check_scale(draft.nps, kNpsRule, findings);
    check_scale(draft.csat, kCsatRule, findings);
    const bool cancels = draft.result == Result::CancelAccepted;
    if (cancels && draft.reason_code.empty() && !reason_is_required) {
        findings.add("reason_code", "reason_needed", "an accepted cancellation has a reason");
    }
    if (draft.result == Result::Recall && !draft.next_step_at) {
        findings.add("next_step_at", "time_needed", "to call again, say when");
    }
    if (draft.offer_answer && !draft.offer_id) {
        findings.add("offer_id", "offer_needed", "an answer belongs to an offer");
    }
    if (draft.ended_at && *draft.ended_at < draft.started_at) {
        findings.add("ended_at", "ends_before_start", "the contact ends before it starts");
    }
    return findings.take();
}

}  // namespace tsunagi::record
