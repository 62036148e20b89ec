#include "insight/labels.h"

#include "base/phrase.h"
#include "insight/labels.sql.h"
#include "record/pick_lists.h"

namespace tsunagi::insight {

namespace {

constexpr Phrase kUnknown{"(不明)", "(unknown)"};

}  // namespace

std::string Labels::product(std::int64_t id) const {
    const auto found = products.find(id);
    if (found != products.end()) return found->second;
    return id == 0 ? say(kUnknown, language) : "#" + std::to_string(id);
}

std::string Labels::reason(const std::string& code) const {
    const auto found = reasons.find(code);
    return found == reasons.end() ? text(code) : found->second;
}

std::string Labels::text(std::string_view value) const {
    return value.empty() ? say(kUnknown, language) : std::string(value);
}

Labels read_labels(store::Reader& reader, Language language) {
    Labels labels;
    labels.language = language;
    reader.rows(sql::product_labels, {}, [&](const store::Row& row) {
        labels.products.emplace(row.integer(0), row.text(1));
        if (!row.is_null(2)) labels.costs.emplace(row.integer(0), Money{row.integer(2)});
        return true;
    });
    for (const record::Reason& reason : record::read_pick_lists(reader).reasons) {
        labels.reasons.emplace(reason.code, language == Language::Ja ? reason.ja : reason.en);
    }
    return labels;
}

}  // namespace tsunagi::insight
