// Rules that hold for every route, made from the table of routes itself: a new route is under them
// before anybody writes a test for it.
#include "access/presets.h"
#include "base/file_error.h"
#include "base/files.h"
#include "server/dispatcher.h"
#include "server/import_runner.h"
#include "server/journeys.h"
#include "server/live.h"
#include "server/openapi_document.h"
#include "server/routes.h"
#include "server/schema.h"
#include "server/session_cookie.h"
#include "store/testing.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace tsunagi::server {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kOwner = "owner";
constexpr std::string_view kOperator = "operator";
constexpr std::string_view kPassword = "correct horse battery";

Shown nothing_shown() {
    static const std::string empty = "{}";
    return {.openapi = []() -> const std::string& { return empty; },
            .api_page = []() -> const std::string& { return empty; },
            .metrics = [] { return std::string(); }};
}

std::vector<Route> all_routes() {
    auto all = domain_routes();
    for (auto& one : system_routes(nothing_shown())) all.push_back(std::move(one));
    return all;
}

class Routes : public store::OnBothDatabases {
protected:
    void SetUp() override {
        store::OnBothDatabases::SetUp();
        passwords_.emplace(access::HashCost{.memory_bytes = 64 * 1024, .passes = 1});
        sessions_.emplace(control_database(), clock, random_, *passwords_);
        house_.emplace(House{shops(), *sessions_, *passwords_, clock, random_, totp_});
        files_.emplace("no-such-folder", random_);
        serve(all_routes());
        shop_database();
        live_.emplace(shops(), *sessions_);
        journeys_.emplace(shops(), clock);
        imports_.emplace(shops(), clock, random_, *live_);
        house_->live = &*live_;
        house_->journeys = &*journeys_;
        house_->imports = &*imports_;
        add_user(kOwner, "adm");
        add_user(kOperator, "op");
    }
    void TearDown() override {
        dispatcher_.reset();
        imports_.reset();
        journeys_.reset();
        live_.reset();
        house_.reset();
        sessions_.reset();
        store::OnBothDatabases::TearDown();
    }
    std::span<const store::Migration> shop_migrations() const override {
        return server::shop_migrations();
    }
    std::span<const store::Migration> control_migrations() const override {
        return server::control_migrations();
    }

    void serve(std::vector<Route> routes) {
        dispatcher_.reset();
        router_.emplace(std::move(routes));
        metrics_.emplace(router_->routes().size());
        dispatcher_.emplace(*house_, limits_, *router_, *metrics_, *files_, Allowance{1e9, 1e9},
                            std::vector<std::string>{"shop.example"});
    }
    void add_user(std::string_view login, std::string_view role) {
        const std::string hash = passwords_->hash(kPassword);
        control_database().write({}, [&](store::Tx& tx) {
            if (!access::has_users(tx)) access::create_shop(tx, "店");
            const auto user = access::create_user(tx,
                                                  {std::string(login), std::string(login), hash});
            access::add_membership(tx, access::rights_of_the_house(), user,
                                   {.shop = shop_id(), .roles = {std::string(role)}});
        });
    }

    Request request_for(Method method, std::string target, std::string_view login = {}) {
        Request request;
        request.method = method;
        request.target = std::move(target);
        request.address = "127.0.0.1";
        request.loopback = true;
        request.headers = {{"host", "localhost"},
                           {"content-type", "application/json"},
                           {"if-match", "\"1\""},
                           {"idempotency-key", "key " + std::to_string(++keys_)},
                           {"origin", "http://localhost"}};
        request.body = "{}";
        if (!login.empty()) sign_in(request, login);
        split_target(request);
        return request;
    }
    void sign_in(Request& request, std::string_view login) {
        auto& token = tokens_[std::string(login)];
        if (!sessions_->find(token))
            token = sessions_->sign_in(login, kPassword, {"127.0.0.1"}).token;
        request.headers.push_back({"cookie", "tsunagi=" + token});
        request.headers.push_back({"x-csrf-token", access::csrf_token(token)});
    }
    Request request_for(const Route& route, std::string_view login = {}) {
        std::string target;
        for (const auto segment : route.segments) {
            target += segment.starts_with('{') ? "/1" : "/" + std::string(segment);
        }
        return request_for(route.method, target, login);
    }
    static std::string header(const Response& response, std::string_view name) {
        const auto found = std::ranges::find(response.headers, name, &HeaderField::name);
        return found == response.headers.end() ? "" : found->value;
    }
    static void replace(Request& request, std::string_view name, std::string value) {
        std::erase_if(request.headers, [&](const auto& field) { return field.name == name; });
        if (!value.empty()) request.headers.push_back({std::string(name), std::move(value)});
    }

    // What the transport does with a request once its body is read.
    Response answer(Request request) {
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
        return dispatcher_->answer(request);
    }
    const std::vector<Route>& routes() const { return router_->routes(); }

    SeededRandom random_;
    Limits limits_;
    std::optional<access::Passwords> passwords_;
    std::optional<access::Sessions> sessions_;
    access::Totp totp_{access::Seal({}), random_};
    std::optional<House> house_;
    std::optional<Live> live_;
    std::optional<Journeys> journeys_;
    std::optional<ImportRunner> imports_;
    std::optional<Router> router_;
    std::optional<Metrics> metrics_;
    std::optional<StaticFiles> files_;
    std::optional<Dispatcher> dispatcher_;
    std::map<std::string, std::string> tokens_;
    int keys_ = 0;
};
INSTANTIATE_ON_BOTH_DATABASES(Routes);

TEST_P(Routes, NeedASessionUnlessTheySayAnyone) {
    for (const auto& route : routes()) {
        if (route.right == access::anyone) continue;
        EXPECT_EQ(answer(request_for(route)).status, 401) << route.operation;
    }
}

TEST_P(Routes, RefuseAnOperatorWhatSheHasNoRightTo) {
    const auto operators = access::preset_rights("op").value();
    for (const auto& route : routes()) {
        const int status = answer(request_for(route, kOperator)).status;
        const bool denied = !access::decide(operators, route.right).allowed;
        EXPECT_EQ(status == 403, denied) << route.operation << " answered " << status;
    }
}

TEST_P(Routes, ThatChangeSomethingNeedTheCsrfToken) {
    for (const auto& route : routes()) {
        if (is_safe(route.method) || route.right == access::anyone) continue;
        auto without = request_for(route, kOwner);
        replace(without, "x-csrf-token", "");
        EXPECT_EQ(answer(std::move(without)).status, 403) << route.operation;
        auto wrong = request_for(route, kOwner);
        replace(wrong, "x-csrf-token", std::string(64, 'a'));
        EXPECT_EQ(answer(std::move(wrong)).status, 403) << route.operation;
    }
}

TEST_P(Routes, ThatChangeSomethingRefuseAnotherOrigin) {
    for (const auto& route : routes()) {
        if (is_safe(route.method) && !route.open_socket) continue;
        auto foreign = request_for(route, kOwner);
        replace(foreign, "origin", "https://evil.example");
        EXPECT_EQ(answer(std::move(foreign)).status, 403) << route.operation;
        auto cross = request_for(route, kOwner);
        cross.headers.push_back({"sec-fetch-site", "cross-site"});
        EXPECT_EQ(answer(std::move(cross)).status, 403) << route.operation;
    }
}

TEST_P(Routes, OfAnotherShopLookAsIfItWereNotThere) {
    for (const auto& route : routes()) {
        if (!route.in_shop()) continue;
        auto request = request_for(route, kOwner);
        request.target.replace(request.target.find("/shops/1"), 8, "/shops/7");
        split_target(request);
        EXPECT_EQ(answer(std::move(request)).status, 404) << route.operation;
    }
}

TEST_P(Routes, WithJsonBodiesRefuseOtherTypes) {
    for (const auto& route : routes()) {
        if (route.body != BodyKind::Json) continue;
        auto form = request_for(route, kOwner);
        replace(form, "content-type", "application/x-www-form-urlencoded");
        EXPECT_EQ(answer(std::move(form)).status, 415) << route.operation;
        auto plain = request_for(route, kOwner);
        replace(plain, "content-type", "text/plain");
        EXPECT_EQ(answer(std::move(plain)).status, 415) << route.operation;
    }
}

TEST_P(Routes, ThatNeedAVersionOrAKeySaySo) {
    for (const auto& route : routes()) {
        auto request = request_for(route, kOwner);
        if (route.is_versioned()) {
            replace(request, "if-match", "");
            EXPECT_EQ(answer(std::move(request)).status, 428) << route.operation;
        } else if (route.is_keyed()) {
            replace(request, "idempotency-key", "");
            EXPECT_EQ(answer(std::move(request)).status, 400) << route.operation;
        }
    }
}

TEST_P(Routes, NameTheMethodsOfAnAddress) {
    for (const auto& route : routes()) {
        auto request = request_for(route, kOwner);
        request.method = Method::Other;
        const auto response = answer(std::move(request));
        EXPECT_EQ(response.status, 405) << route.operation;
        const auto allow = std::ranges::find(response.headers, "allow", &HeaderField::name);
        ASSERT_NE(allow, response.headers.end());
        EXPECT_NE(allow->value.find(text_of(route.method)), std::string::npos);
        auto options = request_for(route, kOwner);
        options.method = Method::Options;
        EXPECT_EQ(answer(std::move(options)).status, 204) << route.operation;
    }
}

TEST_P(Routes, NeverFailInside) {
    for (const auto& route : routes()) {
        const auto response = answer(request_for(route, kOwner));
        EXPECT_LT(response.status, 500) << route.operation << ": " << response.body;
    }
}

std::string body_of_customer(const std::string& name) {
    return R"({"name":")" + name + R"(","phones":[{"number":"03-1234-5678","label":""}]})";
}

TEST_P(Routes, AnswerTheSameKeyAndBodyWithTheSameAnswerAndOneEffect) {
    auto request = request_for(Method::Post, "/api/v1/shops/1/customers", kOwner);
    replace(request, "idempotency-key", "once");
    auto again = request_for(Method::Post, "/api/v1/shops/1/customers", kOwner);
    replace(again, "idempotency-key", "once");
    auto other = request_for(Method::Post, "/api/v1/shops/1/customers", kOwner);
    replace(other, "idempotency-key", "once");
    request.body = again.body = body_of_customer("佐藤");
    other.body = body_of_customer("鈴木");
    const auto first = answer(std::move(request));
    const auto second = answer(std::move(again));
    EXPECT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(second.status, 201);
    EXPECT_EQ(first.body, second.body);
    EXPECT_EQ(answer(std::move(other)).status, 422);
    const auto list = answer(request_for(Method::Get, "/api/v1/shops/1/customers", kOwner));
    EXPECT_EQ(list.body.find("佐藤"), list.body.rfind("佐藤"));
}

TEST_P(Routes, ShowBothVersionsWhenTwoPeopleChangeTheSameThing) {
    auto create = request_for(Method::Post, "/api/v1/shops/1/customers", kOwner);
    create.body = body_of_customer("佐藤");
    ASSERT_EQ(answer(std::move(create)).status, 201);
    auto one = request_for(Method::Patch, "/api/v1/shops/1/customers/1", kOwner);
    one.body = R"({"note":"一"})";
    auto two = request_for(Method::Patch, "/api/v1/shops/1/customers/1", kOperator);
    two.body = R"({"note":"二"})";
    EXPECT_EQ(answer(std::move(one)).status, 200);
    const auto conflict = answer(std::move(two));
    EXPECT_EQ(conflict.status, 409);
    EXPECT_NE(conflict.body.find(R"("code":"version_conflict")"), std::string::npos);
    EXPECT_NE(conflict.body.find(R"("note":"一")"), std::string::npos);
}

TEST_P(Routes, RepeatAKeptAnswerWithItsETag) {
    std::vector<Response> answers;
    for (int times = 0; times < 2; ++times) {
        auto create = request_for(Method::Post, "/api/v1/shops/1/customers", kOwner);
        replace(create, "idempotency-key", "once");
        create.body = body_of_customer("佐藤");
        answers.push_back(answer(std::move(create)));
    }
    EXPECT_EQ(header(answers[0], "etag"), "\"1\"");
    EXPECT_EQ(header(answers[1], "etag"), "\"1\"");
}

TEST_P(Routes, RefuseAPasswordMadeOfTheNameOfTheShop) {
    auto settings = request_for(Method::Patch, "/api/v1/shops/1/settings", kOwner);
    settings.body = R"({"shop_name":"Himawari Honpo"})";
    replace(settings, "if-match", "\"0\"");
    ASSERT_EQ(answer(std::move(settings)).status, 200);
    auto draft = request_for(Method::Post, "/api/v1/shops/1/members", kOwner);
    draft.body = R"({"login":"ann","name":"Ann","roles":["op"],"password":"Himawari Honpo 2026"})";
    const auto refused = answer(std::move(draft));
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("password_guessable"));
    control_database().write({}, [](store::Tx& tx) {
        const auto second = access::create_shop(tx, "Himawari Honpo");
        const auto owner = access::find_user_by_login(tx, kOwner);
        access::add_membership(tx, access::rights_of_the_house(), owner->id,
                               {.shop = second, .roles = {"adm"}});
    });
    auto change = request_for(Method::Put, "/api/v1/session/password", kOwner);
    change.body = R"({"current":"correct horse battery","password":"Himawari Honpo 2026"})";
    EXPECT_THAT(answer(std::move(change)).body, HasSubstr("password_guessable"));
}

TEST_P(Routes, MakeAMemberOnceForOneKey) {
    std::vector<std::string> answers;
    for (int times = 0; times < 2; ++times) {
        auto create = request_for(Method::Post, "/api/v1/shops/1/members", kOwner);
        replace(create, "idempotency-key", "once");
        create.body = R"({"login":"bob","name":"Bob","password":"correct horse battery",)"
                      R"("roles":["op"]})";
        const auto response = answer(std::move(create));
        EXPECT_EQ(response.status, 201) << response.body;
        answers.push_back(response.body);
    }
    EXPECT_EQ(answers[0], answers[1]);
}

TEST_P(Routes, NameThePlaceOfACustomerWhoCannotBeListed) {
    auto create = request_for(Method::Post, "/api/v1/shops/1/customers", kOwner);
    create.body = body_of_customer("佐藤");
    ASSERT_EQ(answer(std::move(create)).status, 201);
    auto list = request_for(Method::Post, "/api/v1/shops/1/call-lists", kOwner);
    list.body = R"({"name":"今日","source":{"kind":"customers","ids":[1,77,1],"days":null,)"
                R"("analysis":null,"query":null}})";
    const auto refused = answer(std::move(list));
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_THAT(refused.body, HasSubstr("/source/ids/1"));
    EXPECT_THAT(refused.body, HasSubstr("there is no customer 77"));
    EXPECT_THAT(refused.body, HasSubstr("/source/ids/2"));
    EXPECT_THAT(refused.body, Not(HasSubstr("call_list_item")));
}

TEST_P(Routes, ACallListOfTodayTakesAtLeastOnePerson) {
    auto list = request_for(Method::Post, "/api/v1/shops/1/call-lists", kOwner);
    list.body = R"({"name":"今日","source":{"kind":"today","most":0}})";
    const auto refused = answer(std::move(list));
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_THAT(refused.body, HasSubstr("/source/most"));
    const auto count = answer(request_for(Method::Get, "/api/v1/shops/1/today/callable", kOwner));
    EXPECT_EQ(count.status, 200) << count.body;
    EXPECT_THAT(count.body, HasSubstr(R"("count":0)"));
}

TEST_P(Routes, OfACustomerWhoIsNotThereAreNotFound) {
    for (const std::string part : {"", "/orders", "/subscriptions", "/timeline"}) {
        const auto path = "/api/v1/shops/1/customers/77" + part;
        EXPECT_EQ(answer(request_for(Method::Get, path, kOwner)).status, 404) << part;
    }
}

TEST_P(Routes, RefuseToLookIntoTheFuture) {
    const std::string path = "/api/v1/shops/1/insight/totals?as_of=";
    EXPECT_EQ(answer(request_for(Method::Get, path + "2026-11-22", kOwner)).status, 200);
    const auto refused = answer(request_for(Method::Get, path + "2026-11-23", kOwner));
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("in_future"));
}

TEST_P(Routes, WithoutABodyBearAnEmptyObject) {
    auto plan = request_for(Method::Post, "/api/v1/shops/1/imports/1/plan", kOwner);
    EXPECT_GE(dispatcher_->admit(plan).body_limit, plan.body.size());
    EXPECT_EQ(answer(std::move(plan)).status, 404);  // there is no such import
    auto other = request_for(Method::Post, "/api/v1/shops/1/imports/1/plan", kOwner);
    other.body = R"({"step":1})";
    EXPECT_EQ(answer(std::move(other)).status, 400);
}

TEST_P(Routes, ShowTheFiguresOfTheServerToNobodyBehindAProxy) {
    const auto figures = answer(request_for(Method::Get, "/metrics"));
    EXPECT_EQ(figures.status, 200);
    EXPECT_EQ(header(figures, "content-type"), "text/plain; version=0.0.4; charset=utf-8");
    auto forwarded = request_for(Method::Get, "/metrics");
    forwarded.headers.push_back({"x-forwarded-for", "203.0.113.7"});
    EXPECT_EQ(answer(std::move(forwarded)).status, 404);
}

TEST_P(Routes, SayOfAFailureOnlyWhichKindItIs) {
    const auto request = request_for(Method::Get, "/health");
    for (const auto [code, status] :
         {std::pair{Code::Unavailable, 503}, {Code::StorageFull, 507}, {Code::Internal, 500}}) {
        testing::internal::CaptureStderr();
        const auto response = dispatcher_->problem(request, Error(code, "no host db.example /x"));
        EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("no host db.example"));
        EXPECT_EQ(response.status, status);
        EXPECT_THAT(response.body, Not(HasSubstr("db.example"))) << response.body;
        EXPECT_THAT(response.body, HasSubstr(std::string(name_of(code))));
    }
}

TEST_P(Routes, NameNoFileOfTheServer) {
    const auto request = request_for(Method::Get, "/health");
    for (const auto code : {Code::NotFound, Code::Forbidden, Code::TooLarge}) {
        testing::internal::CaptureStderr();
        const auto response = dispatcher_->problem(request, FileError(code, "open /data/secret"));
        EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("/data/secret"));
        EXPECT_EQ(response.status, status_of(code));
        EXPECT_THAT(response.body, Not(HasSubstr("/data"))) << response.body;
    }
    EXPECT_THROW(File::open("/no/such/file"), FileError);
}

TEST_P(Routes, AnswerOnlyToTheirOwnName) {
    const auto status_as = [&](std::string host) {
        auto request = request_for(Method::Get, "/health");
        replace(request, "host", std::move(host));
        return answer(std::move(request)).status;
    };
    for (const auto* own : {"localhost:8080", "127.0.0.1:8080", "[::1]:8080", "shop.example:443",
                            "Shop.Example:443"}) {
        EXPECT_EQ(status_as(own), 200) << own;
    }
    EXPECT_EQ(status_as("evil.example:8080"), 421);
    EXPECT_EQ(status_as("127.0.0.1.evil.example"), 421);
}

TEST_P(Routes, RefuseAnUploadThatIsCalledOtherwiseThanATable) {
    const auto status_of = [&](const std::string& name) {
        auto upload = request_for(Method::Post, "/api/v1/shops/1/imports?file_name=" + name,
                                  kOwner);
        try {
            dispatcher_->open_sink(upload);
        } catch (const Error& error) {
            return dispatcher_->problem(upload, error).status;
        }
        return 0;
    };
    for (const char* name : {"a.csv", "a.b.TSV", "a.txt", "%E9%A1%A7%E5%AE%A2.Csv"}) {
        EXPECT_EQ(status_of(name), 0) << name;
    }
    for (const char* name : {"a.exe", "a.csv.html", "a", "csv", "a.csv.", "", ".xlsx"}) {
        EXPECT_EQ(status_of(name), 422) << name;
    }
}

// Half an hour of silence would end the session; the bytes that come are no silence.
TEST_P(Routes, FinishAnUploadThatTookLongerThanASessionMaySleep) {
    auto upload = request_for(Method::Post, "/api/v1/shops/1/imports?file_name=a.csv", kOwner);
    upload.body.clear();
    upload.sink = dispatcher_->open_sink(upload);
    upload.sink->write("Customer ID,Name\n");
    for (int minutes = 0; minutes < 60; minutes += 10) {
        clock.advance(10 * 60 * 1000);
        upload.sink->write("A-" + std::to_string(minutes) + ",Ann\n");
    }
    const auto response = dispatcher_->answer(upload);
    EXPECT_EQ(response.status, 201) << response.body;
}

TEST_P(Routes, ChargeAnUploadOnce) {
    const double once = static_cast<double>(Cost::File);
    Dispatcher poor(*house_, limits_, *router_, *metrics_, *files_, Allowance{once, 1e-9});
    auto upload = request_for(Method::Post, "/api/v1/shops/1/imports?file_name=a.csv", kOwner);
    upload.body.clear();
    upload.sink = poor.open_sink(upload);
    upload.sink->write("Customer ID,Name\nA-1,Ann\n");
    EXPECT_EQ(poor.answer(upload).status, 201);
    auto another = request_for(Method::Post, "/api/v1/shops/1/imports?file_name=a.csv", kOwner);
    EXPECT_CODE(poor.open_sink(another), Code::TooMany);
}

TEST_P(Routes, EndASessionWithItsMembership) {
    auto change = request_for(Method::Patch, "/api/v1/shops/1/members/2", kOwner);
    change.body = R"({"active":false})";
    auto before = request_for(Method::Get, "/api/v1/session", kOperator);
    auto after = request_for(Method::Get, "/api/v1/session", kOperator);
    EXPECT_EQ(answer(std::move(before)).status, 200);
    EXPECT_EQ(answer(std::move(change)).status, 200);
    EXPECT_EQ(answer(std::move(after)).status, 401);
}

// A route with a key that forgets Call::write would do its work twice.
TEST_P(Routes, AnswerAServerErrorWhenAKeyedOneKeepsNoAnswer) {
    auto table = all_routes();
    for (auto& route : table) {
        if (route.is_keyed() && route.in_shop()) route.run = [](Call&) { return Response{}; };
    }
    serve(std::move(table));
    int keyed = 0;
    for (const auto& route : routes()) {
        if (!route.is_keyed() || !route.in_shop()) continue;
        ++keyed;
        EXPECT_EQ(answer(request_for(route, kOwner)).status, 500) << route.operation;
    }
    EXPECT_GT(keyed, 5);
}

TEST_P(Routes, SignOutEndsTheSession) {
    auto after = request_for(Method::Get, "/api/v1/session", kOwner);
    EXPECT_EQ(answer(request_for(Method::Delete, "/api/v1/session", kOwner)).status, 204);
    EXPECT_EQ(answer(std::move(after)).status, 401);
}

TEST(OpenApi, NamesEveryRouteWithItsRight) {
    const auto routes = all_routes();
    const std::string document = openapi_document(routes);
    EXPECT_FALSE(canonical_json(document).empty());
    for (const auto& route : routes) {
        const std::string name = R"("operationId":")" + std::string(route.operation) + '"';
        EXPECT_NE(document.find(name), std::string::npos) << name;
    }
    EXPECT_EQ(api_page(routes).find("<script"), std::string::npos);
}

}  // namespace
}  // namespace tsunagi::server
