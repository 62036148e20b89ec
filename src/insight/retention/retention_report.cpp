#include "insight/retention/retention_report.h"

#include "insight/log_rank.h"
#include "insight/retention/retention.h"

#include <algorithm>
#include <charconv>

namespace tsunagi::insight {

namespace {

constexpr std::size_t kMostCurves = 6;
constexpr std::size_t kMostRows = 40;
constexpr int kMostColumns = 12;

constexpr std::array kSplits{
    OptionRule{"none", {"全体", "All"}},
    OptionRule{"product", {"商品", "Product"}},
    OptionRule{"medium", {"獲得媒体", "Medium"}},
    OptionRule{"prefecture", {"都道府県", "Prefecture"}},
};
constexpr std::array kChoices{ChoiceRule{"by", {"分けかた", "Split by"}, "none", kSplits}};

std::string key_of(Who who, int delivery, const std::string& curve) {
    return std::string(word_of(who)) + "/" + std::to_string(delivery) + "/" + curve;
}

std::string label_of(const Question& question, const SurvivalCurve& curve) {
    return curve.label.empty() ? question.said({"全体", "All"}) : curve.label;
}

const SurvivalPoint* point_of(const SurvivalCurve& curve, int delivery) {
    const auto found = std::ranges::find(curve.points, delivery, &SurvivalPoint::delivery);
    return found == curve.points.end() ? nullptr : &*found;
}

int longest(std::span<const SurvivalCurve> curves) {
    int last = 0;
    for (const SurvivalCurve& curve : curves) last = std::max(last, curve.points.back().delivery);
    return last;
}

// The last delivery that anybody was shipped.
int last_come_to(std::span<const SurvivalCurve> curves) {
    int last = 0;
    for (const SurvivalCurve& curve : curves) {
        for (const SurvivalPoint& point : curve.points) {
            if (point.at_risk > 0) last = std::max(last, point.delivery);
        }
    }
    return last;
}

Figure picture_of(const Question& question, std::span<const SurvivalCurve> curves) {
    Figure figure{
        .key = "curves",
        .title = question.said({"継続率曲線", "Reached delivery n"}),
        .shape = Shape::Lines,
        .columns = {{"delivery", question.said({"お届け回数", "Delivery"}), Unit::Delivery}}};
    for (const SurvivalCurve& curve : curves) {
        figure.columns.push_back({curve.key, label_of(question, curve), Unit::Share});
    }
    for (int delivery = 1; delivery <= longest(curves); ++delivery) {
        std::vector<Cell> cells{count_cell(delivery)};
        for (const SurvivalCurve& curve : curves) {
            const SurvivalPoint* point = point_of(curve, delivery);
            if (point == nullptr) {
                cells.emplace_back();
                continue;
            }
            cells.push_back({.value = point->survival,
                             .low = point->low,
                             .high = point->high,
                             .n = point->at_risk,
                             .immature = point->immature});
            if (point->at_risk > 0) {
                cells.back().people = key_of(Who::AtRisk, delivery, curve.key);
            }
        }
        figure.add(std::move(cells));
    }
    return figure;
}

Cell rate_cell(const SurvivalCurve& curve, int delivery) {
    const SurvivalPoint* point = point_of(curve, delivery);
    if (point == nullptr || point->at_risk == 0) return {};
    Cell cell = share_cell(point->rate);
    cell.immature |= many_wait(point->censored, point->at_risk);
    const Who who = point->events > 0 ? Who::Event : Who::AtRisk;
    return with_people(std::move(cell), key_of(who, delivery, curve.key));
}

Figure rates_of(const Question& question, std::span<const SurvivalCurve> curves) {
    Figure figure{.key = "rates",
                  .title = question.said({"回から回への継続率", "From delivery to delivery"}),
                  .shape = Shape::Heat,
                  .columns = {{"group", question.said({"グループ", "Group"}), Unit::Text},
                              {"n", question.said({"初回お届け", "First shipped"}), Unit::Count}},
                  .note = question.said({"押すと、そこで解約した人が出ます。",
                                         "Press a cell to see who left there."})};
    const int columns = std::min(longest(curves), static_cast<int>(question.most(kMostColumns)));
    if (const int last = last_come_to(curves); columns < last) {
        figure.note += question.said({"{last}回目までの続きは、ファイルに書き出すと入ります。",
                                      " The ones up to no. {last} are in the exported file."},
                                     {{"last", std::to_string(last)}});
    }
    for (int delivery = 1; delivery <= columns; ++delivery) {
        const auto from = std::to_string(delivery);
        const auto to = std::to_string(delivery + 1);
        figure.columns.push_back({from, from + "→" + to, Unit::Share});
        figure.drawn.push_back(from);
    }
    for (const SurvivalCurve& curve : curves) {
        std::vector<Cell> cells{
            text_cell(label_of(question, curve)),
            with_people(count_cell(curve.n),
                        key_of(Who::AtRisk, curve.points.front().delivery, curve.key))};
        for (int delivery = 1; delivery <= columns; ++delivery) {
            cells.push_back(rate_cell(curve, delivery));
        }
        figure.add(std::move(cells));
    }
    return figure;
}

// Of those who were shipped delivery n, the share that cancelled before the next.
Figure hazards_of(const Question& question, std::span<const SurvivalCurve> curves) {
    Figure figure{
        .key = "hazards",
        .title = question.said({"回ごとの解約率(ハザード)", "Hazard by delivery"}),
        .shape = Shape::Lines,
        .columns = {{"delivery", question.said({"お届け回数", "Delivery"}), Unit::Delivery}},
        .note = question.said({"n回目をお届けした定期のうち、次のお届けまでに解約した割合です。",
                               "Of those who were shipped delivery n, the share that cancelled "
                               "before the next."})};
    for (const SurvivalCurve& curve : curves) {
        figure.columns.push_back({curve.key, label_of(question, curve), Unit::Share});
    }
    for (int delivery = 1; delivery <= longest(curves); ++delivery) {
        std::vector<Cell> cells{count_cell(delivery)};
        for (const SurvivalCurve& curve : curves) {
            const SurvivalPoint* point = point_of(curve, delivery);
            if (point == nullptr || point->at_risk == 0) {
                cells.emplace_back();
                continue;
            }
            Cell cell = share_cell(rate_of(point->events, point->at_risk));
            cell.immature |= many_wait(point->censored, point->at_risk);
            cells.push_back(with_people(std::move(cell), key_of(Who::Event, delivery, curve.key)));
        }
        figure.add(std::move(cells));
    }
    return figure;
}

Cell difference_of(std::span<const SurvivalCurve> curves) {
    std::vector<std::vector<RiskSet>> groups;
    std::int64_t n = 0;
    for (const SurvivalCurve& curve : curves) {
        std::vector<RiskSet> sets(static_cast<std::size_t>(longest(curves)));
        for (const SurvivalPoint& point : curve.points) {
            sets[static_cast<std::size_t>(point.delivery) - 1] = {point.at_risk, point.events};
        }
        groups.push_back(std::move(sets));
        n += curve.n;
    }
    return {.value = log_rank(groups).p, .n = n};
}

void answer(const Question& question, Report& report) {
    const auto found = retention(question.scope, question.filter,
                                 question.choices.one<SplitBy>("by"), question.labels);
    report.meta.n = found.meta.n;
    if (found.curves.empty()) {
        report.remarks.push_back(question.said({"期間内に始まり、お届けのあった定期がありません。",
                                                "No subscription that started in the period was "
                                                "shipped a delivery."}));
        return;
    }
    const RetentionHeadline& headline = found.headline;
    report.headlines.push_back(
        {.key = "reached",
         .label = question.said({"{n}回目まで続く割合", "Reach delivery {n}"},
                                {{"n", std::to_string(headline.delivery)}}),
         .unit = Unit::Share,
         .cell = {.value = headline.survival,
                  .low = headline.low,
                  .high = headline.high,
                  .n = headline.n,
                  .immature = headline.immature}});
    const std::span<const SurvivalCurve> all(found.curves);
    const auto shown = all.first(std::min(all.size(), question.most(kMostRows)));
    if (all.size() > 1) {
        report.headlines.push_back(
            {.key = "log_rank_p",
             .label = question.said({"偶然でもこの差が出る確率 p(ログランク検定)",
                                     "p if there were no difference (log-rank)"}),
             .unit = Unit::Number,
             .cell = difference_of(all.first(std::min(all.size(), kMostRows)))});
    }
    report.figures.push_back(picture_of(question, all.first(std::min(all.size(), kMostCurves))));
    report.figures.push_back(hazards_of(question, all.first(std::min(all.size(), kMostCurves))));
    report.figures.push_back(rates_of(question, shown));
    report.figures.back().left_out = std::ssize(all) - std::ssize(report.figures.back().rows);
}

// The cell of a key "who/delivery/curve".
std::optional<RetentionCell> cell_of(SplitBy by, std::string_view key) {
    const auto first = std::min(key.find('/'), key.size());
    const auto second = std::min(key.find('/', first + 1), key.size());
    const auto who = parse_enum<Who>(key.substr(0, first));
    int delivery = 0;
    const auto read = std::from_chars(key.data() + std::min(first + 1, key.size()),
                                      key.data() + second, delivery);
    if (!who || read.ptr != key.data() + second || second == key.size() || delivery < 1) {
        return std::nullopt;
    }
    return RetentionCell{.by = by,
                         .key = std::string(key.substr(second + 1)),
                         .delivery = delivery,
                         .outcome = *who};
}

std::vector<journey::CustomerCode> people(const Question& question, std::string_view key) {
    const auto cell = cell_of(question.choices.one<SplitBy>("by"), key);
    if (!cell) no_such_cell(key);
    return retention_people(question.scope, *cell);
}

}  // namespace

constexpr Analysis kRetention{
    .name = "retention",
    .topic = Topic::Subscriptions,
    .title = {"定期継続率", "Retention by delivery"},
    .asks = {"n回目のお届けまで、何割が続くか。どこで減るか",
             "How many reach delivery n, and where are they lost?"},
    .definition =
        {"n回目をお届けした定期のうち、n+1回目へ続いた割合。解約がn+"
         "1回目の発送より前に効力をもつと解約"
         "と数え、休止・スキップは継続中、基準日にまだ次回を待つものは打ち切りとして扱います("
         "カプラン"
         "・マイヤー法)"
         "。灰色は、その手前に30件未満、または2割をこえる定期がまだ待っている回があることを示します"
         "。"
         "解約後の再開は新しい定期として数えます。",
         "Of the subscriptions shipped delivery n, the share that goes on to n + 1. A cancellation "
         "that takes effect before n + 1 ships is the event; paused and skipped ones stay at risk; "
         "those still waiting on the as-of day are censored (Kaplan-Meier). Grey: a step before "
         "rests on fewer than 30, or more than a fifth still wait. A resumption after cancelling "
         "is a new "
         "subscription."},
    .source = "Kaplan, Meier, JASA 53 (1958) 457-481; Mantel, Cancer Chemother. Rep. 50 (1966) "
              "163-170",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
