// The words by which something is chosen of a ChoiceRule (question.h).
#pragma once

#include "insight/question.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::insight {

bool allows(const ChoiceRule&, std::string_view value);
// "customers, sales", "1 to 24", or how many segments.
std::string allowed_by(const ChoiceRule&);

std::optional<std::int64_t> whole_number(std::string_view);
// Positive ids with dots between them, none twice; nothing when it is something else.
std::optional<std::vector<std::int64_t>> ids_of(std::string_view);

}  // namespace tsunagi::insight
