#include "demo/care.h"

#include <algorithm>
#include <array>

namespace tsunagi::demo {
namespace {

constexpr double kReached = 0.72;    // of those who are called after a trial
constexpr double kWonByCall = 0.55;  // of those who went on to subscribe
constexpr int kOpens = 9;

// A colleague, in proportion to the skill of each or to what is missing of it.
int colleague(Dice& dice, bool won) {
    std::array<double, kAgents> weights{};
    for (int agent = 0; agent < kAgents; ++agent) {
        const double skill = skill_of(agent);
        weights.at(static_cast<std::size_t>(agent)) = won ? skill : 2 - skill;
    }
    return static_cast<int>(dice.pick(weights));
}

LifeContact call_on(Day on, std::string_view purpose, Dice& dice) {
    LifeContact call;
    call.on = on;
    call.minute_of_day = (kOpens + dice.below(10)) * 60 + dice.below(60);
    call.minutes = dice.between(2, 8);
    call.direction = "outbound";
    call.purpose = purpose;
    call.emotion = "neutral";
    return call;
}

void not_reached(LifeContact& call) {
    call.result = "no_answer";
    call.emotion = "";
    call.minutes = 1;
}

// Of who began with a trial set. Whom the call wins subscribes that day.
void call_after_trial(Life& life, Dice& dice, Day today) {
    if (life.orders.empty()) return;
    const LifeOrder& trial = life.orders.front();
    const Article& set = *trial.lines.front().article;
    if (trial.subscription || set.leads_to.empty()) return;
    const bool subscribed = !life.subscriptions.empty();
    const bool reached = dice.happens(kReached);
    const bool won = subscribed && dice.happens(kWonByCall);
    const Day planned = trial.on + dice.between(6, 14);
    const Day started = subscribed ? life.subscriptions.front().events.front().on : planned;
    LifeContact call = call_on(won ? started : std::min(planned, started), "change_plan", dice);
    call.agent = colleague(dice, won);
    const bool thinks_about_it = dice.happens(0.4);
    if (call.on > today) return;
    call.about = &article_of(set.leads_to);
    call.offer = kRegularCourse;
    if (won) {
        call.offer_answer = "accepted";
        call.result = "ordered";
        call.note = "お試しの感想をうかがい、定期コースをお申し込み。";
    } else if (reached) {
        call.offer_answer = "declined";
        call.result = thinks_about_it ? "prospect" : "answered";
        call.note = thinks_about_it ? "使い切ってから考えたいとのこと。"
                                    : "定期は今はよいとのこと。";
    } else {
        call.offer.reset();
        not_reached(call);
    }
    life.contacts.push_back(call);
}

// Who stays answers such a call more often than who has already turned away.
void show_how_to_use(Life& life, Dice& dice, Day today) {
    for (std::size_t i = 0; i < life.subscriptions.size(); ++i) {
        const LifeSubscription& one = life.subscriptions[i];
        const Onboarding* asked = onboarding_of(*one.article);
        if (asked == nullptr || asked->purpose.empty()) continue;
        LifeContact call = call_on(one.events.front().on + dice.between(5, 12), asked->purpose,
                                   dice);
        call.agent = dice.below(kAgents);
        const auto left = std::ranges::find(one.events, "cancelled", &LifeEvent::kind);
        const bool stays = left == one.events.end() || left->delivery_number > 2;
        const bool reached = dice.happens(stays ? 0.8 : 0.5);
        if (call.on > today || (left != one.events.end() && left->on <= call.on)) continue;
        call.subscription = i;
        call.note = "使う量と順番をご案内。";
        if (!reached) {
            call.note = "";
            not_reached(call);
        }
        life.contacts.push_back(call);
    }
}

}  // namespace

void add_care_calls(Life& life, Dice dice, Day today) {
    call_after_trial(life, dice, today);
    show_how_to_use(life, dice, today);
    std::ranges::sort(life.contacts, {}, [](const LifeContact& contact) {
        return std::pair(contact.on, contact.minute_of_day);
    });
}

}  // namespace tsunagi::demo
