#include "record/pick_lists.h"

#include "base/json.h"
#include "base/text.h"
#include "record/changes.h"
#include "record/core_pick_lists.h"
#include "record/pick_lists.sql.h"
#include "record/versions.h"

#include <map>

namespace tsunagi::record {

namespace {

template <class E>
std::vector<Choice> choices() {
    std::vector<Choice> choices;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
        const auto& label = core::label(enumerator.value);
        choices.push_back(
            {std::string(word_of(enumerator.value)), std::string(label.ja), std::string(label.en)});
    });
    return choices;
}

Reason reason_of(const core::CoreReason& reason) {
    return {.code = std::string(reason.code),
            .parent = std::string(reason.parent),
            .ja = std::string(reason.label.ja),
            .en = std::string(reason.label.en),
            .core = true,
            .active = true};
}

void check_labels(std::string& ja, std::string& en) {
    ja = trimmed(ja);
    en = trimmed(en);
    std::vector<FieldError> errors;
    if (ja.empty()) errors.push_back({"/ja", "missing", "a Japanese label is needed", {}});
    if (en.empty()) errors.push_back({"/en", "missing", "an English label is needed", {}});
    refuse(std::move(errors), "the labels are not valid");
}

Offer stored_offer(store::Reader& reader, Id<Offer> id) {
    auto offer = reader.one<Offer>(sql::find_offer, {{"id", id}});
    if (!offer) throw Error(Code::NotFound, "offer " + std::to_string(id.value) + " was not found");
    return *offer;
}

std::string_view in(const tsunagi::Phrase& label, Language language) {
    return language == Language::Ja ? label.ja : label.en;
}

}  // namespace

std::string_view label_of(Purpose purpose, Language language) {
    return in(core::label(purpose), language);
}
std::string_view label_of(Result result, Language language) {
    return in(core::label(result), language);
}
std::string_view label_of(Channel channel, Language language) {
    return in(core::label(channel), language);
}

std::vector<FormRule> core_form_rules() {
    std::vector<FormRule> rules;
    for (const auto& rule : core::form_rules()) {
        rules.push_back({rule.purpose, std::string(rule.field), rule.need});
    }
    return rules;
}

// A shop's own children follow the core's of the same root.
std::vector<Reason> read_reasons(store::Reader& reader) {
    std::map<std::string, std::vector<Reason>> own;
    for (Reason& reason : reader.all<Reason>(sql::list_own_reasons)) {
        own[reason.parent].push_back(std::move(reason));
    }
    std::vector<Reason> reasons;
    std::string root;
    const auto end_root = [&] {
        for (Reason& reason : own[root]) reasons.push_back(std::move(reason));
        own.erase(root);
    };
    for (const auto& reason : core::reasons()) {
        if (reason.parent.empty()) {
            if (!root.empty()) end_root();
            root = reason.code;
        }
        reasons.push_back(reason_of(reason));
    }
    end_root();
    for (auto& [parent, rest] : own) {
        for (Reason& reason : rest) reasons.push_back(std::move(reason));
    }
    return reasons;
}

PickLists read_pick_lists(store::Reader& reader) {
    return {.purposes = choices<Purpose>(),
            .channels = choices<Channel>(),
            .directions = choices<Direction>(),
            .emotions = choices<Emotion>(),
            .offer_answers = choices<OfferAnswer>(),
            .results = choices<Result>(),
            .reasons = read_reasons(reader),
            .offers = reader.all<Offer>(sql::list_offers),
            .phrases = reader.all<Phrase>(sql::list_phrases),
            .form_rules = core_form_rules()};
}

Reason create_reason(store::Tx& tx, const ReasonDraft& draft) {
    const auto reasons = core::reasons();
    const bool known = std::ranges::any_of(reasons, [&](const core::CoreReason& reason) {
        return reason.parent.empty() && reason.code == draft.parent;
    });
    if (!known) throw invalid("/parent", "unknown_reason", "there is no root " + draft.parent);
    Reason reason{.code = "",
                  .parent = draft.parent,
                  .ja = draft.ja,
                  .en = draft.en,
                  .core = false,
                  .active = true};
    check_labels(reason.ja, reason.en);
    const auto position = tx.integer(sql::last_reason_position, {{"parent", draft.parent}}, 0) + 1;
    reason.code = draft.parent + "." + std::to_string(position);
    tx.run(sql::insert_reason, store::args_of(reason, {{"position", position}}));
    const auto json = to_json(reason);
    tx.changed({.entity = "reason", .id = position, .after = json});
    return reason;
}

Reason change_reason(store::Tx& tx, std::string_view code, const ReasonPatch& patch) {
    for (const Reason& before : read_reasons(tx)) {
        if (before.code != code) continue;
        if (before.core) {
            throw invalid("", "core_reason",
                          "reason " + before.code + " is the same in every shop");
        }
        Reason after = before;
        refuse(apply_patch(patch, after), "the reason is not valid");
        check_labels(after.ja, after.en);
        const auto changed = difference(before, after);
        if (changed.empty()) return after;
        tx.run(sql::update_reason, store::args_of(after));
        tx.changed({.entity = "reason",
                    .id = 1,
                    .kind = store::Change::Kind::Updated,
                    .before = changed.before,
                    .after = changed.after});
        return after;
    }
    throw Error(Code::NotFound, "reason " + std::string(code) + " was not found");
}

Offer create_offer(store::Tx& tx, const OfferDraft& draft) {
    Offer offer{.id = {}, .version = 1, .ja = draft.ja, .en = draft.en, .active = true};
    check_labels(offer.ja, offer.en);
    offer.id = tx.next_id<Offer>("offer");
    tx.run(sql::insert_offer, store::args_of(offer));
    const auto json = to_json(offer);
    tx.changed({.entity = "offer", .id = offer.id.value, .after = json});
    return offer;
}

Offer change_offer(store::Tx& tx, Id<Offer> id, std::int64_t version, const OfferPatch& patch) {
    const Offer before = stored_offer(tx, id);
    check_version("offer " + std::to_string(id.value), before, version);
    Offer after = before;
    refuse(apply_patch(patch, after), "the offer is not valid");
    check_labels(after.ja, after.en);
    const auto changed = difference(before, after);
    if (changed.empty()) return after;
    after.version = before.version + 1;
    tx.run(sql::update_offer, store::args_of(after));
    tx.changed({.entity = "offer",
                .id = id.value,
                .kind = store::Change::Kind::Updated,
                .version = after.version,
                .before = changed.before,
                .after = changed.after});
    return after;
}

Phrase put_phrase(store::Tx& tx, const Phrase& said) {
    const Phrase phrase{trimmed(said.key), said.text};
    if (phrase.key.empty() || phrase.key.find_first_of(" /") != std::string::npos) {
        throw invalid("/key", "bad_key", "a key is a word without spaces and slashes");
    }
    tx.run(sql::put_phrase, store::args_of(phrase));
    const auto json = to_json(phrase);
    tx.changed({.entity = "phrase", .id = 1, .kind = store::Change::Kind::Updated, .after = json});
    return phrase;
}

}  // namespace tsunagi::record
