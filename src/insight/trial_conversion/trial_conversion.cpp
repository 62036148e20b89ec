#include "insight/trial_conversion/trial_conversion.h"

#include "insight/grouping.h"
#include "insight/membership.h"
#include "insight/spoke.h"
#include "insight/starts.h"
#include "insight/time_to_event.h"
#include "journey/months.h"

#include <algorithm>
#include <array>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;

constexpr std::size_t kMostRows = 50;
constexpr std::size_t kMostCurves = 6;
constexpr int kLongest = 3650;
constexpr std::array kWithin{14, 30, 60, 90, 180};  // days
constexpr int kStep = 7;
constexpr int kShownDays = 182;

enum class By { None, Product, Medium, Month, Agent, Segment };
BOOST_DESCRIBE_ENUM(By, None, Product, Medium, Month, Agent, Segment)

constexpr std::array kSplits{
    OptionRule{"none", {"全体", "All"}},          OptionRule{"product", {"最初の商品", "Product"}},
    OptionRule{"medium", {"獲得媒体", "Medium"}}, OptionRule{"month", {"購入月", "Month"}},
    OptionRule{"agent", {"担当者", "Operator"}},  OptionRule{kBySegment, {"セグメント", "Segment"}},
};
constexpr std::array kChoices{ChoiceRule{"by", {"分けかた", "Split by"}, "product", kSplits},
                              kWhichSegment};

// What a customer's trial came to.
struct Trial {
    int day;
    int product;
    int waited;  // days, to the start or to the as-of day; by agent from the contact on
    bool started;
    int agent;  // by agent; who spoke with her first
};

// Nothing when her first order is a delivery, or stands outside the scope.
std::optional<Trial> trial_of(const journey::Scope& scope, const Journey& journey) {
    std::optional<Trial> trial;
    for (const journey::Line line : journey.lines()) {
        if (!line.head) continue;
        if (line.delivery != 0 || !scope.covers(line.day) || !scope.has(line.product)) return {};
        trial = {line.day, line.product, scope.as_of() - line.day, false, 0};
        break;
    }
    if (!trial) return {};
    int start = journey::kLastLaneDay;
    for (const journey::Event event : journey.events()) {
        if (event.first) start = std::min(start, event.day);
    }
    if (start < trial->day) return {};
    if (start != journey::kLastLaneDay) {
        trial->started = true;
        trial->waited = start - trial->day;
    }
    return trial;
}

// The trial as the operator saw it who spoke with her first: who has not started by the contact
// waits from there on. Nothing when nobody known did.
std::optional<Trial> since_contact(const Journey& journey, const Spoke& spoke, Trial trial) {
    for (const journey::Touch touch : journey.touches()) {
        if (touch.day < trial.day || touch.agent == 0 || !spoke(touch)) continue;
        const int passed = touch.day - trial.day;
        if (passed > trial.waited) return {};
        trial.waited -= passed;
        trial.agent = touch.agent;
        return trial;
    }
    return {};
}

class Parts {
public:
    Parts(const Question& question, By by)
        : question_(question), by_(by),
          months_(first_order_day(question.scope), question.scope.as_of()), membership_(question),
          spoke_(question.scope.words()) {}

    std::size_t size() const {
        const journey::Words& words = question_.scope.words();
        switch (by_) {
            case By::Product: return static_cast<std::size_t>(words.products.size());
            case By::Medium: return static_cast<std::size_t>(words.media.size());
            case By::Month: return static_cast<std::size_t>(months_.size());
            case By::Agent: return static_cast<std::size_t>(words.agents.size());
            case By::Segment: return membership_.size();
            case By::None: break;
        }
        return 1;
    }
    // Nothing when she stands in no part.
    std::optional<Trial> trial(const journey::Scope& scope, const Journey& journey) const {
        auto trial = trial_of(scope, journey);
        if (trial && by_ == By::Agent) trial = since_contact(journey, spoke_, *trial);
        return trial;
    }
    std::size_t of(const Journey& journey, const Trial& trial) const {
        if (by_ == By::Segment) return membership_.of(journey.code());
        const std::array values{0, trial.product, journey.medium(), months_.of(trial.day),
                                trial.agent};
        return static_cast<std::size_t>(values.at(static_cast<std::size_t>(by_)));
    }
    std::string key(std::size_t part) const {
        const journey::Words& words = question_.scope.words();
        const int number = static_cast<int>(part);
        switch (by_) {
            case By::Product: return std::to_string(words.products.id(number));
            case By::Medium: return std::string(words.media.text(number));
            case By::Month: return to_text(months_.month(number));
            case By::Agent: return std::to_string(words.agents.id(number));
            case By::Segment: return membership_.key(part);
            case By::None: break;
        }
        return "all";
    }
    std::string label(std::size_t part) const {
        const journey::Words& words = question_.scope.words();
        const int number = static_cast<int>(part);
        switch (by_) {
            case By::None: return question_.said({"全体", "All"});
            case By::Product: return question_.labels.product(words.products.id(number));
            case By::Agent: return question_.labels.agent(words.agents.id(number));
            case By::Segment: return membership_.label(part);
            case By::Medium:
            case By::Month: break;
        }
        return question_.labels.text(key(part));
    }
    // The part of a key; nothing when there is none.
    std::optional<std::size_t> find(std::string_view wanted) const {
        for (std::size_t part = by_ == By::Agent ? 1 : 0; part < size(); ++part) {
            if (key(part) == wanted) return part;
        }
        return std::nullopt;
    }

private:
    const Question& question_;
    By by_;
    journey::Months months_;
    Membership membership_;
    Spoke spoke_;
};

struct Count {
    const journey::Scope* scope;
    const Parts* parts;
    EndDays ends;

    void operator()(const Journey& journey) {
        const auto trial = parts->trial(*scope, journey);
        if (trial) ends.add(parts->of(journey, *trial), trial->waited, trial->started);
    }
    void merge(const Count& other) { ends.merge(other.ends); }
};

enum class Who { All, Started, Waiting };
BOOST_DESCRIBE_ENUM(Who, All, Started, Waiting)

struct Find {
    const journey::Scope* scope;
    const Parts* parts;
    Who who;
    std::size_t part;
    std::vector<CustomerCode> codes{};

    void operator()(const Journey& journey) {
        const auto trial = parts->trial(*scope, journey);
        if (!trial || parts->of(journey, *trial) != part) return;
        if (who == Who::All || trial->started == (who == Who::Started)) {
            codes.push_back(journey.code());
        }
    }
    void merge(const Find& other) {
        codes.insert(codes.end(), other.codes.begin(), other.codes.end());
    }
};

Figure table_of(const Question& question, const Parts& parts,
                const std::vector<TimeCurve>& curves) {
    Figure table{.key = "groups",
                 .title = question.said({"引上げ率", "Conversion"}),
                 .shape = Shape::Bars,
                 .columns = {{"group", question.said({"グループ", "Group"}), Unit::Text},
                             {"n", question.said({"トライアル", "Trials"}), Unit::Count},
                             {"started", question.said({"定期開始", "Started"}), Unit::Count},
                             {"waiting", question.said({"未開始", "Not yet"}), Unit::Count}},
                 .drawn = {"day_60"}};
    for (const int days : kWithin) {
        const auto n = std::to_string(days);
        table.columns.push_back(
            {"day_" + n, question.said({"{n}日以内", "Within {n} days"}, {{"n", n}}), Unit::Share});
    }
    table.columns.push_back(
        {"median", question.said({"半数が開始するまで", "Half have"}), Unit::Days});
    for (const TimeCurve& curve : curves) {
        const auto key = [&](std::string_view who) {
            return std::string(who) + "/" + parts.key(curve.group);
        };
        std::vector<Cell> cells{
            text_cell(parts.label(curve.group)), with_people(count_cell(curve.n()), key("all")),
            with_people(count_cell(curve.happened()), key("started")),
            with_people(count_cell(curve.n() - curve.happened()), key("waiting"))};
        for (const int days : kWithin) cells.push_back(curve.happened_by(days));
        cells.push_back(curve.median());
        table.add(std::move(cells));
    }
    return table;
}

Figure picture_of(const Question& question, const Parts& parts, std::span<const TimeCurve> curves) {
    Figure figure{
        .key = "curves",
        .title = question.said({"トライアルからの日数と引上げ率", "Days since the trial"}),
        .shape = Shape::Lines,
        .columns = {{"days", question.said({"日数", "Days"}), Unit::Days}}};
    draw_curves(figure, parts, curves, {kShownDays, kStep, &TimeCurve::happened_by});
    return figure;
}

void answer(const Question& question, Report& report) {
    const By by = question.choices.one<By>("by");
    const Parts parts(question, by);
    const Count start{&question.scope, &parts, EndDays(kLongest)};
    const auto ends = journey::fold(question.scope.snapshot, start, question.scope.options()).ends;
    const std::size_t most = question.most(kMostRows);
    const auto curves = curves_of(ends, most);
    report.meta.n = ends.n();
    explain_segments(question, report);
    if (curves.empty()) {
        report.remarks.push_back(
            by == By::Agent
                ? question.said({"期間内に単品から始め、担当者が応対した顧客がいません。",
                                 "No operator spoke with anybody who began with a single order in "
                                 "the period."})
                : question.said({"期間内に、単品から購入を始めた顧客がいません。",
                                 "Nobody began with a single order in the period."}));
        return;
    }
    if (ends.happened() == 0) {
        report.remarks.push_back(
            question.said({"この期間に単品から始めた顧客のうち、定期を始めた方はまだいません。",
                           "None of those who began with a single order in the period has started "
                           "a subscription yet."}));
    }
    report.headlines.push_back(
        {.key = "started",
         .label = question.said({"これまでに定期を始めた割合", "Started a subscription so far"}),
         .unit = Unit::Share,
         .cell = share_cell(rate_of(ends.happened(), ends.n()))});
    if (curves.size() > 1 && by != By::Agent && by != By::Segment) {
        report.headlines.push_back(
            {.key = "log_rank_p",
             .label = question.said({"偶然でもこの差が出る確率 p(ログランク検定)",
                                     "p if there were no difference (log-rank)"}),
             .unit = Unit::Number,
             .cell = log_rank_cell(first_of(curves, kMostRows))});
    }
    report.figures.push_back(picture_of(question, parts, first_of(curves, kMostCurves)));
    report.figures.push_back(table_of(question, parts, curves));
    report.figures.back().left_out = left_out_by_largest(ends.sizes(), most);
}

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Parts parts(question, question.choices.one<By>("by"));
    const auto slash = std::min(key.find('/'), key.size());
    const auto who = parse_enum<Who>(key.substr(0, slash));
    const auto part = parts.find(key.substr(std::min(slash + 1, key.size())));
    if (!who || !part || slash == key.size()) no_such_cell(key);
    return journey::fold(question.scope.snapshot, Find{&question.scope, &parts, *who, *part},
                         question.scope.options())
        .codes;
}

}  // namespace

constexpr Analysis kTrialConversion{
    .name = "trial-conversion",
    .topic = Topic::Subscriptions,
    .title = {"引上げ(トライアル→定期)", "Trial to subscription"},
    .asks = {"単品で始めた人のうち、何割が何日で定期になったか",
             "How many of those who tried came to subscribe, and how soon?"},
    .definition =
        {"最初の有効な注文が単品だった顧客のうち、その日以降に定期を始めた割合。「60日以内」などは"
         "カプラン・マイヤー法による推定で、購入からまだ日の浅い人は打ち切りとし、失敗に数えません"
         "。担当者別では、購入後に最初に話した担当者ごとに(不通と現アナを除く)"
         "、その応対の日にまだ定"
         "期を始めていなかった人を、応対の日から数えます(話していない人は含みません)"
         "。担当者に渡る顧客が違うあいだ"
         "は、担当者どうしの優劣を表しません。",
         "Of the customers whose first order that counts was a single one, the share that started "
         "a subscription on that day or later. 'Within 60 days' is a Kaplan-Meier share: who "
         "ordered lately is censored, not failed. By operator, who spoke with her first after the "
         "order (calls nobody answered aside), days count from that contact, of those who had not "
         "started before its day; who "
         "was not spoken with is left out. It ranks nobody while they are given different "
         "customers."},
    .source = "Kaplan, Meier, JASA 53 (1958) 457-481",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
