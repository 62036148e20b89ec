#include "server/hearing.h"

#include "record/scope.h"

#include <algorithm>
#include <array>

namespace tsunagi::server {

namespace {

struct Logged {
    std::string_view name;
    Entity entity;
};

constexpr std::array kLogged{Logged{"customer", Entity::Customer},
                             Logged{"orders", Entity::Order},
                             Logged{"subscription", Entity::Subscription},
                             Logged{"subscription_event", Entity::Subscription},
                             Logged{"contact", Entity::Contact},
                             Logged{"call_list", Entity::CallList},
                             Logged{"call_list_item", Entity::CallList},
                             Logged{"product", Entity::Product},
                             Logged{"reason", Entity::PickList},
                             Logged{"offer", Entity::PickList},
                             Logged{"phrase", Entity::PickList},
                             Logged{"segment", Entity::Insight},
                             Logged{"setting", Entity::Settings},
                             Logged{"mail_server", Entity::Settings},
                             Logged{"import", Entity::Import},
                             Logged{"saved_view", Entity::Insight},
                             Logged{"dashboard", Entity::Insight},
                             Logged{"kpi", Entity::Insight},
                             Logged{"context_event", Entity::Insight},
                             Logged{"report_schedule", Entity::Insight}};

bool is_of_a_customer(Entity entity) {
    return entity == Entity::Customer || entity == Entity::Order ||
           entity == Entity::Subscription || entity == Entity::Contact;
}

bool hears(store::Reader& reader, const Viewer& viewer, const HeardChange& change) {
    const auto entity = entity_of(change.entity);
    if (!entity || viewer.sees[*entity] == RowScope::None) return false;
    if (change.customer_id == 0) {
        return !is_of_a_customer(*entity) ||
               record::customers_with(viewer, *entity) == RowScope::All;
    }
    if (*entity == Entity::Contact &&
        !record::sees_work_of(viewer, Entity::Contact, {change.actor.id})) {
        return false;
    }
    return record::sees_customer(
        reader, viewer,
        *entity == Entity::Contact || *entity == Entity::CallList ? Entity::Customer : *entity,
        {change.customer_id});
}

}  // namespace

std::optional<Entity> entity_of(std::string_view logged) {
    const auto found = std::ranges::find(kLogged, logged, &Logged::name);
    if (found == kLogged.end()) return std::nullopt;
    return found->entity;
}

bool hears_everything(const Viewer& viewer) {
    return std::ranges::all_of(
        kLogged, [&](const Logged& one) { return viewer.sees[one.entity] == RowScope::All; });
}

bool hears_of(const Viewer& viewer, std::string_view bulk_entity) {
    const auto entity = entity_of(bulk_entity);
    return entity && viewer.sees[*entity] != RowScope::None;
}

std::vector<HeardChange> heard_by(store::Reader& reader, const Viewer& viewer,
                                  const std::vector<HeardChange>& changes) {
    std::vector<HeardChange> heard;
    std::ranges::copy_if(changes, std::back_inserter(heard),
                         [&](const HeardChange& change) { return hears(reader, viewer, change); });
    return heard;
}

}  // namespace tsunagi::server
