#include "record/contact_form.h"

#include <gmock/gmock.h>

namespace tsunagi::record {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> found(const ContactDraft& draft) {
    std::vector<std::string> found;
    for (const auto& error : form_errors(draft, core_form_rules())) {
        found.push_back(error.path + " " + error.code);
    }
    return found;
}

ContactDraft draft(Purpose purpose, Result result = Result::Answered) {
    ContactDraft draft;
    draft.purpose = purpose;
    draft.result = result;
    return draft;
}

TEST(ContactForm, ACancellationNeedsItsReasonHoweverItEnds) {
    EXPECT_THAT(found(draft(Purpose::Cancel, Result::Kept)), ElementsAre("/reason_code required"));
    EXPECT_THAT(found(draft(Purpose::Cancel, Result::CancelAccepted)),
                ElementsAre("/reason_code required"));
    EXPECT_THAT(found(draft(Purpose::Usage, Result::CancelAccepted)),
                ElementsAre("/reason_code reason_needed"));
}

TEST(ContactForm, AFieldThatThePurposeHidesMustBeEmpty) {
    auto moving = draft(Purpose::ChangeAddress);
    EXPECT_THAT(found(moving), IsEmpty());
    moving.reason_code = "moving";
    moving.order_id = Id<Order>{3};
    EXPECT_THAT(found(moving), ElementsAre("/reason_code hidden", "/order_id hidden"));
}

TEST(ContactForm, AComplaintNeedsItsNote) {
    EXPECT_THAT(found(draft(Purpose::Complaint)), ElementsAre("/note required"));
}

TEST(ContactForm, ToCallAgainNeedsATime) {
    auto recall = draft(Purpose::RetentionCall, Result::Recall);
    EXPECT_THAT(found(recall), ElementsAre("/next_step_at time_needed"));
    recall.next_step_at = Instant{1};
    EXPECT_THAT(found(recall), IsEmpty());
}

TEST(ContactForm, AnAnswerBelongsToAnOffer) {
    auto kept = draft(Purpose::RetentionCall, Result::Kept);
    kept.offer_answer = OfferAnswer::Accepted;
    EXPECT_THAT(found(kept), ElementsAre("/offer_id offer_needed"));
}

TEST(ContactForm, AContactDoesNotEndBeforeItStarts) {
    auto call = draft(Purpose::Usage);
    call.started_at = {2000};
    call.ended_at = Instant{1999};
    EXPECT_THAT(found(call), ElementsAre("/ended_at ends_before_start"));
}

TEST(ContactForm, AnAnswerOffItsScaleIsNamedWithItsValue) {
    auto call = draft(Purpose::Usage);
    for (const auto& [nps, csat] : {std::pair{0, 1}, std::pair{10, 5}}) {
        call.nps = nps;
        call.csat = csat;
        EXPECT_THAT(found(call), IsEmpty());
    }
    call.nps = 11;
    call.csat = 0;
    EXPECT_THAT(found(call), ElementsAre("/nps out_of_range", "/csat out_of_range"));
    EXPECT_EQ(form_errors(call, {}).at(0).message, "nps is 0 to 10, not 11");
    EXPECT_EQ(form_errors(call, {}).at(1).message, "csat is 1 to 5, not 0");
    call.nps = -1;
    call.csat = 6;
    EXPECT_THAT(found(call), ElementsAre("/nps out_of_range", "/csat out_of_range"));
}

TEST(ContactForm, EveryRuleOfTheCoreNamesAFieldOfTheForm) {
    for (const auto& rule : core_form_rules()) {
        EXPECT_NO_THROW(form_errors(draft(rule.purpose), std::span(&rule, 1))) << rule.field;
    }
}

TEST(ContactForm, ARuleOfAnUnknownFieldIsABug) {
    const FormRule rule{Purpose::Usage, "colour", Need::Required};
    EXPECT_THROW(form_errors(draft(Purpose::Usage), std::span(&rule, 1)), Error);
}

}  // namespace
}  // namespace tsunagi::record
