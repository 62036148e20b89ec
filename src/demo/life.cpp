#include "demo/life.h"

#include "demo/care.h"
#include "demo/telephone.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tsunagi::demo {
namespace {

constexpr std::array kOffers{
    Offer{"お届け周期を2か月に変更", "Deliver every second month"},
    Offer{"次回のお届けをスキップ", "Skip the next delivery"},
    Offer{"次回 10% オフ", "10 % off the next delivery"},
    Offer{"使い方のアドバイス", "Advice on how to use it"},
    Offer{"少量サイズへの変更", "Change to the small size"},
    Offer{"一緒に使う商品のご案内", "Something that goes with it"},
    Offer{"定期コースのご案内", "The regular course"},
};
static_assert(kOffers.size() == kRegularCourse + 1);
constexpr std::size_t kLongerCycle = 0;
constexpr std::size_t kSkip = 1;
constexpr std::size_t kDiscount = 2;
constexpr std::size_t kAdvice = 3;
constexpr std::size_t kCompanion = 5;

constexpr std::array<double, kAgents> kSkill{0.75, 1.0, 1.35, 1.1};

// Chance of leaving before delivery n+1 for an average customer, n = 1, 2, …
constexpr std::array kBaseHazard{0.0, 0.20, 0.145, 0.105, 0.08, 0.062, 0.052, 0.045, 0.04};

double base_hazard(int delivery) {
    return delivery < static_cast<int>(kBaseHazard.size())
               ? kBaseHazard[static_cast<std::size_t>(delivery)]
               : 0.034;
}

// More people start in campaign months.
double season_of_starts(Day day) {
    constexpr std::array kByMonth{0.0, 0.9,  0.85, 1.35, 1.0, 0.95, 1.25,
                                  1.0, 0.75, 0.95, 1.05, 1.4, 0.8};
    return kByMonth[static_cast<std::size_t>(civil(day).month)];
}

double season_of_leaving(Day day) {
    constexpr std::array kByMonth{0.0,  1.1, 1.0,  1.15, 1.15, 1.0, 0.95,
                                  0.95, 1.0, 0.95, 0.95, 0.95, 1.1};
    return kByMonth[static_cast<std::size_t>(civil(day).month)];
}

struct Cause {
    std::string_view reason;
    double weight;
    std::string_view note;
};

struct Temper {
    double slowness = 1;  // times the average time one delivery lasts
    double thrift = 0;    // 0 … 1
    double doubt = 0;     // 0 … 1: wants to feel an effect
    bool tender_skin = false;
    int age = 40;
};

class Lifetime {
public:
    Lifetime(std::uint64_t seed, std::int64_t number, const LifeSpan& span)
        : dice_(seed, static_cast<std::uint64_t>(number)), span_(span), number_(number) {}

    Life run() {
        life_.person = make_person(dice_, span_.today, number_);
        draw_temper();
        draw_medium();
        life_.first_day = draw_first_day();
        join_campaign();
        start();
        buy_singly();
        by_day(life_.orders);
        by_day(life_.contacts);
        return std::move(life_);
    }

private:
    void draw_temper() {
        temper_.slowness = 0.75 + 0.6 * dice_.unit() + (dice_.happens(0.2) ? 0.5 : 0.0);
        temper_.thrift = dice_.unit() * dice_.unit();
        temper_.doubt = dice_.unit();
        temper_.tender_skin = dice_.happens(0.07);
        temper_.age = (span_.today - life_.person.birthday) / 365;
    }

    void draw_medium() {
        std::array<double, 8> shares{};
        for (std::size_t i = 0; i < media().size(); ++i) shares[i] = media()[i].share;
        life_.medium = &media()[dice_.pick(std::span(shares).first(media().size()))];
    }

    Day draw_first_day() {
        int length = span_.today - span_.first;
        for (;;) {
            Day day = span_.first + static_cast<int>(length * std::pow(dice_.unit(), 0.8));
            if (dice_.unit() < season_of_starts(day) / 1.4) return day;
        }
    }

    // Who came by the campaign came for its cheap first parcel.
    void join_campaign() {
        const Campaign& push = campaign();
        if (life_.first_day < push.first || push.last < life_.first_day) return;
        if (!dice_.happens(0.55)) return;
        lured_ = true;
        life_.medium = &*std::ranges::find(media(), push.medium, &Medium::name);
    }

    const Article& draw_article(bool single) {
        std::array<double, 24> weights{};
        for (std::size_t i = 0; i < articles().size(); ++i) {
            bool wanted = (articles()[i].cycle_months == 0) == single;
            weights[i] = wanted ? articles()[i].popularity : 0;
        }
        return articles()[dice_.pick(std::span(weights).first(articles().size()))];
    }

    void start() {
        Day first = life_.first_day;
        if (lured_) return subscribe(article_of(campaign().sku), first);
        const Article* wanted = &draw_article(false);
        if (dice_.happens(0.26)) {
            const Article& trial = draw_article(true);
            order(first, {}, 0, {{&trial, 1, trial.price}});
            if (!dice_.happens(trial.leads_to.empty() ? 0.16 : 0.44)) return;
            if (!trial.leads_to.empty()) wanted = &article_of(trial.leads_to);
            first = first + dice_.between(10, 45);
        }
        subscribe(*wanted, first);
        if (dice_.happens(0.14)) subscribe(draw_article(false), first + dice_.between(40, 260));
    }

    void buy_singly() {
        double every = 240 / span_.single_purchases;
        for (Day day = life_.first_day + static_cast<int>(dice_.exponential(every) + 7);
             day <= span_.today; day = day + static_cast<int>(dice_.exponential(every) + 7)) {
            if (dice_.happens(0.12 / span_.single_purchases)) return;
            const Article& article = draw_article(true);
            order(day, {}, 0, {{&article, dice_.between(1, 2), article.price}});
        }
    }

    void subscribe(const Article& article, Day on) {
        if (on > span_.today) return;
        current_ = life_.subscriptions.size();
        LifeSubscription& added = life_.subscriptions.emplace_back();
        added.article = &article;
        added.cycle_months = article.cycle_months;
        added.price = price_on(article, on);
        stock_days_ = 0;
        wavering_ = 1;
        add_event("started", on, 0);
        go_through(on);
        if (subscription().status == "cancelled" && dice_.happens(0.06)) come_back();
    }

    // Deliveries from `on` until she leaves or today comes.
    void go_through(Day on) {
        for (int n = 1;; ++n) {
            if (on > span_.today) return wait_for(on);
            deliver(on, n);
            Day next = add_months(on, subscription().cycle_months);
            chat(on, next);
            if (leaves(on, next, n)) return;
            on = with_delays(on, next, n);
        }
    }

    void wait_for(Day next) {
        if (subscription().status == "active") subscription().next_shipment_on = next;
    }

    void deliver(Day on, int n) {
        change_terms(on, n);
        LifeSubscription& running = subscription();
        running.delivery_number = n;
        int price = n == 1 && running.article->first_price ? running.article->first_price
                                                           : running.price;
        std::vector<LifeLine> lines{{running.article, running.quantity, price / running.quantity}};
        if (dice_.happens(0.16)) {
            const Article& extra = companion();
            lines.push_back({&extra, 1, extra.price});
        }
        order(on, current_, n, std::move(lines));
        add_event("delivered", on, n);
        stock_days_ += running.article->use_days * temper_.slowness - 30.4 * running.cycle_months;
        stock_days_ = std::max(stock_days_, -10.0);
    }

    const Article& companion() {
        const std::string_view sku = subscription().article->goes_with;
        return !sku.empty() && dice_.happens(0.6) ? article_of(sku) : draw_article(true);
    }

    // What became different since the last delivery: the price for everybody, the quantity for her.
    void change_terms(Day on, int n) {
        LifeSubscription& running = subscription();
        const int unit = price_on(*running.article, on);
        if (const int price = unit * running.quantity; price != running.price) {
            const Day day = std::max(rise_of(*running.article)->on, running.events.back().on);
            add_event("changed", day, n - 1).detail = fmt::format("price {} -> {}", running.price,
                                                                  price);
            running.price = price;
        }
        if (n < 4 || running.quantity > 1 || !dice_.happens(0.012)) return;
        add_event("changed", on, n - 1).detail = "quantity 1 -> 2";
        running.quantity = 2;
        running.price *= 2;
    }

    // Whether the next delivery would be the first at a higher price.
    bool rises_between(Day on, Day next) const {
        const PriceRise* rise = rise_of(*subscription().article);
        return rise != nullptr && on < rise->on && rise->on <= next;
    }

    std::array<Cause, 12> causes(Day on, Day next, int n) const {
        const Article& article = *subscription().article;
        double base = base_hazard(n) * article.hazard * wavering_;
        bool spring = civil(on).month == 3 || civil(on).month == 4;
        double early = (n <= 2 ? life_.medium->early_hazard : 1.0) * (lured_ && n <= 2 ? 1.5 : 1.0);
        double dearer = rises_between(on, next) ? 0.34 : 0.0;
        bool piled = stock_days_ > 18;
        bool young = temper_.age >= 25 && temper_.age <= 38 && life_.person.sex == "female";
        return {
            {{"slow_use", piled ? base * 1.3 : base * 0.05, "まだ2袋残っているとのこと。"},
             {"too_much", piled ? base * 0.5 : base * 0.02, "家族が使わなくなり一人では多い。"},
             {"too_expensive", base * (0.12 + 0.9 * temper_.thrift) + dearer,
              dearer > 0 ? "値上げのため続けられない。" : "2回目からの値段が家計に合わない。"},
             {"income", base * 0.10 * (temper_.age > 60 ? 2 : 1), "収入が減ったため見直したい。"},
             {"no_effect", base * temper_.doubt * (n >= 2 && n <= 5 ? 0.55 : 0.2),
              "変化を感じられない。"},
             {"skin_trouble", article.on_skin && temper_.tender_skin && n <= 2 ? 0.25 : 0.0,
              "使うと赤みが出る。"},
             {"taste_smell", !article.on_skin ? base * 0.14 : 0.0, "味が苦手で続けにくい。"},
             {"competitor", base * 0.10, "ドラッグストアの商品に替える。"},
             {"moving", spring ? base * 0.22 : base * 0.04, "来月引越しのため。"},
             {"pregnancy", young ? base * 0.12 : 0.0, "妊娠のため医師に止められた。"},
             {"illness", temper_.age > 65 ? base * 0.22 : base * 0.03,
              "入院のためしばらく使えない。"},
             {n == 1 && early > 1.2 ? "trial_only" : "unknown",
              n == 1 ? base * 0.5 * early * early : base * 0.08, "初回だけのつもりだった。"}}};
    }

    bool leaves(Day on, Day next, int n) {
        auto all = causes(on, next, n);
        double sum = 0;
        std::array<double, 12> weights{};
        for (std::size_t i = 0; i < all.size(); ++i) sum += weights[i] = all[i].weight;
        if (!dice_.happens(std::min(0.9, sum * season_of_leaving(next)))) return false;
        const Cause& cause = all[dice_.pick(weights)];
        Day asked = std::max(on + 3, next - dice_.between(4, 22));
        // Told of a higher price, she calls once it is there.
        if (rises_between(on, next)) {
            asked = std::max(asked, std::min(rise_of(*subscription().article)->on, next - 1));
        }
        if (asked > span_.today) return false;
        complain_before(asked, cause);
        if (dice_.happens(0.72)) {
            LifeContact call = cancel_call(asked, cause);
            if (saved(call, cause, n)) return false;
            add_contact(call);
        }
        leave(asked, next, n, cause.reason);
        return true;
    }

    void leave(Day asked, Day next, int n, std::string_view reason) {
        bool later = dice_.happens(0.15) && next - 1 <= span_.today;
        LifeEvent& event = add_event("cancelled", later ? next - 1 : asked, n);
        event.requested_on = asked;
        event.reason_code = reason;
        subscription().status = "cancelled";
        subscription().next_shipment_on.reset();
    }

    LifeContact cancel_call(Day on, const Cause& cause) {
        LifeContact call = call_on(on, "cancel", "cancel_accepted");
        call.reason_code = cause.reason;
        call.note = cause.note;
        call.emotion = dice_.happens(0.3) ? "negative" : "neutral";
        call.minutes = dice_.between(4, 14);
        if (dice_.happens(0.6)) {
            call.offer = offer_for(cause.reason);
            call.offer_answer = "declined";
        }
        return call;
    }

    // The agent finds an answer to the reason: she stays, for now.
    bool saved(LifeContact call, const Cause& cause, int n) {
        const Day on = call.on;
        std::size_t offer = offer_for(cause.reason);
        double chance = offer == kSkip || offer == kLongerCycle ? 0.38
                        : offer == kDiscount                    ? 0.22
                                                                : 0.08;
        if (!dice_.happens(chance * skill_of(call.agent))) return false;
        call.offer = offer;
        call.offer_answer = "accepted";
        call.emotion = call.minutes >= 9 ? "positive" : "neutral";
        call.result = "kept";
        wavering_ = 1.5;
        if (offer == kLongerCycle) {
            call.result = "changed";
            int& cycle = subscription().cycle_months;
            add_event("changed", on, n).detail = fmt::format("cycle {} month -> {} month", cycle,
                                                             cycle * 2);
            cycle *= 2;
            stock_days_ = 0;
        }
        if (offer == kSkip) call.result = "skipped";
        add_contact(call);
        return true;
    }

    static std::size_t offer_for(std::string_view reason) {
        if (reason == "too_much") return kLongerCycle;
        if (reason == "slow_use") return kSkip;
        if (reason == "too_expensive" || reason == "income" || reason == "competitor")
            return kDiscount;
        return kAdvice;
    }

    // Skips and pauses between two deliveries; returns the day of the next one.
    Day with_delays(Day on, Day next, int n) {
        double skip = stock_days_ > 15 ? 0.30 : 0.035;
        if (dice_.happens(skip)) {
            Day asked = next - dice_.between(4, 15);
            if (asked > span_.today) return next;
            add_event("skipped", asked, n);
            stock_days_ -= 30.4 * subscription().cycle_months;
            wavering_ *= 1.25;
            if (dice_.happens(0.5)) add_contact(call_on(asked, "skip_pause", "skipped"));
            return add_months(next, subscription().cycle_months);
        }
        if (!dice_.happens(0.018)) return next;
        Day asked = next - dice_.between(4, 15);
        if (asked > span_.today) return next;
        add_event("paused", asked, n);
        add_contact(call_on(asked, "skip_pause", "paused"));
        Day resumes = asked + dice_.between(45, 150);
        wavering_ *= 1.4;
        if (resumes > span_.today) {
            subscription().status = "paused";
            return span_.today + 3650;
        }
        add_event("resumed", resumes, n);
        return std::max(resumes + 7, on + 30);
    }

    void come_back() {
        Day cancelled = subscription().events.back().on;
        Day back = cancelled + dice_.between(50, 200);
        if (back > span_.today) return;
        LifeContact call = call_on(back, "win_back", "ordered");
        call.direction = "outbound";
        call.note = "休止中の様子をうかがい、再開のお申し込み。";
        add_contact(call);
        subscription().status = "active";
        subscription().delivery_number = 0;
        stock_days_ = -10;
        wavering_ = 0.9;
        add_event("started", back, 0);
        go_through(back);
    }

    // Ordinary contacts between two deliveries.
    void chat(Day on, Day next) {
        if (dice_.happens(0.05)) ask_something(on + dice_.between(1, 20), "neutral");
        if (dice_.happens(0.03)) call_out(next - dice_.between(5, 12));
        if (dice_.happens(0.03)) offer_companion(on + dice_.between(2, 25));
    }

    void complain_before(Day asked, const Cause& cause) {
        if (!dice_.happens(0.3)) return;
        ask_something(asked - dice_.between(3, 25), dice_.happens(0.6) ? "negative" : "neutral");
        if (!life_.contacts.empty() && dice_.happens(0.5))
            life_.contacts.back().reason_code = cause.reason;
    }

    void ask_something(Day on, std::string_view emotion) {
        struct Question {
            std::string_view purpose, note;
        };
        constexpr std::array kQuestions{Question{"usage", "使う量と順番のご質問。"},
                                        Question{"delivery", "お届け日の確認。"},
                                        Question{"product_question", "成分についてのご質問。"},
                                        Question{"billing", "引き落とし日の確認。"},
                                        Question{"change_address", "住所変更のご連絡。"},
                                        Question{"complaint", "箱がつぶれて届いた。"}};
        if (on > span_.today || on < life_.first_day) return;
        const Question& question = kQuestions[static_cast<std::size_t>(dice_.below(6))];
        LifeContact contact = call_on(on, question.purpose, "answered");
        contact.note = question.note;
        const std::string_view answered = contact.minutes >= 7 && emotion == "neutral" ? "positive"
                                                                                       : emotion;
        contact.emotion = question.purpose == "complaint" ? "negative" : answered;
        if (question.purpose == "complaint") contact.result = "complaint";
        if (dice_.happens(0.25)) contact.channel = dice_.happens(0.6) ? "mail" : "line";
        if (dice_.happens(0.1)) promise(contact);
        add_contact(contact);
    }

    void offer_companion(Day on) {
        if (on > span_.today) return;
        LifeContact call = call_on(on, dice_.happens(0.5) ? "usage" : "order", "answered");
        const Article& extra = companion();
        call.about = &extra;
        call.offer = kCompanion;
        const double chance = 0.3 * skill_of(call.agent);
        const bool bought = dice_.happens(chance);
        call.offer_answer = bought ? "accepted" : "declined";
        call.note = bought ? "一緒に使う商品もご注文。" : "一緒に使う商品をご案内。";
        if (bought) {
            call.result = "ordered";
            order(on, {}, 0, {{&extra, 1, extra.price}});
        }
        add_contact(call);
    }

    void promise(LifeContact& contact) {
        contact.next_step = "確認して折り返しご連絡";
        contact.next_step_on = contact.on + dice_.between(1, 4);
        contact.result = "recall";
    }

    void call_out(Day on) {
        constexpr std::array<std::string_view, 5> kResults{"no_answer", "kept", "answered",
                                                           "recall", "unreachable"};
        constexpr std::array<double, 5> kWeights{45, 25, 15, 12, 3};
        if (on > span_.today || on < life_.first_day) return;
        LifeContact call = call_on(on, "retention_call", kResults[dice_.pick(kWeights)]);
        call.direction = "outbound";
        if (call.result == "recall") promise(call);
        if (call.result == "kept") call.note = "使用感をうかがい、続けるとのこと。";
        add_contact(call);
    }

    // The telephones ring most before noon and after lunch.
    int draw_hour() {
        constexpr int kOpens = 9;
        constexpr std::array kByHour{8.0, 14.0, 13.0, 6.0, 10.0, 11.0, 9.0, 8.0, 6.0, 3.0};
        return kOpens + static_cast<int>(dice_.pick(kByHour));
    }

    LifeContact call_on(Day on, std::string_view purpose, std::string_view result) {
        LifeContact call;
        call.on = on;
        call.minute_of_day = draw_hour() * 60 + dice_.below(60);
        call.minutes = dice_.between(2, 9);
        call.agent = dice_.below(kAgents);
        call.purpose = purpose;
        call.result = result;
        call.emotion = result == "no_answer" || result == "unreachable" ? "" : "neutral";
        if (!life_.subscriptions.empty()) call.subscription = current_;
        return call;
    }

    void add_contact(const LifeContact& contact) {
        if (contact.on <= span_.today) life_.contacts.push_back(contact);
    }

    LifeEvent& add_event(std::string_view kind, Day on, int delivery_number) {
        LifeEvent& event = subscription().events.emplace_back();
        event.kind = kind;
        event.on = on;
        event.delivery_number = delivery_number;
        return event;
    }

    void order(Day on, std::optional<std::size_t> subscription, int n,
               std::vector<LifeLine> lines) {
        if (on > span_.today) return;
        int minute = subscription && n > 1 ? 9 * 60 : dice_.between(7 * 60, 23 * 60);
        life_.orders.push_back({on, minute, subscription, n, std::move(lines)});
    }

    template <class T>
    static void by_day(std::vector<T>& happened) {
        std::sort(happened.begin(), happened.end(), [](const T& a, const T& b) {
            return std::pair(a.on, a.minute_of_day) < std::pair(b.on, b.minute_of_day);
        });
    }

    LifeSubscription& subscription() { return life_.subscriptions[current_]; }
    const LifeSubscription& subscription() const { return life_.subscriptions[current_]; }

    Dice dice_;
    LifeSpan span_;
    std::int64_t number_;
    Life life_;
    Temper temper_;
    std::size_t current_ = 0;
    double stock_days_ = 0;  // how long what is left at home will last
    bool lured_ = false;     // came by the campaign
    double wavering_ = 1;    // times the hazard, after skips and kept cancellations
};

}  // namespace

std::span<const Offer> offers() { return kOffers; }

double skill_of(int agent) { return kSkill.at(static_cast<std::size_t>(agent)); }

namespace {

// How satisfied somebody is after a contact, 0 to 1 as a rule.
double mood_after(const LifeContact& contact, Dice& dice) {
    double mood = 0.72 + 0.12 * (skill_of(contact.agent) - 1);
    if (contact.emotion == "positive") mood += 0.16;
    if (contact.emotion == "negative") mood -= 0.3;
    if (contact.purpose == "cancel") mood -= contact.result == "cancel_accepted" ? 0.2 : 0.05;
    return mood + 0.5 * (dice.unit() - 0.5);
}

// In the last year and a half one in six whom the shop spoke to was asked and answered. Dice of
// their own: what else happens in a life does not depend on it.
void ask_how_satisfied(Life& life, Dice dice, Day today) {
    for (LifeContact& contact : life.contacts) {
        const bool spoke = contact.result != "no_answer" && contact.result != "unreachable";
        const bool answers = dice.happens(1.0 / 6);
        const double mood = mood_after(contact, dice);
        const bool tells_both = dice.happens(0.7);
        if (!spoke || !answers || today - contact.on > 540) continue;
        contact.nps = std::clamp(static_cast<int>(std::lround(11 * mood)), 0, 10);
        if (tells_both) contact.csat = std::clamp(static_cast<int>(std::lround(5.4 * mood)), 1, 5);
    }
}

}  // namespace

Life live(std::uint64_t seed, std::int64_t number, const LifeSpan& span) {
    Life life = Lifetime(seed, number, span).run();
    const auto stream = static_cast<std::uint64_t>(number);
    ask_how_satisfied(life, Dice(seed ^ 0xA45EED, stream), span.today);
    add_care_calls(life, Dice(seed ^ 0xCA11ED, stream), span.today);
    tell_calls(life, Dice(seed ^ 0x7E1E, stream));
    return life;
}

}  // namespace tsunagi::demo
