#include "access/made_passwords.h"
#include "base/error.h"
#include "main/password_from.h"
#include "main/premises.h"
#include "main/say.h"
#include "store/audit/event.h"
#include "store/audit/sealer.h"

namespace tsunagi::command {

// Whoever runs the command is not known to us; that it was run is.
static void tell(const Machine& machine, Premises& premises, std::string_view operation) {
    premises.shops().control().write({}, [&](store::Tx& tx) {
        store::audit::Event event;
        event.user_name = "tsunagi";
        event.kind = "rights_changed";
        event.operation = operation;
        event.entity = "member";
        store::audit::note(tx, event);
    });
    store::audit::seal_and_write_heads(premises.shops(), machine.clock, machine.random);
}

static std::string password_for(const Machine& machine, Premises& premises,
                                const UserOptions& options) {
    constexpr std::size_t kMadeBytes = 16;
    if (options.password_from.empty()) return random_token(machine.random, kMadeBytes);
    const auto shops = premises.shops().control().read(
        [](store::Reader& reader) { return access::list_shops(reader); });
    std::vector<std::string_view> words{options.login, options.name};
    for (const auto& shop : shops) words.push_back(shop.name);
    return password_from(machine, options.password_from, words);
}

// A password that was made here is no secret of hers: it lasts a week, then she has her own.
static std::optional<Instant> lasts_until(const Machine& machine, const UserOptions& options) {
    if (!options.password_from.empty()) return std::nullopt;
    return machine.clock.now() + access::kMadePasswordLastsMs;
}

static void print_made(const Machine& machine, const std::string& password, Instant until) {
    print(machine, text::kPassword, {{"password", password}, {"until", to_text(until)}});
}

int add_user(const Machine& machine, const Config& config, const UserOptions& options) {
    Premises premises(machine, config);
    const std::string password = password_for(machine, premises, options);
    const auto until = lasts_until(machine, options);
    const std::string hash = premises.passwords().hash(password);
    const std::string name = options.name.empty() ? options.login : options.name;
    const bool is_new = premises.shops().control().write({}, [&](store::Tx& tx) {
        const auto known = access::find_user_by_login(tx, options.login);
        const auto user = known ? known->id : access::create_user(tx, {options.login, name, hash});
        if (!known && until) access::let_password_end(tx, user, *until);
        access::add_membership(tx, access::rights_of_the_house(), user,
                               {.shop = {options.shop}, .roles = options.roles});
        return !known;
    });
    tell(machine, premises, "user add");
    print(machine, text::kUserMade, {{"login", options.login}});
    if (is_new && until) print_made(machine, password, *until);
    return 0;
}

int set_password(const Machine& machine, const Config& config, const UserOptions& options) {
    Premises premises(machine, config);
    const std::string password = password_for(machine, premises, options);
    const auto until = lasts_until(machine, options);
    const std::string hash = premises.passwords().hash(password);
    const auto whose = premises.shops().control().write({}, [&](store::Tx& tx) {
        const auto user = access::find_user_by_login(tx, options.login);
        if (!user) throw Error(Code::NotFound, "there is no user " + options.login);
        access::set_password(tx, user->id, hash);
        if (until) access::let_password_end(tx, user->id, *until);
        return user->id;
    });
    premises.sessions().end_all(whose);
    tell(machine, premises, "user password");
    print(machine, text::kPasswordSet, {{"login", options.login}});
    if (until) print_made(machine, password, *until);
    return 0;
}

}  // namespace tsunagi::command
