#include "intake/person_takers.h"

#include "base/json.h"
#include "base/text.h"
#include "intake/key_list.h"
#include "intake/rows.sql.h"
#include "record/contacts.h"

#include <array>

namespace tsunagi::intake {

namespace {

using enum FieldId;

Parsed<std::string_view> emotion_code(std::string_view cell) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kWords{
        {{"ポジティブ", "positive"},
         {"positive", "positive"},
         {"満足", "positive"},
         {"ニュートラル", "neutral"},
         {"neutral", "neutral"},
         {"普通", "neutral"},
         {"ネガティブ", "negative"},
         {"negative", "negative"},
         {"不満", "negative"}}};
    const auto form = search_form(cell);
    for (const auto& [word, code] : kWords) {
        if (form == search_form(word)) return {.value = code};
    }
    return {.value = "", .fault = form.empty() ? Fault::None : Fault::UnknownValue};
}

}  // namespace

void CustomerTaker::take(RowReader& row, Batch&) {
    bool first = false;
    const auto* person = people_.take(row, first);
    if (row.rejected()) return;
    if (person == nullptr) return row.reject(CustomerKey, "", Fault::NoCustomer);
    if (!first) row.reject(CustomerKey, row.text(CustomerKey), Fault::DuplicateKey);
}

// The shop's own number, else what the row says; equal rows are told apart by their ordinal.
std::string ContactTaker::key_of(RowReader& row) {
    auto key = row.words(ContactKey, 100);
    if (!key.empty()) return key;
    if (tells_calls(row)) {
        key = call_key(row);
    } else {
        for (const auto field : {CustomerKey, PhoneNumber, EmailAddress, ContactStartedAt}) {
            key.append(key.empty() ? "csv:" : "|").append(row.text(field));
        }
    }
    const auto ordinal = ++equal_rows_[key];
    return ordinal == 1 ? key : key + "#" + std::to_string(ordinal);
}

void ContactTaker::pass_over(RowReader& row) {
    if (names_people(row) || !tells_calls(row)) people_.pass_over(row);
    if (row.text(ContactStartedAt).empty()) return;
    keys_.insert(key_of(row));
}

void ContactTaker::take(RowReader& row, Batch&) {
    Draft draft{.is_call = tells_calls(row), .line = row.line()};
    if (names_people(row) || !draft.is_call) {
        bool first = false;
        draft.person = people_.take(row, first);
        if (row.rejected()) return;
    }
    if (draft.person == nullptr) {
        if (!draft.is_call) return row.reject(CustomerKey, "", Fault::NoCustomer);
        draft.caller = caller_of(row, setup_.country_calling_code);
    }
    if (row.text(ContactStartedAt).empty()) return;
    draft.row.external_key = key_of(row);
    if (keys_.contains(*draft.row.external_key)) {
        return row.reject(ContactKey, *draft.row.external_key, Fault::DuplicateKey);
    }
    read(row, draft.row);
    if (row.rejected()) return;
    keys_.insert(*draft.row.external_key);
    drafts_.push_back(std::move(draft));
}

void ContactTaker::read(RowReader& row, table::Contact& contact) const {
    contact.started_at = row.instant(ContactStartedAt).value_or(Instant{});
    contact.ended_at = row.instant(ContactEndedAt);
    contact.channel = row.code(ContactChannel, parse_channel);
    contact.direction = row.code(ContactDirection, parse_direction);
    contact.purpose = row.code(ContactPurpose, parse_contact_purpose);
    if (const auto reason = row.text(ContactReason); !reason.empty()) {
        contact.reason_code = reason_of(reason);
    }
    contact.result = row.code(ContactResult, parse_contact_result);
    contact.emotion = row.code(ContactEmotion, emotion_code);
    contact.nps = row.answer(ContactNps, record::kNpsRule);
    contact.csat = row.answer(ContactCsat, record::kCsatRule);
    contact.agent_name = row.words(ContactAgent, 200);
    contact.note = row.words(ContactNote, 10'000);
    contact.next_step = row.words(ContactNextStep, 1000);
    contact.next_step_at = row.instant(ContactNextStepAt);
    contact.created_at = setup_.now;
    contact.updated_at = setup_.now;
    read_call(row, contact);
}

void ContactTaker::fill_in(const Draft& draft, const ContactGaps& there, Batch& batch) const {
    auto after = there;
    const auto fill = [](auto& gap, const auto& told) {
        if (!gap) gap = told;
    };
    fill(after.external_key, draft.row.external_key);
    fill(after.nps, draft.row.nps);
    fill(after.csat, draft.row.csat);
    fill(after.waited_seconds, draft.row.waited_seconds);
    fill(after.handled_seconds, draft.row.handled_seconds);
    if (!draft.row.queue.empty()) fill(after.queue, draft.row.queue);
    auto& count = batch.counts.of("contact");
    if (to_json(after) == to_json(there)) {
        ++count.unchanged;
        return;
    }
    after.updated_at = setup_.now;
    ++count.updated;
    batch.gap_edits.push_back({{there}, {after}, draft.line});
}

// Those of a log are of the customers that callers are known as.
void ContactTaker::name_customers(store::Reader& reader, Batch& batch) {
    std::vector<Caller> callers;
    callers.reserve(drafts_.size());
    for (const Draft& draft : drafts_) callers.push_back(draft.caller);
    const Callers known(reader, callers);
    for (Draft& draft : drafts_) {
        draft.row.customer_id = draft.person != nullptr ? std::optional(draft.person->id)
                                                        : known.customer(draft.caller);
        batch.without_customer += !draft.row.customer_id;
    }
}

void ContactTaker::resolve(store::Reader& reader, IdSource& ids, Batch& batch) {
    people_.resolve(reader, ids, batch);
    if (drafts_.empty()) return;
    name_customers(reader, batch);
    KeyList keys;
    std::vector<table::Contact> calls;
    for (const Draft& draft : drafts_) {
        keys.add(*draft.row.external_key);
        if (draft.is_call) calls.push_back(draft.row);
    }
    TextMap<ContactGaps> there;
    for (auto& row : reader.all<ContactGaps>(sql::contacts_by_key, {{"list", keys.text()}})) {
        there.emplace(*row.external_key, row);
    }
    written_.look_up(reader, calls);
    auto& count = batch.counts.of("contact");
    for (Draft& draft : drafts_) {
        const auto known = there.find(*draft.row.external_key);
        if (known != there.end()) {
            fill_in(draft, known->second, batch);
            continue;
        }
        if (draft.is_call) {
            if (const auto written = written_.take(draft.row)) {
                fill_in(draft, *written, batch);
                continue;
            }
        }
        draft.row.id = ids.next("contact");
        batch.contacts.push_back(std::move(draft.row));
        ++count.created;
    }
    drafts_.clear();
}

}  // namespace tsunagi::intake
