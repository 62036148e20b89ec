#include "insight/summary.h"
#include "server/import_runner.h"
#include "server/insight_query.h"
#include "server/journeys.h"
#include "server/routes.h"

namespace tsunagi::server {

// The first page: what to do today, how the month goes, what was promised, what waits for a person.
struct Home {
    Day as_of;
    action::TodaySummary today;
    insight::MonthSummary month;
    std::vector<insight::TrendMonth> trend;
    std::vector<record::ContactRow> promises_due;
    std::vector<record::Fact> changes;
    std::vector<intake::Import> imports;
};
BOOST_DESCRIBE_STRUCT(Home, (), (as_of, today, month, trend, promises_due, changes, imports))

namespace {

constexpr int kPromises = 20;

bool waits_for_a_person(const intake::Import& import) {
    using intake::ImportState;
    return import.state == ImportState::Uploaded || import.state == ImportState::Planned ||
           import.state == ImportState::Failed;
}

// The counts of a limited viewer are hers alone; those of the whole shop are kept.
insight::Summary summary_for(Call& call, const ShopToday& today) {
    insight::Summary none;
    none.month.month = month_of(today.journeys.as_of);
    if (call.viewer().sees[Entity::Insight] == RowScope::None) return none;
    const auto seen = seen_in(call, *today.journeys.view);
    return insight::summary_of(seen ? insight::count_summary(today.journeys, &*seen)
                                    : today.day->summary,
                               call.language());
}

action::TodaySummary list_for(const Call& call, const action::TodayView& view) {
    if (call.viewer().sees[Entity::CallList] == RowScope::None) return {};
    return action::today_summary(view);
}

Home home(Call& call) {
    const auto today = shop_today(call);
    auto summary = summary_for(call, today);
    Home home = call.read([&](store::Reader& reader) {
        record::ContactFilter promises;
        promises.open_steps = true;
        return Home{.as_of = today.journeys.as_of,
                    .today = list_for(call, today.seen_by(reader, call.viewer())),
                    .month = summary.month,
                    .trend = std::move(summary.trend),
                    .promises_due = record::list_contacts(reader, call.viewer(), promises,
                                                          {.cursor = {}, .limit = kPromises})
                                        .items,
                    .changes = std::move(summary.changes),
                    .imports = {}};
    });
    if (!call.allows(may(Entity::Import, Action::View))) return home;
    for (auto& import : call.house().imports->imports(call.viewer().shop).list({}).items) {
        if (waits_for_a_person(import)) home.imports.push_back(std::move(import));
    }
    return home;
}

}  // namespace

std::vector<Route> home_routes() {
    return {route({.method = Method::Get,
                   .pattern = "/api/v1/shops/{shop}/home",
                   .operation = "get_home",
                   .right = may(Entity::Customer, Action::View),
                   .cost = Cost::Report,
                   .idempotency = Idempotency::Safe,
                   .audit = "home.read"},
                  home)};
}

}  // namespace tsunagi::server
