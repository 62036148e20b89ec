#include "access/users.h"
#include "board/context_events.h"
#include "board/kpi_standing.h"
#include "board/report_schedules.h"
#include "insight/catalogue.h"
#include "mail/post.h"
#include "record/settings.h"
#include "segment/segments.h"
#include "server/insight_query.h"
#include "server/routes.h"
#include "server/segment_members.h"

#include <algorithm>

namespace tsunagi::server {

struct SavedViewList {
    std::vector<board::SavedView> items;
};
BOOST_DESCRIBE_STRUCT(SavedViewList, (), (items))

struct DashboardList {
    std::vector<board::Dashboard> items;
};
BOOST_DESCRIBE_STRUCT(DashboardList, (), (items))

struct KpiList {
    std::vector<board::Kpi> items;
};
BOOST_DESCRIBE_STRUCT(KpiList, (), (items))

struct ContextEventQuery {
    std::optional<Day> from;
    std::optional<Day> to;
};
BOOST_DESCRIBE_STRUCT(ContextEventQuery, (), (from, to))

struct ContextEventList {
    std::vector<board::ContextEvent> items;
};
BOOST_DESCRIBE_STRUCT(ContextEventList, (), (items))

struct ReportScheduleList {
    std::vector<board::ReportSchedule> items;
    bool mail_is_set = false;  // whether a mail server is named that they can leave by
};
BOOST_DESCRIBE_STRUCT(ReportScheduleList, (), (items, mail_is_set))

namespace {

using board::ContextEvent;
using board::Dashboard;
using board::Kpi;
using board::ReportSchedule;
using board::SavedView;

// What the routes of one kind of thing are called.
struct Names {
    std::string_view list;  // operations
    std::string_view get;
    std::string_view create;
    std::string_view change;
    std::string_view remove;
    std::string_view all;  // patterns
    std::string_view one;
};

struct Told {
    access::audit::AuditWord list;
    access::audit::AuditWord get;
    access::audit::AuditWord create;
    access::audit::AuditWord change;
    access::audit::AuditWord remove;
};

// Everybody who may see insight looks; `keep` is the right to make and change them.
struct Kept {
    Names names;
    Told told;
    Right keep = may(Entity::Insight, Action::Edit);
    StepUp step_up = StepUp::None;
};

template <class List, class Get, class Create, class Change, class Remove>
std::vector<Route> routes_of(const Kept& kept, List list, Get get, Create create, Change change,
                             Remove remove) {
    constexpr Right look = may(Entity::Insight, Action::View);
    return {
        route({Method::Get, kept.names.all, kept.names.list, look, Cost::List, Idempotency::Safe,
               kept.told.list},
              list),
        route({Method::Get, kept.names.one, kept.names.get, look, Cost::Point, Idempotency::Safe,
               kept.told.get},
              get),
        route({.method = Method::Post,
               .pattern = kept.names.all,
               .operation = kept.names.create,
               .right = kept.keep,
               .cost = Cost::Write,
               .idempotency = Idempotency::Keyed,
               .audit = kept.told.create,
               .status = 201,
               .step_up = kept.step_up},
              create),
        route({.method = Method::Put,
               .pattern = kept.names.one,
               .operation = kept.names.change,
               .right = kept.keep,
               .cost = Cost::Write,
               .idempotency = Idempotency::Versioned,
               .audit = kept.told.change,
               .step_up = kept.step_up},
              change),
        route({Method::Delete, kept.names.one, kept.names.remove, kept.keep, Cost::Write,
               Idempotency::Natural, kept.told.remove},
              remove),
    };
}

// Own views are for everybody who looks; the board asks for more where a view is shared.
board::Keeps keeps(const Call& call) {
    return call.allows(may(Entity::Insight, Action::Edit)) ? board::Keeps::Shared
                                                           : board::Keeps::Own;
}

// Throws what a segment of the same condition would be refused for.
template <class Draft>
void check_asked(Call& call, const Draft& draft) {
    const auto& condition = draft.query.condition;
    if (!condition || !segment::errors_of(*condition).empty()) return;
    check_condition(call, *condition, "/query/condition");
}

// The segments that a query asks stay until the query is kept.
template <class Draft>
void hold_asked(store::Tx& tx, const Draft& draft) {
    for (const auto& [id, pointer] : board::segments_of(draft.analysis, draft.query)) {
        segment::hold_segment(tx, {id}, pointer);
    }
}

std::vector<Route> saved_view_routes() {
    return routes_of(
        {.names = {"list_saved_views", "get_saved_view", "create_saved_view", "change_saved_view",
                   "delete_saved_view", "/api/v1/shops/{shop}/saved-views",
                   "/api/v1/shops/{shop}/saved-views/{id}"},
         .told = {"saved_view.list", "saved_view.read", "saved_view.create", "saved_view.update",
                  "saved_view.delete"},
         .keep = may(Entity::Insight, Action::View)},
        [](Call& call) {
            return call.read([&](store::Reader& reader) {
                return SavedViewList{board::list_saved_views(reader, call.viewer())};
            });
        },
        [](Call& call) {
            return call.read([&](store::Reader& reader) {
                return board::find_saved_view(reader, call.viewer(), call.id<SavedView>());
            });
        },
        [](Call& call, const board::SavedViewDraft& draft) {
            check_asked(call, draft);
            return call.write([&](store::Tx& tx) {
                hold_asked(tx, draft);
                return board::create_saved_view(tx, call.viewer(), keeps(call), draft);
            });
        },
        [](Call& call, const board::SavedViewDraft& draft) {
            check_asked(call, draft);
            return call.write([&](store::Tx& tx) {
                hold_asked(tx, draft);
                return board::change_saved_view(tx, call.viewer(), keeps(call),
                                                call.id<SavedView>(), call.version(), draft);
            });
        },
        [](Call& call) {
            call.write([&](store::Tx& tx) {
                board::delete_saved_view(tx, call.viewer(), keeps(call), call.id<SavedView>());
            });
        });
}

std::vector<std::string> own_roles(Call& call) {
    return call.control().read([&](store::Reader& reader) {
        if (!access::has_active_member(reader, call.viewer().shop, call.viewer().user)) {
            return std::vector<std::string>();
        }
        return access::find_member(reader, call.viewer(), call.viewer().user).roles;
    });
}

void check_role(Call& call, const board::DashboardDraft& draft) {
    if (!draft.for_role) return;
    const bool known = call.control().read([&](store::Reader& reader) {
        return access::has_role(reader, call.viewer().shop, *draft.for_role);
    });
    if (!known) throw record::invalid("/for_role", "not_in_list", "there is no such role");
}

std::vector<Route> dashboard_routes() {
    return routes_of(
        {.names = {"list_dashboards", "get_dashboard", "create_dashboard", "change_dashboard",
                   "delete_dashboard", "/api/v1/shops/{shop}/dashboards",
                   "/api/v1/shops/{shop}/dashboards/{id}"},
         .told = {"dashboard.list", "dashboard.read", "dashboard.create", "dashboard.update",
                  "dashboard.delete"}},
        [](Call& call) {
            const auto roles = own_roles(call);
            return call.read([&](store::Reader& reader) {
                return DashboardList{board::list_dashboards(reader, roles, call.language())};
            });
        },
        [](Call& call) {
            return call.read([&](store::Reader& reader) {
                return board::find_dashboard(reader, call.id<Dashboard>());
            });
        },
        [](Call& call, const board::DashboardDraft& draft) {
            check_role(call, draft);
            return call.write([&](store::Tx& tx) { return board::create_dashboard(tx, draft); });
        },
        [](Call& call, const board::DashboardDraft& draft) {
            check_role(call, draft);
            return call.write([&](store::Tx& tx) {
                return board::change_dashboard(tx, call.id<Dashboard>(), call.version(), draft);
            });
        },
        [](Call& call) {
            call.write([&](store::Tx& tx) { board::delete_dashboard(tx, call.id<Dashboard>()); });
        });
}

// The active members of the shop with these numbers. Throws InvalidInput at `pointer` for others.
std::vector<board::Person> people_of(Call& call, const std::vector<Id<User>>& users,
                                     std::string_view pointer) {
    return call.control().read([&](store::Reader& reader) {
        std::vector<board::Person> people;
        for (const auto user : users) {
            if (!access::has_active_member(reader, call.viewer().shop, user)) {
                throw record::invalid(pointer, "not_in_list", "there is no such member");
            }
            people.push_back({user, access::find_member(reader, call.viewer(), user).name});
        }
        return people;
    });
}

// Target and baseline of a KPI are what its analysis says, or nearly so; of one that is no longer
// in the catalogue nobody knows.
bool tells_of_money(const board::KpiHead& kpi) {
    const auto all = insight::catalogue();
    const auto found = std::ranges::find(all, kpi.analysis, &insight::Analysis::name);
    return found == all.end() || (*found)->needs == insight::Needs::Money;
}

void require_sight(const Asker& asker, const board::KpiHead& kpi) {
    if (tells_of_money(kpi)) require_money(asker);
}

KpiList list_kpis(Call& call) {
    KpiList list{call.read([](store::Reader& reader) { return board::list_kpis(reader); })};
    if (!call.viewer().reads(FieldGroup::Money)) std::erase_if(list.items, tells_of_money);
    return list;
}

Kpi find_kpi(Call& call) {
    auto kpi = call.read(
        [&](store::Reader& reader) { return board::find_kpi(reader, call.id<Kpi>()); });
    require_sight(call, kpi);
    return kpi;
}

struct KpiReport {
    insight::Report report;
    Day as_of;
};

KpiReport report_of(Call& call, const Kpi& kpi) {
    const auto& analysis = insight::analysis_named(kpi.analysis);
    const Day today = today_of(call);
    const auto query = board::query_of(kpi, today);
    const auto asked = board::asked_on(query, today);
    const InsightQuery filter{.as_of = asked.as_of,
                              .from = asked.filter.from,
                              .to = asked.filter.to,
                              .product = asked.filter.product,
                              .medium = asked.filter.medium,
                              .prefecture = asked.filter.prefecture,
                              .segment = query.segment,
                              .condition = query.condition};
    const auto scope = scope_of(call, filter);
    const auto labels = labels_of(call, scope.words());
    const insight::Choices choices(analysis.choices, query.choices);
    const bool shows_money = call.viewer().reads(FieldGroup::Money);
    const auto segments = segments_of(call, scope.snapshot, choices);
    return {
        insight::report_of(analysis, {scope, asked.filter, labels, choices, shows_money, segments}),
        asked.as_of};
}

// The headlines that the KPI may stand on; nothing when its report has none yet, or cannot be asked
// for a reason that is told when it is kept.
std::vector<insight::Headline> headlines_of(Call& call, const board::KpiDraft& draft) {
    Kpi kpi;
    static_cast<board::KpiDraft&>(kpi) = draft;
    try {
        return report_of(call, kpi).report.headlines;
    } catch (const Error& error) {
        if (error.code() != Code::InvalidInput && error.code() != Code::NotFound) throw;
        return {};
    }
}

void require_headline(const board::KpiDraft& draft, const std::vector<insight::Headline>& known) {
    const auto found = std::ranges::find(known, draft.headline, &insight::Headline::key);
    if (known.empty() || found != known.end()) return;
    throw record::invalid("/headline", "not_in_list",
                          "the analysis has no headline " + draft.headline);
}

Kpi create_kpi(Call& call, const board::KpiDraft& draft) {
    require_sight(call, draft);
    const auto owner = people_of(call, {draft.owner}, "/owner").front();
    check_asked(call, draft);
    const auto known = headlines_of(call, draft);
    return call.write([&](store::Tx& tx) {
        hold_asked(tx, draft);
        auto kpi = board::create_kpi(tx, draft, owner);
        require_headline(draft, known);
        return kpi;
    });
}

Kpi change_kpi(Call& call, const board::KpiDraft& draft) {
    require_sight(call, draft);
    find_kpi(call);
    const auto owner = people_of(call, {draft.owner}, "/owner").front();
    check_asked(call, draft);
    const auto known = headlines_of(call, draft);
    return call.write([&](store::Tx& tx) {
        hold_asked(tx, draft);
        auto kpi = board::change_kpi(tx, call.id<Kpi>(), call.version(), draft, owner);
        require_headline(draft, known);
        return kpi;
    });
}

board::KpiStanding kpi_standing(Call& call) {
    const auto kpi = find_kpi(call);
    const auto [report, as_of] = report_of(call, kpi);
    return board::standing_of(kpi, report, as_of);
}

std::vector<Route> kpi_routes() {
    auto routes = routes_of(
        {.names = {"list_kpis", "get_kpi", "create_kpi", "change_kpi", "delete_kpi",
                   "/api/v1/shops/{shop}/kpis", "/api/v1/shops/{shop}/kpis/{id}"},
         .told = {"kpi.list", "kpi.read", "kpi.create", "kpi.update", "kpi.delete"}},
        list_kpis, find_kpi, create_kpi, change_kpi, [](Call& call) {
            call.write([&](store::Tx& tx) { board::delete_kpi(tx, call.id<Kpi>()); });
        });
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/api/v1/shops/{shop}/kpis/{id}/standing",
                            .operation = "get_kpi_standing",
                            .right = may(Entity::Insight, Action::View),
                            .cost = Cost::Report,
                            .idempotency = Idempotency::Safe,
                            .audit = "kpi.read"},
                           kpi_standing));
    return routes;
}

std::vector<Route> context_event_routes() {
    return routes_of(
        {.names = {"list_context_events", "get_context_event", "create_context_event",
                   "change_context_event", "delete_context_event",
                   "/api/v1/shops/{shop}/context-events",
                   "/api/v1/shops/{shop}/context-events/{id}"},
         .told = {"context_event.list", "context_event.read", "context_event.create",
                  "context_event.update", "context_event.delete"}},
        [](Call& call, const ContextEventQuery& query) {
            return call.read([&](store::Reader& reader) {
                return ContextEventList{board::list_context_events(reader, query.from, query.to)};
            });
        },
        [](Call& call) {
            return call.read([&](store::Reader& reader) {
                return board::find_context_event(reader, call.id<ContextEvent>());
            });
        },
        [](Call& call, const board::ContextEventDraft& draft) {
            return call.write(
                [&](store::Tx& tx) { return board::create_context_event(tx, draft); });
        },
        [](Call& call, const board::ContextEventDraft& draft) {
            return call.write([&](store::Tx& tx) {
                return board::change_context_event(tx, call.id<ContextEvent>(), call.version(),
                                                   draft);
            });
        },
        [](Call& call) {
            call.write(
                [&](store::Tx& tx) { board::delete_context_event(tx, call.id<ContextEvent>()); });
        });
}

// Figures leave by mail, again and again: that needs the right to take them out as well.
void require_export(const Call& call) {
    if (call.allows(may(Entity::Insight, Action::Export))) return;
    throw Error(Code::Forbidden, "this needs the right insight.export");
}

ReportSchedule with_next_run(Call& call, store::Reader& reader, ReportSchedule schedule) {
    const auto zone = Zone::named(record::read_settings(reader).zone);
    schedule.next_run = board::next_run_of(schedule, zone, call.now());
    return schedule;
}

ReportScheduleList list_schedules(Call& call) {
    return call.read([&](store::Reader& reader) {
        ReportScheduleList list{board::list_report_schedules(reader),
                                mail::read_mail_settings(reader).version > 0};
        for (auto& one : list.items) one = with_next_run(call, reader, std::move(one));
        return list;
    });
}

Route send_now_route() {
    return route({.method = Method::Post,
                  .pattern = "/api/v1/shops/{shop}/report-schedules/{id}/send",
                  .operation = "send_report_now",
                  .right = may(Entity::Insight, Action::Edit),
                  .cost = Cost::Report,
                  .idempotency = Idempotency::Keyed,
                  .audit = "report_schedule.use",
                  .status = 204,
                  .step_up = StepUp::Needed},
                 [](Call& call) {
                     const auto id = call.id<ReportSchedule>();
                     call.read([&](store::Reader& reader) {
                         return board::find_report_schedule(reader, id);
                     });
                     require_export(call);
                     call.write([&](store::Tx& tx) { board::order_report_now(tx, id); });
                 });
}

std::vector<Route> report_schedule_routes() {
    auto routes = routes_of(
        {.names = {"list_report_schedules", "get_report_schedule", "create_report_schedule",
                   "change_report_schedule", "delete_report_schedule",
                   "/api/v1/shops/{shop}/report-schedules",
                   "/api/v1/shops/{shop}/report-schedules/{id}"},
         .told = {"report_schedule.list", "report_schedule.read", "report_schedule.create",
                  "report_schedule.update", "report_schedule.delete"},
         .step_up = StepUp::Needed},
        list_schedules,
        [](Call& call) {
            return call.read([&](store::Reader& reader) {
                return with_next_run(
                    call, reader, board::find_report_schedule(reader, call.id<ReportSchedule>()));
            });
        },
        [](Call& call, const board::ReportScheduleDraft& draft) {
            require_export(call);
            const auto people = people_of(call, draft.recipients, "/recipients");
            return call.write([&](store::Tx& tx) {
                return with_next_run(
                    call, tx, board::create_report_schedule(tx, call.viewer(), draft, people));
            });
        },
        [](Call& call, const board::ReportScheduleDraft& draft) {
            require_export(call);
            const auto people = people_of(call, draft.recipients, "/recipients");
            return call.write([&](store::Tx& tx) {
                return with_next_run(call, tx,
                                     board::change_report_schedule(tx, call.id<ReportSchedule>(),
                                                                   call.version(), draft, people));
            });
        },
        [](Call& call) {
            call.write([&](store::Tx& tx) {
                board::delete_report_schedule(tx, call.id<ReportSchedule>());
            });
        });
    routes.push_back(send_now_route());
    return routes;
}

}  // namespace

std::vector<Route> board_routes() {
    std::vector<Route> all;
    for (auto* routes : {saved_view_routes, dashboard_routes, kpi_routes, context_event_routes,
                         report_schedule_routes}) {
        std::ranges::move(routes(), std::back_inserter(all));
    }
    return all;
}

}  // namespace tsunagi::server
