#include "insight/silence/silence.h"

#include "insight/buyers.h"
#include "insight/rate.h"

#include <algorithm>
#include <array>
#include <cmath>

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
    bool asked = false;  // one of its lines is of the filter's products
    bool dormant = true;
    bool smaller = false;
};

struct Seen {
    bool dormant = false;
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
        for (const journey::Event event : journey.events()) {
            const bool sign = event.kind == EventKind::Skipped || event.kind == EventKind::Paused;
            skipped |= sign & (from <= event.day) & (event.day <= ending.day);
        }
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

    Rate rate(Sign sign) const { return rate_of(signs[static_cast<std::size_t>(sign)], all); }
};

struct Count {
    const Reader* reader;
    std::array<Tally, 2> tallies{};  // stayed, dormant

    void operator()(const Journey& journey) {
        const auto seen = reader->see(journey);
        if (!seen) return;
        Tally& tally = tallies[seen->dormant ? 1 : 0];
        ++tally.all;
        for (std::size_t i = 0; i < kSigns.size(); ++i) tally.signs[i] += seen->signs[i];
    }
    void merge(const Count& other) {
        for (std::size_t i = 0; i < tallies.size(); ++i) {
            tallies[i].all += other.tallies[i].all;
            for (std::size_t k = 0; k < kSigns.size(); ++k) {
                tallies[i].signs[k] += other.tallies[i].signs[k];
            }
        }
    }
};

// Nothing when one of the two never had the sign.
Cell ratio_cell(const Rate& dormant, const Rate& stayed) {
    Cell cell{.n = dormant.n + stayed.n, .immature = dormant.few || stayed.few};
    if (dormant.events == 0 || stayed.events == 0) return cell;
    const double ratio = *dormant.value / *stayed.value;
    const auto part = [](const Rate& rate) {
        return 1.0 / static_cast<double>(rate.events) - 1.0 / static_cast<double>(rate.n);
    };
    const double width = std::exp(kZ95 * std::sqrt(part(dormant) + part(stayed)));
    cell.value = ratio;
    cell.low = ratio / width;
    cell.high = ratio * width;
    return cell;
}

Figure signs_of(const Question& question, const std::array<Tally, 2>& tallies) {
    const auto& [stayed, dormant] = tallies;
    Figure figure{
        .key = "signs",
        .title = question.said({"最後の注文の前90日の前兆", "Signs in the 90 days before"}),
        .shape = Shape::Bars,
        .columns = {{"sign", question.said({"前兆", "Sign"}), Unit::Text},
                    {"dormant", question.said({"休眠した人", "Of the dormant"}), Unit::Share},
                    {"stayed", question.said({"続けた人", "Of those who stayed"}), Unit::Share},
                    {"ratio", question.said({"倍率", "Ratio"}), Unit::Number},
                    {"silent", question.said({"前兆のある人の休眠率", "Dormant of those with it"}),
                     Unit::Share}},
        .drawn = {"dormant", "stayed"},
        .note = question.said({"倍率の区間が1をまたぐ前兆は、差があるとはいえません。",
                               "Where the ratio's interval holds 1, nothing is shown."})};
    for (const Sign sign : kSigns) {
        const std::string key(word_of(sign));
        const Rate of_dormant = dormant.rate(sign);
        const Rate of_stayed = stayed.rate(sign);
        figure.add({text_cell(question.said(name_of(sign))),
                    with_people(share_cell(of_dormant), "dormant/" + key),
                    with_people(share_cell(of_stayed), "stayed/" + key),
                    ratio_cell(of_dormant, of_stayed),
                    share_cell(rate_of(of_dormant.events, of_dormant.events + of_stayed.events))});
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const Reader reader(question);
    const auto tallies =
        journey::fold(question.scope.snapshot, Count{&reader}, question.scope.options()).tallies;
    const auto& [stayed, dormant] = tallies;
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
    report.figures.push_back(signs_of(question, tallies));
}

struct Find {
    const Reader* reader;
    bool dormant;
    std::optional<Sign> sign;

    bool operator()(const Journey& journey) const {
        const auto seen = reader->see(journey);
        if (!seen || seen->dormant != dormant) return false;
        return !sign || seen->signs[static_cast<std::size_t>(*sign)];
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Reader reader(question);
    const bool dormant = key.starts_with("dormant");
    std::optional<Sign> sign;
    if (key != "dormant") {
        if (!key.starts_with("dormant/") && !key.starts_with("stayed/")) no_such_cell(key);
        sign = parse_enum<Sign>(key.substr(key.find('/') + 1));
        if (!sign) no_such_cell(key);
    }
    return customers_where(question.scope, Find{&reader, dormant, sign});
}

}  // namespace

constexpr Analysis kSilence{
    .name = "silence",
    .topic = Topic::Success,
    .title = {"休眠の前兆", "Signs before silence"},
    .asks = {"休眠する人は、その前に何をしているか", "What goes before a customer's silence?"},
    .definition =
        {"基準日から休眠日数をさかのぼった日までの最後の有効な注文を起点に、そこから休眠日数のあい"
         "だ"
         "注文がなかった人を「休眠した人」、あった人を「続けた人」とし、起点の注文までの90日に前兆"
         "があった割合を比べます。少ない注文は、起点の注文の金額がその前の注文より小さいこと。期間"
         "と"
         "商品は起点の注文で選びます。前兆は休眠の原因とは限りません。",
         "From the last order that counts up to the as-of day less the days of silence: dormant is "
         "who did not order within those days after it, stayed who did. Compared are the shares "
         "with a sign in the 90 days up to that order. A smaller order is one below the order "
         "before it. The period and the products choose customers by that order. A sign need not "
         "be a cause."},
    .source = "Katz, Baptista, Azen, Pike, Biometrics 34 (1978) 469-474",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
