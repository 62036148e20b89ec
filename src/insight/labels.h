// Words for what analyses count by number or code: product names, reasons in the viewer's language;
// what products cost the shop and when their subscribers have settled in.
#pragma once

#include "base/phrase.h"
#include "journey/words.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <unordered_map>

namespace tsunagi::insight {

struct Labels {
    using ByCode = std::unordered_map<std::string, std::string>;
    using ByNumber = std::unordered_map<std::int64_t, std::string>;

    Language language = Language::Ja;
    ByNumber products;
    ByCode reasons;
    ByCode purposes;
    ByCode results;
    ByCode channels;
    ByNumber offers;
    // Names of users by id, and of those whom files name only (words.h). The shop's database does
    // not know users: the caller adds them.
    ByNumber agents;
    // Of a piece, by product id, for margins; a product nobody told the cost of is not in it.
    std::unordered_map<std::int64_t, Money> costs;
    // When a product's subscriber has settled in, by product id, of what the shop told.
    struct Onboarding {
        std::optional<int> deliveries{};
        std::optional<int> days{};
        std::optional<std::string> purpose{};  // code, of a contact that has to have happened
    };
    std::unordered_map<std::int64_t, Onboarding> onboarding;

    // The product's name, or its number when it has none.
    std::string product(std::int64_t id) const;
    std::string reason(const std::string& code) const;
    std::string purpose(const std::string& code) const;
    std::string result(const std::string& code) const;
    std::string channel(const std::string& code) const;
    // 0: none was offered, nobody is known.
    std::string offer(std::int64_t id) const;
    std::string agent(std::int64_t id) const;
    // Texts that are their own label; the empty one is "unknown".
    std::string text(std::string_view) const;

private:
    std::string numbered(const ByNumber&, std::int64_t id, const Phrase& nothing) const;
    std::string worded(const ByCode&, const std::string& code) const;
};

Labels read_labels(store::Reader&, Language);
void add_named_agents(const journey::Words&, Labels&);

}  // namespace tsunagi::insight
