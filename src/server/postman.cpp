#include "server/postman.h"

#include "access/audit/words.h"
#include "access/members_sight.h"
#include "base/log.h"
#include "mail/post.h"
#include "record/settings.h"
#include "server/mail_trouble.h"
#include "server/report_letter.h"
#include "store/audit/event.h"

#include <functional>

namespace tsunagi::server {

namespace {

using board::Delivery;
using board::ReportRun;
using board::Trouble;

constexpr std::chrono::seconds kBetweenLooks{5};
constexpr std::int64_t kLeaseMs = 3LL * 60 * 1000;  // of one recipient's turn
constexpr store::Actor kActor{store::Actor::Kind::Job, 0};

// A member who is still to be written to, and what she sees of analyses that leave.
struct Recipient {
    Viewer viewer;
    mail::Mailbox box;
};

[[noreturn]] void refuse(std::string_view word) {
    const auto message = "a recipient gets no report: " + std::string(word);
    throw Error(Code::Forbidden, message, {{"", std::string(word), message, {}}});
}

Recipient recipient_of(House& house, Id<Shop> shop, Id<User> user, Language language) {
    return house.shops.control().read([&](store::Reader& reader) -> Recipient {
        if (!access::has_active_member(reader, shop, user)) refuse("left");
        const auto login = access::find_active_member(reader, shop, user).login;
        const auto sight = access::member_sight(reader, shop, user);
        constexpr auto look = access::may(Entity::Insight, access::Action::View);
        constexpr auto take_out = access::may(Entity::Insight, access::Action::Export);
        const auto decision = access::decide(sight.rights, take_out);
        if (!access::decide(sight.rights, look).allowed || !decision.allowed) refuse("no_right");
        if (!mail::is_address(login)) refuse("no_address");
        auto viewer = access::narrowed(sight.viewer, sight.rights, take_out, decision);
        viewer.language = language;
        return {viewer, {sight.viewer.user_name, login}};
    });
}

bool concerns_the_recipient(const Error& error) {
    const auto code = trouble_of(error).code;
    return error.code() == Code::InvalidInput &&
           (code == "mail_recipient_refused" || code == "mail_letter_refused" || code == "email" ||
            code == "controls");
}

}  // namespace

// One run, held by this server.
class Postman::Run {
public:
    Run(Postman& postman, Id<Shop> shop, ReportRun run)
        : postman_(postman), house_(postman.house_), shop_(shop),
          database_(house_.shops.shop(shop)), run_(std::move(run)) {}

    // Throws what concerns all recipients; those who had their turn are remembered.
    void send() {
        if (database_.read(mail::read_mail_settings).version == 0) {
            throw mail::trouble("mail_not_set", {});
        }
        std::optional<Trouble> later;
        for (const auto& person : run_.schedule.recipients) {
            if (postman_.stopping()) throw Error(Code::Canceled, "the server stops");
            auto delivery = run_.delivery_to(person.user_id);
            if (delivery.done) continue;
            if (auto trouble = serve(person, delivery)) later = std::move(trouble);
        }
        write([&](store::Tx& tx) {
            if (later) {
                board::fail_report(tx, run_, *later);
            } else {
                board::finish_report(tx, run_);
            }
        });
        log_info("report_sent", {{"shop", shop_.value}, {"schedule", run_.schedule.id.value}});
    }
    void fail(const Trouble& trouble) {
        write([&](store::Tx& tx) { board::fail_report(tx, run_, trouble); });
    }
    void leave() {
        write([&](store::Tx& tx) { board::leave_report(tx, run_); });
    }

private:
    void write(const std::function<void(store::Tx&)>& f) { database_.write(kActor, f); }

    void note(const Delivery& delivery) {
        write([&](store::Tx& tx) { board::note_delivery(tx, run_, delivery, kLeaseMs); });
    }
    void give_up(const board::Person& person, Delivery& delivery, const Error& error) {
        delivery.done = true;
        delivery.trouble = trouble_of(error);
        delivery.trouble->who = person.name;
        note(delivery);
    }

    // Nothing: she had her turn. Else why she has to wait while the others get theirs.
    std::optional<Trouble> serve(const board::Person& person, Delivery& delivery) {
        const auto letter = written(person, delivery);
        if (!letter) return std::nullopt;
        tell(delivery, person, letter->rows);
        try {
            house_.post->send(database_, shop_, letter->letter);
        } catch (const Error& error) {
            if (error.code() == Code::Busy) {
                auto trouble = trouble_of(error);
                trouble.who = person.name;
                return trouble;
            }
            if (!concerns_the_recipient(error)) throw;
            give_up(person, delivery, error);
            return std::nullopt;
        }
        delivery.done = true;
        note(delivery);
        return std::nullopt;
    }

    // Nothing: there is nothing for her, and the run says why.
    std::optional<ReportLetter> written(const board::Person& person, Delivery& delivery) {
        try {
            const auto page = database_.read(mail::read_mail_settings).page;
            const auto recipient = recipient_of(house_, shop_, person.user_id,
                                                run_.schedule.language);
            return report_letter(Asker(house_, recipient.viewer), run_.schedule, recipient.box,
                                 page);
        } catch (const Error& error) {
            if (error.code() != Code::Forbidden && error.code() != Code::InvalidInput) throw;
            give_up(person, delivery, error);
            return std::nullopt;
        }
    }

    // Before it leaves.
    void tell(Delivery& delivery, const board::Person& person, std::int64_t rows) {
        if (delivery.told) return;
        store::audit::Event event;
        event.user_id = person.user_id.value;
        event.user_name = person.name;
        event.kind = word_of(access::audit::Kind::Exported);
        event.operation = "mail_report";
        event.entity = "report_schedule";
        event.entity_id = run_.schedule.id.value;
        event.row_count = rows;
        event.status = 200;
        event.reason = run_.schedule.name;
        delivery.told = true;
        write([&](store::Tx& tx) {
            store::audit::note(tx, event);
            board::note_delivery(tx, run_, delivery, kLeaseMs);
        });
    }

    Postman& postman_;
    House& house_;
    const Id<Shop> shop_;
    store::Database& database_;
    ReportRun run_;
};

Postman::Postman(House& house) : house_(house), worker_(random_token(house.random, 12)) {}

Postman::~Postman() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Postman::start() {
    thread_ = std::thread([this] { keep_going_round(); });
}

bool Postman::stopping() {
    const std::lock_guard lock(mutex_);
    return stopping_;
}

void Postman::keep_going_round() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        go_round();
        lock.lock();
        wake_.wait_for(lock, kBetweenLooks, [&] { return stopping_; });
    }
}

void Postman::go_round() {
    if (house_.post == nullptr) return;
    for (const auto shop : house_.shops.all()) {
        try {
            look_after(shop);
        } catch (const Error& error) {
            log_failure("report_not_sent",
                        {{"shop", shop.value}, {"code", Word{name_of(error.code())}}});
        } catch (const std::exception&) {
            log_failure("report_not_sent", {{"shop", shop.value}});
        }
    }
}

// Most looks find nothing and write nothing.
void Postman::look_after(Id<Shop> shop) {
    auto& database = house_.shops.shop(shop);
    const auto now = house_.clock.now();
    const auto [zone, any, due] = database.read([&](store::Reader& reader) {
        const auto named = Zone::named(record::read_settings(reader).zone);
        return std::tuple(named, board::has_unordered_report(reader, named, now),
                          board::has_due_report(reader, now));
    });
    if (any) {
        database.write(kActor, [&](store::Tx& tx) { board::order_due_reports(tx, zone); });
    }
    if (!any && !due) return;
    while (!stopping() && send_next(shop)) {
    }
}

bool Postman::send_next(Id<Shop> shop) {
    auto claimed = house_.shops.shop(shop).write(
        kActor, [&](store::Tx& tx) { return board::claim_report(tx, worker_, kLeaseMs); });
    if (!claimed) return false;
    Run run(*this, shop, *std::move(claimed));
    try {
        run.send();
    } catch (const Error& error) {
        if (error.code() == Code::Canceled) {
            run.leave();
            return false;
        }
        if (error.code() == Code::Conflict) throw;  // another server has it
        log_failure("report_not_sent",
                    {{"shop", shop.value}, {"code", Word{name_of(error.code())}}});
        run.fail(trouble_of(error));
    }
    return true;
}

}  // namespace tsunagi::server
