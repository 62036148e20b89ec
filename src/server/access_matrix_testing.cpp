#include "server/access_matrix_testing.h"

#include <algorithm>

namespace tsunagi::server {

namespace {

constexpr std::string_view kPassword = "correct horse battery";

Shown nothing_shown() {
    static const std::string empty = "{}";
    return {.openapi = []() -> const std::string& { return empty; },
            .api_page = []() -> const std::string& { return empty; },
            .metrics = [] { return std::string(); }};
}

}  // namespace

bool reaches(RowScope scope, Place place) {
    switch (place) {
        case Place::Own: return scope != RowScope::None;
        case Place::Team: return scope == RowScope::Team || scope == RowScope::All;
        case Place::Other: return scope == RowScope::All;
        default: return false;
    }
}

RowScope rows_of(const Role& role, Entity entity, Action action) {
    // Whose acts the trail tells is a matter of its rows; of which customers, of theirs.
    if (entity == Entity::Audit && action == Action::View) {
        const bool sees = role.scope(entity, action) != RowScope::None;
        return sees ? role.scope(Entity::Customer, Action::View) : RowScope::None;
    }
    auto rows = std::min(role.scope(Entity::Customer, Action::View),
                         role.scope(entity, Action::View));
    if (access::reach_of(entity, action) != access::Reach::ByRows) return rows;
    if (entity == Entity::Contact && action == Action::Create) {
        rows = role.scope(Entity::Customer, Action::View);
    }
    return std::min(rows, role.scope(entity, action));
}

void AccessMatrix::SetUp() {
    store::OnBothDatabases::SetUp();
    passwords_.emplace(access::HashCost{.memory_bytes = 64 * 1024, .passes = 1});
    sessions_.emplace(control_database(), clock, random_, *passwords_);
    house_.emplace(House{shops(), *sessions_, *passwords_, clock, random_, totp_});
    auto routes = domain_routes();
    std::ranges::move(system_routes(nothing_shown()), std::back_inserter(routes));
    router_.emplace(std::move(routes));
    metrics_.emplace(router_->routes().size());
    files_.emplace("no-such-folder", random_);
    dispatcher_.emplace(*house_, limits_, *router_, *metrics_, *files_, Allowance{1e9, 1e9});
    shop_database();
    shops().create_shop(kOtherShop);
    live_.emplace(shops(), *sessions_);
    journeys_.emplace(shops(), clock);
    imports_.emplace(shops(), clock, random_, *live_);
    house_->live = &*live_;
    house_->journeys = &*journeys_;
    house_->imports = &*imports_;
    make_people();
}

void AccessMatrix::TearDown() {
    dispatcher_.reset();
    imports_.reset();
    journeys_.reset();
    live_.reset();
    house_.reset();
    sessions_.reset();
    store::OnBothDatabases::TearDown();
}

Id<User> AccessMatrix::add_user(const std::string& login, const std::string& role, Id<Team> team) {
    const std::string hash = passwords_->hash(kPassword);
    return control_database().write({}, [&](store::Tx& tx) {
        const auto user = access::create_user(tx, {login, login, hash});
        access::add_membership(tx, access::rights_of_the_house(), user,
                               {.shop = shop_id(), .roles = {role}, .team_id = team});
        return user;
    });
}

void AccessMatrix::make_people() {
    const auto house = access::viewer_of_the_house(shop_id());
    control_database().write({}, [&](store::Tx& tx) {
        access::create_shop(tx, "店");
        access::create_shop(tx, "別の店");
        for (const char* name : {"一班", "二班"}) {
            access::TeamPatch team;
            team.name = said<std::string>(name);
            access::create_team(tx, house, team);
        }
    });
    add_user("root", "adm", kOther);
    spare_ = add_user("spare", "op", kTeam);
    const auto mate = add_user("mate", "op", kTeam);
    const auto stranger = add_user("stranger", "op", kOther);
    team_ = add_person(shop_database(), "かなりあ同僚", 1, mate);
    other_ = add_person(shop_database(), "かなりあ他班", 2, stranger);
    other_shop_ = add_person(shops().shop(kOtherShop), "かなりあ他店", 3, mate);
    for (const auto& preset : access::presets()) {
        add_role(std::string(preset.key), std::string(preset.key));
    }
    add_own_roles();
}

void AccessMatrix::add_role(const std::string& name, const std::string& key) {
    auto& role = roles_.emplace_back();
    role.name = name;
    role.key = key;
    role.login = "user of " + key;
    const auto user = add_user(role.login, key, kTeam);
    control_database().read([&](store::Reader& reader) {
        const auto found = access::find_role(reader, access::viewer_of_the_house(shop_id()), key);
        role.rights = {found.grants, found.fields};
    });
    const int number = 10 + int(roles_.size());
    role.own = add_person(shop_database(), "かなりあ担当" + std::to_string(number), number, user);
}

void AccessMatrix::add_own_role(const std::string& name, const Rights& rights) {
    const auto list = access::list_of(rights);
    access::RolePatch patch;
    patch.name = said(name);
    patch.grants = said(list.grants);
    patch.fields = said(list.fields);
    const auto role = control_database().write({}, [&](store::Tx& tx) {
        return access::create_role(tx, access::viewer_of_the_house(shop_id()),
                                   access::rights_of_the_house(), patch);
    });
    add_role(name, role.key);
}

Rights AccessMatrix::narrowed_to(std::string_view preset, RowScope scope) {
    auto rights = access::preset_rights(preset).value();
    for (const auto& pair : access::kPairs) {
        if (pair.reach != access::Reach::ByRows) continue;
        auto& granted = rights.scopes[pair.entity][pair.action];
        granted = std::min(granted, scope);
    }
    return rights;
}

void AccessMatrix::add_own_roles() {
    add_own_role("own op", narrowed_to("op", RowScope::Own));
    add_own_role("team sv", narrowed_to("sv", RowScope::Team));
    add_own_role("own mgr", narrowed_to("mgr", RowScope::Own));
    auto masked = narrowed_to("op", RowScope::Team);
    masked.fields.values.fill(FieldRight::Masked);
    add_own_role("masked", masked);
    auto hidden = narrowed_to("op", RowScope::All);
    hidden.fields = {};
    add_own_role("hidden", hidden);
    auto mixed = narrowed_to("op", RowScope::All);
    mixed.scopes[Entity::Contact][Action::View] = RowScope::Own;
    mixed.scopes[Entity::Order][Action::View] = RowScope::None;
    mixed.scopes[Entity::CallList][Action::View] = RowScope::Team;
    mixed.fields[FieldGroup::Phone] = FieldRight::Hidden;
    add_own_role("mixed", mixed);
    Rights insight;
    insight.scopes[Entity::Insight][Action::View] = RowScope::All;
    add_own_role("insight only", insight);
    insight.scopes[Entity::Customer][Action::View] = RowScope::Own;
    insight.fields.values.fill(FieldRight::Read);
    add_own_role("insight of all", insight);
    add_own_role("nothing", {});
}

Person AccessMatrix::add_person(store::Database& shop, const std::string& name, int number,
                                Id<User> user) {
    Person person;
    const std::string tail = std::to_string(100'000 + number * 37);
    const std::string phone = "070-1" + tail.substr(0, 3) + "-9" + tail.substr(3);
    const std::string mail = "kanaria" + tail + "@example.jp";
    auto viewer = access::viewer_of_the_house(Id<Shop>{1});
    viewer.user = user;
    record::CustomerPatch patch;
    patch.name = said(name);
    patch.kana = said("カナ" + tail);
    patch.note = said("覚書" + tail);
    patch.owner_id = said(user);
    patch.phones = said(std::vector<record::Phone>{{phone, "", ""}});
    patch.emails = said(std::vector<record::Email>{{mail, "", ""}});
    patch.addresses = said(
        std::vector<record::Address>{{"1500001", "東京都", "渋谷" + tail, "", "宛名" + tail, ""}});
    patch.attributes = said(
        std::vector<record::Attribute>{{"肌質", "", "", "属性" + tail, std::nullopt}});
    shop.write({store::Actor::Kind::User, user.value}, [&](store::Tx& tx) {
        person.customer = record::create_customer(tx, viewer, patch).id;
        add_purchases(tx, viewer, person, tail);
        add_work(tx, viewer, person, tail);
    });
    using enum FieldGroup;
    person.canaries = {
        {Name, Entity::Customer, name},
        {Name, Entity::Customer, "カナ" + tail},
        {Name, Entity::Customer, "宛名" + tail},
        {Phone, Entity::Customer, phone},
        {Phone, Entity::Customer, "+81701" + tail.substr(0, 3) + "9" + tail.substr(3)},
        {Email, Entity::Customer, mail},
        {Address, Entity::Customer, "渋谷" + tail},
        {Note, Entity::Customer, "覚書" + tail},
        {Attribute, Entity::Customer, "属性" + tail},
        {Note, Entity::Order, "注文メモ" + tail},
        {Note, Entity::Contact, "応対メモ" + tail},
        {Note, Entity::Contact, "約束" + tail}};
    return person;
}

void AccessMatrix::add_purchases(store::Tx& tx, const Viewer& viewer, Person& person,
                                 const std::string& tail) {
    record::ProductPatch product;
    product.name = said<std::string>("美容液");
    product.price = said(Money{3980});
    product.is_subscription = said(true);
    const auto made = record::create_product(tx, viewer, product);
    record::SubscriptionDraft draft;
    draft.customer_id = person.customer;
    draft.product_id = made.id;
    draft.started_on = Day{20779 - 40};
    draft.next_shipment_on = Day{20779 + 7};
    person.subscription = record::start_subscription(tx, viewer, draft).id.value;
    record::OrderDraft order;
    order.customer_id = person.customer;
    order.ordered_at = tx.now() + -86'400'000;
    order.note = "注文メモ" + tail;
    order.lines = {{made.id, 1, {39'800'000}}};
    person.order = record::place_order(tx, viewer, order).id.value;
}

void AccessMatrix::add_work(store::Tx& tx, const Viewer& viewer, Person& person,
                            const std::string& tail) {
    record::ContactDraft contact;
    contact.customer_id = person.customer;
    contact.started_at = tx.now() + -3'600'000;
    contact.note = "応対メモ" + tail;
    contact.next_step = "約束" + tail;
    contact.next_step_at = tx.now();
    person.contact = record::save_contact(tx, viewer, contact).id.value;
    record::CallListDraft list{.name = "名簿", .source = {}, .entries = {}};
    list.entries = {{.customer_id = person.customer}};
    person.list = record::create_call_list(tx, viewer, list).id.value;
    record::assign_call_list(tx, viewer, {person.list},
                             std::array{record::Assignee{viewer.user, "だれか"}});
    person.item = record::open_items_of(tx, viewer, person.customer).front().value;
}

const Person& AccessMatrix::person_at(const Role& role, Place place) const {
    if (place == Place::Own) return role.own;
    if (place == Place::Team) return team_;
    return place == Place::Other ? other_ : other_shop_;
}

std::string AccessMatrix::target_of(const Route& route, const Entry& entry, std::int64_t number,
                                    Place place) const {
    std::string target;
    for (const auto segment : route.segments) {
        target += '/';
        if (!segment.starts_with('{')) {
            target += segment;
        } else if (segment == "{shop}") {
            target += place == Place::OtherShop ? "2" : "1";
        } else if (segment == "{role}") {
            target += "op";
        } else if (segment == "{analysis}") {
            target += route.operation == "get_report" ? "deciles" : "retention";
        } else if (segment == "{id}" && entry.aim == Aim::Plain) {
            target += std::to_string(spare_.value);
        } else {
            target += segment == "{id}" ? std::to_string(number) : "1";
        }
    }
    if (route.operation.starts_with("export_")) target += "?reason=matrix";
    return target;
}

Request AccessMatrix::request_for(const Route& route, const Entry& entry, const Role& role,
                                  Place place) {
    const auto& person = person_at(role, place);
    const auto number = place == Place::Deleted ? kNobody : person.number(entry.aim);
    Request request;
    request.method = route.method;
    request.target = target_of(route, entry, number, place);
    request.address = "127.0.0.1";
    request.loopback = true;
    request.headers = {{"host", "localhost"},
                       {"content-type", "application/json"},
                       {"if-match", "\"1\""},
                       {"idempotency-key", "key " + std::to_string(++keys_)},
                       {"origin", "http://localhost"}};
    request.body = entry.body;
    if (const auto at = request.body.find("$customer"); at != std::string::npos) {
        request.body.replace(at, 9, std::to_string(number));
    }
    sign_in(request, role.login);
    split_target(request);
    return request;
}

void AccessMatrix::sign_in(Request& request, const std::string& login) {
    auto& token = tokens_[login];
    if (!sessions_->find(token)) {
        token = sessions_->sign_in(login, kPassword, {"127.0.0.1"}).token;
    }
    request.headers.push_back({"cookie", "tsunagi=" + token});
    request.headers.push_back({"x-csrf-token", access::csrf_token(token)});
}

Response AccessMatrix::answer(Request request) {
    try {
        const auto admission = dispatcher_->admit(request);
        if (admission.body == Admission::Body::Sink) {
            request.sink = dispatcher_->open_sink(request);
        }
        if (admission.socket) {
            dispatcher_->open_socket(request);
            return {.status = 101};
        }
    } catch (const Error& error) {
        return dispatcher_->problem(request, error);
    }
    auto response = dispatcher_->answer(request);
    while (response.source && response.source->next(response.body)) {
    }
    return response;
}

Request AccessMatrix::request_to(const Role& role, Method method, const std::string& path) {
    Request request;
    request.method = method;
    request.target = "/api/v1/shops/1" + path;
    request.address = "127.0.0.1";
    request.loopback = true;
    request.headers = {{"host", "localhost"},
                       {"content-type", "application/json"},
                       {"if-match", "\"1\""},
                       {"origin", "http://localhost"}};
    sign_in(request, role.login);
    split_target(request);
    return request;
}

bool AccessMatrix::is_searched(FieldGroup group) {
    return group == FieldGroup::Name || group == FieldGroup::Phone || group == FieldGroup::Email;
}

std::string AccessMatrix::search(const Role& role, const std::string& query) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string path = "/customers?q=";
    for (const char c : query) {
        path += '%';
        path += kHex[static_cast<unsigned char>(c) >> 4];
        path += kHex[static_cast<unsigned char>(c) & 15];
    }
    return get(role, path);
}

const Role& AccessMatrix::role_named(std::string_view name) const {
    const auto found = std::ranges::find(roles_, name, &Role::name);
    return *found;
}

Id<User> AccessMatrix::user_id(std::string_view login) {
    return control_database().read(
        [&](store::Reader& reader) { return access::find_user_by_login(reader, login)->id; });
}

void AccessMatrix::give_away(const Person& person) {
    const auto house = access::viewer_of_the_house(shop_id());
    shop_database().write({}, [&](store::Tx& tx) {
        record::CustomerPatch patch;
        patch.owner_id = {Patch<Id<User>>::State::Null, {}};
        const auto customer = record::find_customer(tx, house, person.customer);
        record::change_customer(tx, house, customer.id, customer.version, patch);
        const auto item = record::find_call_list_item(tx, house, {person.item});
        record::CallListItemPatch other;
        other.status = said(record::ItemStatus::Done);
        record::change_call_list_item(tx, house, item.id, item.version, other, std::nullopt);
    });
}

const Entry* AccessMatrix::entry_of(const Route& route) const {
    const auto found = std::ranges::find(kEntries, route.operation, &Entry::operation);
    return found == kEntries.end() ? nullptr : &*found;
}

RowScope AccessMatrix::rows_asked(const Route& route, const Entry& entry, const Role& role) const {
    const auto [kind, entity, action] = route.right;
    (void)kind;
    if (entry.aim == Aim::Customer && entity == Entity::Customer) {
        return std::min(role.scope(Entity::Customer, Action::View), role.scope(entity, action));
    }
    return rows_of(role, entity, action);
}

void AccessMatrix::check_status(const Route& route, const Entry& entry, const Role& role,
                                Place place, int status) {
    ++checks_;
    if (entry.aim == Aim::Open && !(route.in_shop() && place == Place::OtherShop)) {
        EXPECT_LT(status, 500);
        return;
    }
    if (place == Place::OtherShop) {
        EXPECT_EQ(status, 404);
        return;
    }
    const bool money = role.field(FieldGroup::Money) >= FieldRight::Read;
    const bool allowed = role.scope(route.right.entity, route.right.action) != RowScope::None &&
                         (money || route.operation != "get_report");
    if (!allowed) {
        EXPECT_EQ(status, 403);
        return;
    }
    if (entry.aim == Aim::Plain) {
        EXPECT_NE(status, 403);
        EXPECT_LT(status, 500);
        return;
    }
    const RowScope rows = rows_asked(route, entry, role);
    if (reaches(rows, place)) {
        EXPECT_TRUE(status < 400 || status == 409 || status == 422) << status;
    } else if (place == Place::Deleted && rows == RowScope::All) {
        EXPECT_TRUE(status == 404 || status == 422 || status == 200) << status;
    } else {
        EXPECT_EQ(status, 404);
    }
}

bool AccessMatrix::may_read(const Role& role, Place place, const Canary& canary) {
    return reaches(rows_of(role, canary.entity, Action::View), place) &&
           role.field(canary.group) >= FieldRight::Read;
}

void AccessMatrix::check_canaries(const Role& role, const std::string& text) {
    for (const Place place : {Place::Own, Place::Team, Place::Other, Place::OtherShop}) {
        for (const Canary& canary : person_at(role, place).canaries) {
            if (may_read(role, place, canary)) continue;
            ++canaries_;
            EXPECT_EQ(text.find(canary.text), text.npos) << canary.text << " in " << text;
        }
    }
    for (const Role& colleague : roles_) {
        if (&colleague == &role || text.find("かなりあ担当") == text.npos) continue;
        const bool seen = may_read(role, Place::Team, colleague.own.canaries.front());
        if (seen) continue;
        ++canaries_;
        EXPECT_EQ(text.find(colleague.own.canaries.front().text), text.npos) << text;
    }
}

}  // namespace tsunagi::server
