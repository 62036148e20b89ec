#include "insight/labels.h"

#include "insight/labels.sql.h"
#include "record/pick_lists.h"

namespace tsunagi::insight {

namespace {

constexpr Phrase kUnknown{"(不明)", "(unknown)"};
constexpr Phrase kNone{"(なし)", "(none)"};

void add(const std::vector<record::Choice>& choices, Language language, Labels::ByCode& to) {
    for (const record::Choice& choice : choices) {
        to.emplace(choice.code, language == Language::Ja ? choice.ja : choice.en);
    }
}

Labels::Onboarding onboarding_of(const store::Row& row) {
    Labels::Onboarding told;
    if (!row.is_null(3)) told.deliveries = static_cast<int>(row.integer(3));
    if (!row.is_null(4)) told.days = static_cast<int>(row.integer(4));
    if (!row.is_null(5)) told.purpose = row.text(5);
    return told;
}

}  // namespace

std::string Labels::product(std::int64_t id) const { return numbered(products, id, kUnknown); }

std::string Labels::offer(std::int64_t id) const { return numbered(offers, id, kNone); }

std::string Labels::agent(std::int64_t id) const { return numbered(agents, id, kUnknown); }

std::string Labels::reason(const std::string& code) const { return worded(reasons, code); }

std::string Labels::purpose(const std::string& code) const { return worded(purposes, code); }

std::string Labels::result(const std::string& code) const { return worded(results, code); }

std::string Labels::channel(const std::string& code) const { return worded(channels, code); }

std::string Labels::numbered(const ByNumber& names, std::int64_t id, const Phrase& nothing) const {
    const auto found = names.find(id);
    if (found != names.end()) return found->second;
    return id == 0 ? say(nothing, language) : "#" + std::to_string(id);
}

std::string Labels::worded(const ByCode& words, const std::string& code) const {
    const auto found = words.find(code);
    return found == words.end() ? text(code) : found->second;
}

std::string Labels::text(std::string_view value) const {
    return value.empty() ? say(kUnknown, language) : std::string(value);
}

void add_named_agents(const journey::Words& words, Labels& labels) {
    for (int i = 1; i < words.agent_names.size(); ++i) {
        const auto name = words.agent_names.text(i);
        labels.agents.emplace(journey::id_of_agent(name), name);
    }
}

Labels read_labels(store::Reader& reader, Language language) {
    Labels labels;
    labels.language = language;
    reader.rows(sql::product_labels, {}, [&](const store::Row& row) {
        labels.products.emplace(row.integer(0), row.text(1));
        if (!row.is_null(2)) labels.costs.emplace(row.integer(0), Money{row.integer(2)});
        const auto onboarding = onboarding_of(row);
        if (onboarding.deliveries || onboarding.days || onboarding.purpose) {
            labels.onboarding.emplace(row.integer(0), onboarding);
        }
        return true;
    });
    const auto lists = record::read_pick_lists(reader);
    add(lists.purposes, language, labels.purposes);
    add(lists.results, language, labels.results);
    add(lists.channels, language, labels.channels);
    for (const record::Offer& offer : lists.offers) {
        labels.offers.emplace(offer.id.value, language == Language::Ja ? offer.ja : offer.en);
    }
    for (const record::Reason& reason : lists.reasons) {
        labels.reasons.emplace(reason.code, language == Language::Ja ? reason.ja : reason.en);
    }
    return labels;
}

}  // namespace tsunagi::insight
