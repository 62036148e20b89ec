#include "base/error.h"
#include "demo/demo.h"
#include "main/password_from.h"
#include "main/premises.h"
#include "main/say.h"
#include "main/serving.h"
#include "record/settings.h"

#include <array>

namespace tsunagi::command {

// Log-ins of the demo shop are no secret: it holds invented people and listens on this machine, as
// long as no other password is given.
struct DemoUser {
    std::string_view login;
    std::string_view name;
    std::string_view role;
    std::string_view password;
};
static constexpr std::array kUsers{
    DemoUser{"owner@example.com", "山田 花子", "adm", "tsunagi-demo-owner"},
    DemoUser{"operator@example.com", "佐藤 健", "op", "tsunagi-demo-operator"},
    DemoUser{"operator2@example.com", "森 あかり", "op", "tsunagi-demo-operator2"},
    DemoUser{"operator3@example.com", "小野 美咲", "op", "tsunagi-demo-operator3"}};

// The demo's calls were answered by its own users.
static std::vector<demo::Agent> agents(Premises& premises) {
    return premises.shops().control().read([](store::Reader& reader) {
        std::vector<demo::Agent> all;
        for (const auto& user : kUsers) {
            const auto row = access::find_user_by_login(reader, user.login);
            if (row) all.push_back({row->id.value, row->name});
        }
        return all;
    });
}

static Id<Shop> make_people(Premises& premises) {
    std::array<std::string, kUsers.size()> hashes;
    for (std::size_t at = 0; at < kUsers.size(); ++at) {
        hashes[at] = premises.passwords().hash(kUsers[at].password);
    }
    return premises.shops().control().write({}, [&](store::Tx& tx) {
        const auto shop = access::create_shop(tx, "つなぎデモ商店");
        for (std::size_t at = 0; at < kUsers.size(); ++at) {
            const auto user = access::create_user(
                tx, {std::string(kUsers[at].login), std::string(kUsers[at].name), hashes[at]});
            access::add_membership(tx, access::rights_of_the_house(), user,
                                   {.shop = shop, .roles = {std::string(kUsers[at].role)}});
        }
        return shop;
    });
}

static void make_shop(const Machine& machine, Premises& premises, Id<Shop> shop, int customers) {
    auto& database = premises.shops().create_shop(shop);
    database.write({}, [&](store::Tx& tx) {
        record::SettingsPatch patch;
        patch.shop_name = {Patch<std::string>::State::Value, "つなぎデモ商店"};
        patch.margin_rate = {Patch<double>::State::Value, 0.6};
        record::change_settings(tx, 0, patch);
    });
    demo::DemoOptions options;
    options.customers = customers;
    options.agents = agents(premises);
    demo::fill_demo_shop(database, Zone::named("Asia/Tokyo"), machine.clock.now(), options,
                         [](std::int64_t) {});
}

static void set_passwords(Premises& premises, std::string_view password) {
    const auto hash = premises.passwords().hash(password);
    auto& control = premises.shops().control();
    for (const auto& user : kUsers) {
        const auto row = control.read(
            [&](store::Reader& reader) { return access::find_user_by_login(reader, user.login); });
        if (!row) continue;
        control.write({}, [&](store::Tx& tx) { access::set_password(tx, row->id, hash); });
        premises.sessions().end_all(row->id);
    }
}

// A proxy or another name brings others to a server that listens to this machine only.
static bool is_for_others(const Config& config) {
    return !is_loopback(config.listen_address) || !config.host_names.empty() ||
           !config.trusted_proxies.empty();
}

void refuse_known_passwords(Premises& premises, const Config& config) {
    if (!is_for_others(config)) return;
    for (const auto& user : kUsers) {
        const auto row = premises.shops().control().read(
            [&](store::Reader& reader) { return access::find_user_by_login(reader, user.login); });
        if (!row || !premises.passwords().matches(row->password_hash, user.password)) continue;
        throw Error(Code::InvalidInput,
                    "everybody knows the passwords of this demo shop: give its users others first "
                    "(tsunagi user password " +
                        std::string(user.login) + "), or let it be reached from here only");
    }
}

int demo(const Machine& machine, const Config& config, const DemoShop& wanted) {
    std::string password;
    if (!wanted.password_from.empty()) {
        password = password_from(machine, wanted.password_from, {});
    } else if (is_for_others(config)) {
        throw Error(Code::InvalidInput,
                    "everybody knows the passwords of the demo shop: let it be reached from this "
                    "machine only (127.0.0.1), or give another one with --password-from");
    }
    const StopSignal stop;
    Premises premises(machine, config);
    const bool made = premises.shops().control().read(
        [](store::Reader& reader) { return access::has_users(reader); });
    if (!made) {
        print(machine, text::kDemoMaking);
        make_shop(machine, premises, make_people(premises), wanted.customers);
    }
    if (!password.empty()) set_passwords(premises, password);
    for (const auto& user : kUsers) {
        print(machine, text::kDemoLogin,
              {{"role", std::string(user.role)},
               {"login", std::string(user.login)},
               {"password", password.empty() ? std::string(user.password) : "--password-from"}});
    }
    serve_until_stopped(machine, config, premises, stop);
    return 0;
}

}  // namespace tsunagi::command
