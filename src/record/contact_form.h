// The input rules of the contact form, as a pure function: the same for a newcomer and a veteran,
// and the same on the server as on the screen, which reads the rules from the pick-lists.
#pragma once

#include "base/error.h"
#include "record/contacts.h"

#include <span>
#include <vector>

namespace tsunagi::record {

// Every field that the rules of the purpose need or hide, and what contradicts itself:
//   required, hidden     by a rule
//   reason_needed        a cancellation was accepted without a reason
//   time_needed          to be called again, but not when
//   offer_needed         an answer to no offer
//   ends_before_start
//   out_of_range         an answer that is not on its scale
std::vector<FieldError> form_errors(const ContactDraft&, std::span<const FormRule>);

}  // namespace tsunagi::record
