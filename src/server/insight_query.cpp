#include "server/insight_query.h"

#include "access/users.h"
#include "insight/catalogue.h"
#include "record/scope.h"
#include "segment/asked_condition.h"
#include "server/segment_members.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

namespace tsunagi::server {

journey::Filter filter_of(const InsightQuery& query) {
    return {.from = query.from,
            .to = query.to,
            .product = query.product.value_or(std::vector<std::int64_t>()),
            .medium = query.medium.value_or(std::vector<std::string>()),
            .prefecture = query.prefecture.value_or(std::vector<std::string>())};
}

Day today_of(const Asker& asker) {
    const auto settings = asker.read(
        [](store::Reader& reader) { return record::read_settings(reader); });
    return record::day_of(settings, asker.now());
}

Day as_of_day(const Asker& asker, std::optional<Day> asked) {
    const Day today = today_of(asker);
    const Day as_of = asked.value_or(today);
    if (as_of > today) {
        const auto message = to_text(as_of) + " lies ahead: what happened is known until " +
                             to_text(today);
        throw Error(Code::InvalidInput, message,
                    {{"/as_of", "in_future", message, {{"max", to_text(today)}}}});
    }
    return as_of;
}

journey::Scope scope_of(const Asker& asker, const InsightQuery& query) {
    const Day as_of = as_of_day(asker, query.as_of);
    auto scope = journey::scope_of(asker.house().journeys->of(asker.viewer().shop, as_of),
                                   filter_of(query));
    if (const auto seen = seen_in(asker, scope.view())) journey::narrow(scope, *seen);
    if (query.segment) {
        const auto members = members_of_segment(asker, scope.snapshot, {*query.segment});
        journey::keep_only(scope, members);
    }
    if (query.condition) {
        segment::check_asked(*query.condition, "/condition");
        journey::keep_only(scope,
                           members_of(asker, scope.snapshot, *query.condition, "/condition"));
    }
    return scope;
}

std::optional<journey::Bitmap> seen_in(const Asker& asker, const journey::View& view) {
    return asker.read([&](store::Reader& reader) -> std::optional<journey::Bitmap> {
        const Viewer& viewer = asker.viewer();
        const record::SeenCustomers seen(reader, viewer, viewer.sees[Entity::Insight]);
        if (seen.all()) return std::nullopt;
        return journey::bitmap_of(view, seen.ids());
    });
}

// Those who speak with customers, by id.
static insight::Labels::ByNumber names_of_members(const Asker& asker) {
    insight::Labels::ByNumber names;
    asker.control().read([&](store::Reader& reader) {
        record::PageRequest asked{.limit = record::PageRequest::kMaxLimit};
        do {
            const auto page = access::list_members(reader, asker.viewer(), asked);
            for (const auto& member : page.items) names.emplace(member.id.value, member.name);
            asked.cursor = page.next.value_or("");
        } while (!asked.cursor.empty());
    });
    return names;
}

insight::Labels labels_of(const Asker& asker) {
    auto labels = asker.read(
        [&](store::Reader& reader) { return insight::read_labels(reader, asker.language()); });
    labels.agents = names_of_members(asker);
    return labels;
}

insight::Labels labels_of(const Asker& asker, const journey::Words& words) {
    auto labels = labels_of(asker);
    insight::add_named_agents(words, labels);
    return labels;
}

void require_money(const Asker& asker) {
    if (asker.viewer().reads(FieldGroup::Money)) return;
    throw Error(Code::Forbidden, "this needs the right to see what customers spend");
}

// By id.
static std::vector<PersonBehind> people_of_report(const Asker& asker, const journey::Scope& scope,
                                                  std::string_view name, const PeopleQuery& query) {
    const auto& analysis = insight::analysis_named(name);
    if (analysis.needs == insight::Needs::Money) require_money(asker);
    const insight::Choices choices(analysis.choices,
                                   query.choices.value_or(std::vector<std::string>()));
    const std::string cell = query.cell.value_or("");
    if (analysis.people == nullptr) insight::no_such_cell(cell);
    const auto filter = filter_of(query);
    const auto labels = labels_of(asker, scope.words());
    const auto segments = segments_of(asker, scope.snapshot, choices);
    const bool shows_money = asker.viewer().reads(FieldGroup::Money);
    const insight::Question question{scope, filter, labels, choices, shows_money, segments};
    std::vector<PersonBehind> people;
    const auto add = [&](journey::CustomerCode code) -> PersonBehind& {
        return people.emplace_back(PersonBehind{.id = {scope.view().customer_id(code)}});
    };
    if (analysis.expected != nullptr) {
        for (const auto& one : analysis.expected(question, cell)) {
            PersonBehind& person = add(one.code);
            person.purchases = one.purchases;
            if (one.value) person.value = Money{std::llround(*one.value)};
        }
    }
    if (people.empty()) {
        for (const auto code : analysis.people(question, cell)) add(code);
    }
    std::ranges::sort(people, {}, &PersonBehind::id);
    return people;
}

void leave_seen(const Asker& asker, std::vector<Id<record::Customer>>& ids) {
    asker.read([&](store::Reader& reader) {
        const record::SeenCustomers seen(reader, asker.viewer(), Entity::Customer);
        std::erase_if(ids, [&](const auto id) { return !seen.has(id); });
    });
}

// The most first, then by id; who is expected to do nothing comes last.
static void order_people(std::vector<PersonBehind>& people, PeopleOrder order) {
    if (order == PeopleOrder::Id) return;
    const bool by_value = order == PeopleOrder::Value;
    std::ranges::sort(people, std::greater{}, [&](const PersonBehind& person) {
        const auto minor = by_value ? person.value.value_or(Money{}).minor : 0;
        return std::tuple(minor, person.purchases, -person.id.value);
    });
}

std::vector<PersonBehind> people_behind(const Asker& asker, std::string_view analysis,
                                        const PeopleQuery& query) {
    auto people = people_of_report(asker, scope_of(asker, query), analysis, query);
    asker.read([&](store::Reader& reader) {
        const record::SeenCustomers seen(reader, asker.viewer(), Entity::Customer);
        std::erase_if(people, [&](const auto& person) { return !seen.has(person.id); });
    });
    order_people(people, query.order.value_or(PeopleOrder::Value));
    return people;
}

ShopToday shop_today(const Asker& asker) {
    return asker.house().journeys->today(asker.viewer().shop, today_of(asker));
}

}  // namespace tsunagi::server
