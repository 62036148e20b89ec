#include "insight/silence/silence.h"

#include "insight/buyers.h"
#include "insight/mantel_haenszel.h"
#include "insight/rate.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::EventKind;
using journey::Journey;
using journey::OrderLane;
using journey::Row;
using journey::TouchLane;

constexpr int kBefore = 90;

constexpr std::array kChoices{
    ChoiceRule{"days", {"休眠とみなす日数", "Days of silence"}, "180", {}, 30, 1095}};

enum class Sign { SkipOrPause, Negative, Enquiry, Complaint, SmallerOrder };
BOOST_DESCRIBE_ENUM(Sign, SkipOrPause, Negative, Enquiry, Complaint, SmallerOrder)
constexpr std::array kSigns{Sign::SkipOrPause, Sign::Negative, Sign::Enquiry, Sign::Complaint,
                            Sign::SmallerOrder};

Phrase name_of(Sign sign) {
    switch (sign) {
        case Sign::SkipOrPause: return {"スキップ・休止", "Skip or pause"};
        case Sign::Negative: return {"不満の応対", "Negative contact"};
        case Sign::Enquiry: return {"お問い合わせ(受信)", "Enquiry"};
        case Sign::Complaint: return {"クレーム", "Complaint"};
        case Sign::SmallerOrder: break;
    }
    return {"前回より少ない注文", "A smaller order than before"};
}

// The order that is looked back from.
struct Ending {
    int day = -1;
    int first_day = -1;  // of her first order
    int orders = 0;      // up to it
    bool asked = false;  // one of its lines is of the filter's products
    bool dormant = true;
    bool smaller = false;
};

// Customers who are alike on the day of the order have one number below kAlike: by whether they
// subscribe, then by how often they ordered, then by how long ago they began.
constexpr std::array kOrdersFrom{1, 2, 3, 5, 10};
constexpr std::array kDaysFrom{0, 91, 366};
constexpr std::size_t kAlike = 2 * kOrdersFrom.size() * kDaysFrom.size();

// Without a branch, which would often be foretold wrongly.
template <std::size_t n>
std::size_t class_of(int value, const std::array<int, n>& from) {
    std::size_t begun = 0;
    for (const int first : from) begun += value >= first ? 1 : 0;
    return begun - 1;
}

std::size_t alike_of(const Ending& ending, bool subscribes) {
    const std::size_t orders = class_of(ending.orders, kOrdersFrom);
    const std::size_t days = class_of(ending.day - ending.first_day, kDaysFrom);
    return ((subscribes ? 1 : 0) * kOrdersFrom.size() + orders) * kDaysFrom.size() + days;
}

struct Seen {
    bool dormant = false;
    std::size_t alike = 0;
    std::array<bool, kSigns.size()> signs{};
};

class Reader {
public:
    explicit Reader(const Question& question)
        : scope_(&question.scope), days_(question.choices.number("days")),
          complaint_(question.scope.words().purposes.find("complaint").value_or(-1)) {}

    // Nothing when she had no order to look back from.
    std::optional<Seen> see(const Journey& journey) const {
        const Ending ending = ending_of(journey);
        if (!ending.asked || !scope_->covers(ending.day)) return std::nullopt;
        Seen seen{.dormant = ending.dormant};
        const auto set = [&](Sign sign) { seen.signs[static_cast<std::size_t>(sign)] = true; };
        if (ending.smaller) set(Sign::SmallerOrder);
        const int from = ending.day - kBefore;
        bool skipped = false;
        // Whether the subscription that is read is in force at the end of the day, paused or not.
        bool running = false;
        bool subscribes = false;
        for (const journey::Event event : journey.events()) {
            const bool known = event.day <= ending.day;
            const bool sign = event.kind == EventKind::Skipped || event.kind == EventKind::Paused;
            skipped |= sign & (from <= event.day) & known;
            subscribes |= event.first & running;
            running = known ? event.kind != EventKind::Cancelled : running & !event.first;
        }
        seen.alike = alike_of(ending, subscribes || running);
        if (skipped) set(Sign::SkipOrPause);
        std::uint8_t flags = 0;
        bool complaint = false;
        for (const journey::Touch touch : journey.touches()) {
            const bool near = (from <= touch.day) & (touch.day <= ending.day);
            flags |= near ? touch.flags : std::uint8_t{0};
            complaint |= near & (touch.purpose == complaint_);
        }
        if ((flags & TouchLane::kNegative) != 0) set(Sign::Negative);
        if ((flags & TouchLane::kInbound) != 0) set(Sign::Enquiry);
        if (complaint) set(Sign::Complaint);
        return seen;
    }

private:
    // Read from the end: what counts stands there.
    Ending ending_of(const Journey& journey) const {
        const auto lines = journey.lines();
        const OrderLane& lane = lines.lane();
        const int cut = journey.as_of() - days_;
        Ending ending;
        int next = journey::kLastLaneDay;  // of the first order after the cut
        Row row = lines.last();
        for (; row > lines.first() && lane.day_at(row - 1) > cut; --row) {
            if (is_head(lane, row - 1)) next = lane.day_at(row - 1);
        }
        const auto latest = head_before(lines, row);
        if (!latest) return ending;
        ending.day = lane.day_at(*latest);
        ending.asked = asks_for(lines, *latest);
        ending.dormant = next > ending.day + days_;
        for (row = lines.first(); row <= *latest; ++row) ending.orders += is_head(lane, row);
        row = lines.first();
        while (!is_head(lane, row)) ++row;
        ending.first_day = lane.day_at(row);
        if (const auto previous = head_before(lines, *latest)) {
            const std::int64_t amount = amount_of(lines, *previous);
            ending.smaller = amount > 0 && amount_of(lines, *latest) < amount;
        }
        return ending;
    }
    static bool is_head(const OrderLane& lane, Row row) {
        return (lane.day[row] & OrderLane::kHead) != 0;
    }
    static std::optional<Row> head_before(const journey::Range<OrderLane>& lines, Row row) {
        while (row > lines.first() && !is_head(lines.lane(), row - 1)) --row;
        if (row == lines.first()) return std::nullopt;
        return row - 1;
    }
    // For the order that begins with this line.
    bool asks_for(const journey::Range<OrderLane>& lines, Row row) const {
        const OrderLane& lane = lines.lane();
        if (scope_->has(lane.product[row])) return true;
        for (++row; row < lines.last() && (lane.flags[row] & OrderLane::kFirst) == 0; ++row) {
            if (scope_->has(lane.product[row])) return true;
        }
        return false;
    }
    // Of the order that begins with this line.
    static std::int64_t amount_of(const journey::Range<OrderLane>& lines, Row row) {
        const OrderLane& lane = lines.lane();
        std::int64_t amount = lane.amount_at(row);
        for (++row; row < lines.last(); ++row) {
            if ((lane.flags[row] & OrderLane::kFirst) != 0) break;
            amount += lane.amount_at(row);
        }
        return amount;
    }

    const journey::Scope* scope_;
    int days_;
    int complaint_;
};

struct Tally {
    std::int64_t all = 0;
    std::array<std::int64_t, kSigns.size()> signs{};

    std::int64_t with(Sign sign) const { return signs[static_cast<std::size_t>(sign)]; }
    Rate rate(Sign sign) const { return rate_of(with(sign), all); }
    void add(const Tally& other) {
        all += other.all;
        for (std::size_t i = 0; i < kSigns.size(); ++i) signs[i] += other.signs[i];
    }
};

// Stayed, and dormant.
using Pair = std::array<Tally, 2>;

struct Count {
    const Reader* reader;
    std::array<Pair, kAlike> alike{};

    void operator()(const Journey& journey) {
        const auto seen = reader->see(journey);
        if (!seen) return;
        Tally& tally = alike[seen->alike][seen->dormant ? 1 : 0];
        ++tally.all;
        for (std::size_t i = 0; i < kSigns.size(); ++i) tally.signs[i] += seen->signs[i];
    }
    void merge(const Count& other) {
        for (std::size_t i = 0; i < kAlike; ++i) {
            for (const std::size_t who : {0U, 1U}) alike[i][who].add(other.alike[i][who]);
        }
    }
    Pair sum() const {
        Pair sum{};
        for (const Pair& pair : alike) {
            for (const std::size_t who : {0U, 1U}) sum[who].add(pair[who]);
        }
        return sum;
    }
};

TwoByTwo table_of(const Pair& pair, Sign sign) {
    const auto& [stayed, dormant] = pair;
    return {.a = dormant.with(sign),
            .b = dormant.all - dormant.with(sign),
            .c = stayed.with(sign),
            .d = stayed.all - stayed.with(sign)};
}

Cell odds_cell(const CommonOdds& odds) {
    return {
        .value = odds.value, .low = odds.low, .high = odds.high, .n = odds.n, .immature = odds.few};
}

Figure signs_of(const Question& question, const Count& count) {
    const auto& [stayed, dormant] = count.sum();
    Figure figure{
        .key = "signs",
        .title = question.said({"最後の注文の前90日の前兆", "Signs in the 90 days before"}),
        .shape = Shape::Bars,
        .columns = {{"sign", question.said({"前兆", "Sign"}), Unit::Text},
                    {"dormant", question.said({"休眠した人", "Of the dormant"}), Unit::Share},
                    {"stayed", question.said({"続けた人", "Of those who stayed"}), Unit::Share},
                    {"silent", question.said({"前兆のある人の休眠率", "Dormant of those with it"}),
                     Unit::Share}},
        .drawn = {"dormant", "stayed"}};
    for (const Sign sign : kSigns) {
        const std::string key(word_of(sign));
        const Rate of_dormant = dormant.rate(sign);
        const Rate of_stayed = stayed.rate(sign);
        figure.add({text_cell(question.said(name_of(sign))),
                    with_people(share_cell(of_dormant), "dormant/" + key),
                    with_people(share_cell(of_stayed), "stayed/" + key),
                    share_cell(rate_of(of_dormant.events, of_dormant.events + of_stayed.events))});
    }
    return figure;
}

Figure odds_of(const Question& question, const Count& count) {
    Figure figure{
        .key = "odds",
        .title = question.said({"前兆と休眠のオッズ比(全員と、似た顧客どうし)",
                                "Odds ratios of signs: of all, and of like customers"}),
        .shape = Shape::Table,
        .columns = {{"sign", question.said({"前兆", "Sign"}), Unit::Text},
                    {"all", question.said({"全員", "All"}), Unit::Number},
                    {"alike", question.said({"似た顧客どうし", "Like customers"}), Unit::Number}},
        .note = question.said(
            {"1より大きいほど、休眠した人に多い前兆です。区間が1をまたぐ前兆は、差があるとはいえま"
             "せ"
             "ん。「似た顧客どうし」は下の組の中で比べてまとめた値で、全員の値と大きく違うときは、"
             "前"
             "兆ではなく顧客の違いが表れています。",
             "Above 1 the dormant had it more. Where an interval holds 1, nothing is shown. Of "
             "like "
             "customers: compared inside each of the groups below and taken together; where it is "
             "far from that of all, customers differ rather than the sign tells."})};
    const Pair sum = count.sum();
    for (const Sign sign : kSigns) {
        std::array<TwoByTwo, kAlike> tables{};
        std::ranges::transform(count.alike, tables.begin(),
                               [&](const Pair& pair) { return table_of(pair, sign); });
        const std::array all{table_of(sum, sign)};
        figure.add({text_cell(question.said(name_of(sign))), odds_cell(common_odds_ratio(all)),
                    odds_cell(common_odds_ratio(tables))});
    }
    return figure;
}

// "3 to 4"; of the last class "10 or more".
std::string said_class(const Question& question, std::size_t place, std::span<const int> from) {
    std::string first = std::to_string(from[place]);
    if (place + 1 == from.size()) return question.said({"{n}以上", "{n} or more"}, {{"n", first}});
    const std::string last = std::to_string(from[place + 1] - 1);
    if (first == last) return first;
    return question.said({"{from}〜{to}", "{from} to {to}"}, {{"from", first}, {"to", last}});
}

Figure alike_figure(const Question& question, const Count& count) {
    Figure figure{
        .key = "alike",
        .title = question.said(
            {"似た顧客の組(起点の注文の日)", "Like customers, on the day of the order"}),
        .shape = Shape::Table,
        .columns = {{"subscribes", question.said({"定期", "Subscription"}), Unit::Text},
                    {"orders", question.said({"購入回数", "Orders"}), Unit::Text},
                    {"days", question.said({"初回からの日数", "Days since the first"}), Unit::Text},
                    {"n", question.said({"顧客", "Customers"}), Unit::Count},
                    {"silent", question.said({"休眠した割合", "Went silent"}), Unit::Share}}};
    for (std::size_t i = 0; i < kAlike; ++i) {
        const auto& [stayed, dormant] = count.alike[i];
        const std::int64_t n = stayed.all + dormant.all;
        if (n == 0) continue;
        const std::string key = std::to_string(i + 1);
        const std::size_t days = i % kDaysFrom.size();
        const std::size_t orders = i / kDaysFrom.size() % kOrdersFrom.size();
        const bool subscribes = i / kDaysFrom.size() / kOrdersFrom.size() == 1;
        figure.add({text_cell(subscribes ? question.said({"あり", "In force"})
                                         : question.said({"なし", "None"})),
                    text_cell(said_class(question, orders, kOrdersFrom)),
                    text_cell(said_class(question, days, kDaysFrom)),
                    with_people(count_cell(n), "alike/" + key),
                    with_people(share_cell(rate_of(dormant.all, n)), "alike_dormant/" + key)});
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const Reader reader(question);
    const auto count = journey::fold(question.scope.snapshot, Count{&reader},
                                     question.scope.options());
    const auto& [stayed, dormant] = count.sum();
    report.meta.n = stayed.all + dormant.all;
    if (stayed.all == 0 || dormant.all == 0) {
        report.remarks.push_back(
            question.said({"休眠した人と続けた人の両方がそろうと、前兆を比べられます。",
                           "Signs are compared once some went silent and some stayed."}));
        return;
    }
    report.headlines.push_back(
        {.key = "dormant",
         .label = question.said({"休眠した割合", "Went silent"}),
         .unit = Unit::Share,
         .cell = with_people(share_cell(rate_of(dormant.all, report.meta.n)), "dormant")});
    report.figures.push_back(signs_of(question, count));
    report.figures.push_back(odds_of(question, count));
    report.figures.push_back(alike_figure(question, count));
}

// Nothing: any.
struct Wanted {
    std::optional<bool> dormant{};
    std::optional<Sign> sign{};
    std::optional<std::size_t> alike{};
};

struct Find {
    const Reader* reader;
    Wanted wanted;

    bool operator()(const Journey& journey) const {
        const auto seen = reader->see(journey);
        return seen && seen->dormant == wanted.dormant.value_or(seen->dormant) &&
               seen->alike == wanted.alike.value_or(seen->alike) &&
               (!wanted.sign || seen->signs[static_cast<std::size_t>(*wanted.sign)]);
    }
};

std::optional<std::size_t> alike_named(std::string_view number) {
    std::size_t alike = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), alike);
    const bool whole = error == std::errc() && end == number.data() + number.size();
    if (!whole || alike < 1 || alike > kAlike) return std::nullopt;
    return alike - 1;
}

Wanted wanted_of(std::string_view key) {
    if (key == "dormant") return {.dormant = true};
    const auto slash = std::min(key.find('/'), key.size());
    const std::string_view which = key.substr(std::min(slash + 1, key.size()));
    Wanted wanted;
    if (key.starts_with("dormant/") || key.starts_with("stayed/")) {
        wanted.dormant = key.starts_with("dormant/");
        wanted.sign = parse_enum<Sign>(which);
        if (!wanted.sign) no_such_cell(key);
        return wanted;
    }
    if (!key.starts_with("alike/") && !key.starts_with("alike_dormant/")) no_such_cell(key);
    if (key.starts_with("alike_dormant/")) wanted.dormant = true;
    wanted.alike = alike_named(which);
    if (!wanted.alike) no_such_cell(key);
    return wanted;
}

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Reader reader(question);
    return customers_where(question.scope, Find{&reader, wanted_of(key)});
}

}  // namespace

constexpr Analysis kSilence{
    .name = "silence",
    .topic = Topic::Success,
    .title = {"休眠の前兆", "Signs before silence"},
    .asks = {"休眠する人は、その前に何をしているか", "What goes before a customer's silence?"},
    .definition =
        {"基準日から休眠日数をさかのぼった日までの最後の有効な注文を起点に、そこから休眠日数のあい"
         "だ注文がなかった人を「休眠した人」、あった人を「続けた人」とし、起点の注文までの90日に前"
         "兆"
         "があった割合を比べます。少ない注文は、起点の注文の金額がその前の注文より小さいこと。期間"
         "と"
         "商品は起点の注文で選びます。オッズ比は、前兆のある人とない人の「休眠した人÷続けた人」の比"
         "です。購入回数の多い方や定期の方は前兆の出かたも休眠しやすさも違うため、起点の注文の日に"
         "定期があったか・そこまでの購入回数・初回購入からの日数が同じ組の中で比べ、まとめたオッズ"
         "比"
         "(マンテル・ヘンツェル法)"
         "を並べます。記録にない違いは残るため、前兆は休眠の原因とは限りませ"
         "ん。",
         "From the last order that counts up to the as-of day less the days of silence: dormant is "
         "who did not order within those days after it, stayed who did. Compared are the shares "
         "with a sign in the 90 days up to that order. A smaller order is one below the order "
         "before it. The period and the products choose customers by that order. The odds ratio is "
         "dormant to stayed with the sign over the same without it. Who ordered often or "
         "subscribes shows other signs and falls silent otherwise: the second one compares inside "
         "groups of like customers (a subscription in force that day, orders so far, days since "
         "the first) and takes them together (Mantel-Haenszel). What is not on record still "
         "differs: a sign need not be a cause."},
    .source = "Mantel, Haenszel, J. Natl. Cancer Inst. 22 (1959) 719-748; Robins, Breslow, "
              "Greenland, Biometrics 42 (1986) 311-323",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
