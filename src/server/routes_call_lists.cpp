#include "base/csv_cell.h"
#include "record/call_lists.h"
#include "server/insight_query.h"
#include "server/routes.h"
#include "server/segment_members.h"
#include "server/teller.h"

#include <algorithm>
#include <array>
#include <set>

namespace tsunagi::server {

BOOST_DEFINE_ENUM_CLASS(SourceKind, Today, Customers, People, Segment)

// What a call list is made from. `query` is the query string of the page of people.
struct CallListSource {
    SourceKind kind = SourceKind::Today;
    std::optional<int> days;
    std::optional<int> most;  // of today: so many from its head
    std::optional<std::vector<Id<record::Customer>>> ids;
    std::optional<std::string> analysis;
    std::optional<std::string> query;
    std::optional<Id<segment::Segment>> segment;  // its members of today
};
BOOST_DESCRIBE_STRUCT(CallListSource, (), (kind, days, most, ids, analysis, query, segment))

}  // namespace tsunagi::server

template <>
struct tsunagi::rules_of<tsunagi::server::CallListSource> {
    static constexpr std::array value{
        Rule{.field = "most", .min = 1, .max = 100'000, .ja = "人数", .en = "People"}};
};

namespace tsunagi::server {

struct NewCallList {
    std::string name;
    CallListSource source;
};
BOOST_DESCRIBE_STRUCT(NewCallList, (), (name, source))

struct CallListItemQuery {
    std::optional<record::ItemStatus> status;
    std::optional<Id<User>> assigned_to;
    std::optional<std::string> cursor;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(CallListItemQuery, (), (status, assigned_to, cursor, limit))

struct ReasonQuery {
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(ReasonQuery, (), (reason))

struct AssignTo {
    std::vector<Id<User>> users;
};
BOOST_DESCRIBE_STRUCT(AssignTo, (), (users))

struct TakeNext {
    std::optional<Id<record::CallListItem>> passed;  // the one to go on behind
};
BOOST_DESCRIBE_STRUCT(TakeNext, (), (passed))

// Whom to call next; nobody when the list has nobody left for the viewer.
struct NextItem {
    std::optional<record::CallListItem> item;
};
BOOST_DESCRIBE_STRUCT(NextItem, (), (item))

namespace {

using record::CallList;
using record::CallListItem;

record::CallListDraft draft_of_people(const std::vector<Id<record::Customer>>& people) {
    record::CallListDraft draft;
    for (const auto id : people) draft.entries.push_back({.customer_id = id});
    return draft;
}

// What a person or a program chose by hand: everybody is there, and once.
record::CallListDraft draft_of_customers(Call& call, store::Reader& reader,
                                         const std::vector<Id<record::Customer>>& ids) {
    std::set<Id<record::Customer>> known;
    for (const auto& row : record::customer_rows(reader, call.viewer(), ids)) known.insert(row.id);
    std::vector<FieldError> errors;
    std::set<Id<record::Customer>> listed;
    for (std::size_t at = 0; at < ids.size(); ++at) {
        const auto path = "/source/ids/" + std::to_string(at);
        const auto customer = "customer " + std::to_string(ids[at].value);
        if (!known.contains(ids[at])) {
            errors.push_back({path, "not_found", "there is no " + customer, {}});
        } else if (!listed.insert(ids[at]).second) {
            errors.push_back({path, "duplicate", customer + " is on this list already", {}});
        }
    }
    if (errors.empty()) return draft_of_people(ids);
    throw Error(Code::InvalidInput, "the call list is not valid", std::move(errors));
}

record::CallListDraft draft_of_source(Call& call, const NewCallList& body) {
    const CallListSource& source = body.source;
    if (source.kind == SourceKind::Today) {
        const auto today = shop_today(call);
        return call.read([&](store::Reader& reader) {
            return action::call_list_of_today(today.seen_by(reader, call.viewer(), source.days),
                                              body.name, source.most);
        });
    }
    if (source.kind == SourceKind::Customers) {
        const auto ids = source.ids.value_or(std::vector<Id<record::Customer>>());
        return call.read(
            [&](store::Reader& reader) { return draft_of_customers(call, reader, ids); });
    }
    if (source.kind == SourceKind::Segment) {
        if (!call.allows(may(Entity::Insight, Action::View))) {
            throw Error(Code::Forbidden, "this needs the right insight.view");
        }
        if (!source.segment) {
            throw Error(Code::InvalidInput, "name the segment",
                        {{"/source/segment", "missing", "name the segment", {}}});
        }
        return draft_of_people(people_of_segment(call, *source.segment, std::nullopt).seen);
    }
    Request asked;
    asked.target = "/?" + source.query.value_or("");
    split_target(asked);
    PeopleQuery query;
    read_query(asked, type_of<PeopleQuery>(), &query);
    std::vector<Id<record::Customer>> ids;
    for (const auto& person : people_behind(call, source.analysis.value_or(""), query)) {
        ids.push_back(person.id);
    }
    return draft_of_people(ids);
}

CallList create_call_list(Call& call, const NewCallList& body) {
    auto draft = draft_of_source(call, body);
    draft.name = body.name;
    draft.source = Json{to_json(body.source)};
    return call.write(
        [&](store::Tx& tx) { return record::create_call_list(tx, call.viewer(), draft); });
}

// Throws NotFound for a user who is no active member of the shop.
std::vector<record::Assignee> assignees(Call& call, const std::vector<Id<User>>& users) {
    return call.control().read([&](store::Reader& reader) {
        std::vector<record::Assignee> all;
        for (const auto user : users) {
            const auto member = access::find_member(reader, call.viewer(), user);
            all.push_back({member.id, member.name});
        }
        return all;
    });
}

// Who takes an item that she sees needs no more; giving it to somebody else is a right of its own.
CallListItem change_item(Call& call, const record::CallListItemPatch& patch) {
    std::optional<record::Assignee> assignee;
    if (!patch.assigned_to.absent() && patch.assigned_to.value != call.viewer().user &&
        !call.allows(may(Entity::CallList, Action::Assign))) {
        throw Error(Code::Forbidden, "this needs the right call_list.assign");
    }
    if (patch.assigned_to.state == Patch<Id<User>>::State::Value) {
        assignee = assignees(call, {patch.assigned_to.value}).front();
    }
    return call.write([&](store::Tx& tx) {
        return record::change_call_list_item(tx, call.viewer(), call.id<CallListItem>(),
                                             call.version(), patch, assignee);
    });
}

class ItemsCsv final : public BodySource {
public:
    // `made_on`: when the reasons were worked out.
    ItemsCsv(store::Database& shop, const Viewer& viewer, Id<CallList> list, Day made_on,
             ExportLog log)
        : shop_(shop), viewer_(viewer), list_(list), made_on_(made_on), log_(std::move(log)) {}

    bool next(std::string& out) override {
        if (asked_.cursor.empty()) append_head(out);
        const auto page = shop_.read([&](store::Reader& reader) {
            return record::list_call_list_items(reader, viewer_, list_, {}, asked_);
        });
        log_.page(access::audit::shown_in(page).customers);
        for (const auto& item : page.items) append_item(item, out);
        asked_.cursor = page.next.value_or("");
        return page.next.has_value();
    }

private:
    void append_head(std::string& out) const {
        const bool ja = viewer_.language == Language::Ja;
        out += kByteOrderMark;
        out += ja ? "順番,顧客ID,氏名,フリガナ,電話番号,担当,状態,締切日,次回発送日,見込損失,理由("
                  : "Position,Customer,Name,Kana,Phone,Agent,Status,Cut-off,Next shipment,"
                    "Expected loss,Reasons (as of ";
        out += to_text(made_on_) + (ja ? "時点)\r\n" : ")\r\n");
    }
    static void append_item(const CallListItem& item, std::string& out) {
        std::string facts;
        for (const auto& fact : item.facts) facts.append(facts.empty() ? "" : " / ") += fact.text;
        const auto day = [](const std::optional<Day>& on) { return on ? to_text(*on) : ""; };
        append_csv_row(
            std::vector<std::string>{
                std::to_string(item.position), std::to_string(item.customer.id.value),
                item.customer.name, item.customer.kana, item.customer.phone, item.assigned_name,
                std::string(word_of(item.status)), day(item.cutoff_on), day(item.next_shipment_on),
                std::to_string(item.expected_loss.minor), facts},
            out);
    }

    store::Database& shop_;
    const Viewer viewer_;
    const Id<CallList> list_;
    const Day made_on_;
    ExportLog log_;
    record::PageRequest asked_{.cursor = {}, .limit = record::PageRequest::kMaxLimit};
};

Response items_csv(Call& call, const ReasonQuery& query) {
    const auto id = call.id<CallList>();
    Day made_on;
    const auto list = call.read([&](store::Reader& reader) {
        auto found = record::find_call_list(reader, call.viewer(), id);
        made_on = Zone::named(record::read_settings(reader).zone).day_of(found.created_at);
        return found;
    });
    const auto first = call.read([&](store::Reader& reader) {
        return record::list_call_list_items(reader, call.viewer(), id, {},
                                            {.cursor = {}, .limit = 1});
    });
    const std::int64_t persons = list.open + list.recall + list.done;
    auto log = call.house().teller->begin_export(call, {.reason = query.reason.value_or(""),
                                                        .persons = persons,
                                                        .rows = persons,
                                                        .shown = access::audit::shown_in(first)});
    Response response;
    response.set("content-type", "text/csv; charset=utf-8");
    response.set("content-disposition", attachment(list.name + ".csv"));
    response.source = std::make_unique<ItemsCsv>(call.shop(), call.viewer(), id, made_on,
                                                 std::move(log));
    return response;
}

std::vector<Route> list_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/call-lists",
               .operation = "list_call_lists",
               .right = may(Entity::CallList, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "call_list.list"},
              [](Call& call, const PageQuery& query) {
                  return call.read([&](store::Reader& reader) {
                      return record::list_call_lists(reader, call.viewer(), page_request(query));
                  });
              }),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/call-lists",
               .operation = "create_call_list",
               .right = may(Entity::CallList, Action::Create),
               .cost = Cost::Report,
               .idempotency = Idempotency::Keyed,
               .audit = "call_list.create",
               .status = 201},
              create_call_list),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/call-lists/{id}",
               .operation = "get_call_list",
               .right = may(Entity::CallList, Action::View),
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "call_list.read"},
              [](Call& call) {
                  return call.read([&](store::Reader& reader) {
                      return record::find_call_list(reader, call.viewer(), call.id<CallList>());
                  });
              }),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/call-lists/{id}/assign",
               .operation = "assign_call_list",
               .right = may(Entity::CallList, Action::Assign),
               .cost = Cost::Write,
               .idempotency = Idempotency::Keyed,
               .audit = "call_list.assign"},
              [](Call& call, const AssignTo& body) {
                  const auto users = assignees(call, body.users);
                  return call.write([&](store::Tx& tx) {
                      record::assign_call_list(tx, call.viewer(), call.id<CallList>(), users);
                      return record::find_call_list(tx, call.viewer(), call.id<CallList>());
                  });
              }),
    };
}

std::vector<Route> item_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/call-lists/{id}/items",
               .operation = "list_call_list_items",
               .right = may(Entity::CallList, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "call_list_item.list"},
              [](Call& call, const CallListItemQuery& query) {
                  return call.read([&](store::Reader& reader) {
                      return record::list_call_list_items(
                          reader, call.viewer(), call.id<CallList>(),
                          {query.status, query.assigned_to}, page_request(query));
                  });
              }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/call-lists/{id}/items.csv",
               .operation = "export_call_list",
               .right = may(Entity::CallList, Action::Export),
               .cost = Cost::File,
               .idempotency = Idempotency::Safe,
               .audit = "call_list.export",
               .answer_type = "text/csv; charset=utf-8",
               .step_up = StepUp::Needed},
              items_csv),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/call-lists/{id}/next",
               .operation = "take_next_call_list_item",
               .right = may(Entity::CallList, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Keyed,
               .audit = "call_list_item.take"},
              [](Call& call, const TakeNext& body) {
                  return call.write([&](store::Tx& tx) {
                      return NextItem{record::take_next_item(tx, call.viewer(), call.id<CallList>(),
                                                             body.passed)};
                  });
              }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/call-list-items/{id}",
               .operation = "get_call_list_item",
               .right = may(Entity::CallList, Action::View),
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "call_list_item.read"},
              [](Call& call) {
                  return call.read([&](store::Reader& reader) {
                      return record::find_call_list_item(reader, call.viewer(),
                                                         call.id<CallListItem>());
                  });
              }),
        route({.method = Method::Patch,
               .pattern = "/api/v1/shops/{shop}/call-list-items/{id}",
               .operation = "change_call_list_item",
               .right = may(Entity::CallList, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Versioned,
               .audit = "call_list_item.update"},
              change_item),
    };
}

}  // namespace

std::vector<Route> call_list_routes() {
    auto routes = list_routes();
    for (auto& one : item_routes()) routes.push_back(std::move(one));
    return routes;
}

}  // namespace tsunagi::server
