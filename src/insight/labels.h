// Words for what analyses count by number or code: product names, reasons in the viewer's language;
// and what products cost the shop.
#pragma once

#include "base/viewer.h"
#include "journey/words.h"
#include "store/database.h"

#include <string>
#include <unordered_map>

namespace tsunagi::insight {

struct Labels {
    Language language = Language::Ja;
    std::unordered_map<std::int64_t, std::string> products;
    std::unordered_map<std::string, std::string> reasons;
    // Of a piece, by product id, for margins; a product nobody told the cost of is not in it.
    std::unordered_map<std::int64_t, Money> costs;

    // The product's name, or its number when it has none.
    std::string product(std::int64_t id) const;
    std::string reason(const std::string& code) const;
    // Texts that are their own label; the empty one is "unknown".
    std::string text(std::string_view) const;
};

Labels read_labels(store::Reader&, Language);

}  // namespace tsunagi::insight
