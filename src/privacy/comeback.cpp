#include "privacy/comeback.h"

#include "base/text.h"
#include "privacy/comeback.sql.h"
#include "record/changes.h"
#include "record/settings.h"
#include "store/audit/event.h"

#include <algorithm>

namespace tsunagi::privacy {

namespace {

void add_form(std::vector<std::string>& forms, const std::optional<std::string>& form) {
    if (form && !form->empty()) forms.push_back(*form);
}

record::SaidOfPerson said_in(const ComebackOrder& order, std::string_view country_calling_code) {
    record::SaidOfPerson said{.customer_key = order.customer_key};
    for (const auto& phone : order.phones) {
        add_form(said.phones, phone_e164(phone, country_calling_code));
    }
    for (const auto& email : order.emails) add_form(said.emails, email_form(email));
    add_form(said.names, search_form(order.name));
    add_form(said.names, search_form(order.kana));
    return said;
}

void require_nameless(const ComebackOrder& order) {
    const auto reason = search_form(order.reason);
    std::vector<std::string> values{order.name, order.kana, order.customer_key};
    values.insert(values.end(), order.phones.begin(), order.phones.end());
    values.insert(values.end(), order.emails.begin(), order.emails.end());
    const bool names = std::ranges::any_of(values, [&](const std::string& value) {
        const auto form = search_form(value);
        return !form.empty() && reason.find(form) != reason.npos;
    });
    if (!names) return;
    throw record::invalid("/reason", "names_the_person",
                          "the reason stays: say it without her name, number, phone or mail");
}

void tell(store::Tx& tx, const Viewer& viewer, const ComebackOrder& order, std::int64_t lifted) {
    store::audit::Event event;
    event.user_id = viewer.user.value;
    event.user_name = viewer.user_name;
    event.kind = "configured";
    event.operation = "lift_erasure";
    event.entity = "erasure";
    event.row_count = lifted;
    event.reason = order.reason;
    event.status = 200;
    store::audit::note(tx, event);
}

}  // namespace

Comeback lift_tombstones(const ErasurePlace& place, const Viewer& viewer,
                         const ComebackOrder& order) {
    require_nameless(order);
    const TombstoneFolder folder(place.data_folder);
    const auto key = folder.key(place.id);
    const auto known = place.shop.read([&](store::Reader& reader) {
        const auto said = said_in(order, record::read_settings(reader).country_calling_code);
        const bool is_one = record::ErasedPeople::read(reader, key).is_one(said);
        return is_one ? record::tombstones_of(key, said, {}) : std::vector<record::Tombstone>();
    });
    if (known.empty()) {
        throw record::invalid("", "not_erased", "nobody who was erased is known by this");
    }
    folder.remove(place.id, known);
    const store::Actor actor{store::Actor::Kind::User, viewer.user.value};
    return place.shop.write(actor, [&](store::Tx& tx) {
        Comeback done;
        for (const auto& one : known)
            done.lifted += tx.run(sql::lift_tombstone, {{"hash", one.hash}});
        tell(tx, viewer, order, done.lifted);
        return done;
    });
}

}  // namespace tsunagi::privacy
