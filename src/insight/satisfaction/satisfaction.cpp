#include "insight/satisfaction/satisfaction.h"

#include "insight/contact_groups.h"
#include "insight/grouping.h"
#include "insight/proportions.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::Touch;
using journey::TouchLane;

constexpr std::size_t kMostRows = 60;
constexpr std::int64_t kMostAnswers = 10'000'000;

constexpr std::array kSplits{
    OptionRule{"month", {"月", "Month"}},        OptionRule{"purpose", {"用件", "Purpose"}},
    OptionRule{"product", {"商品", "Product"}},  OptionRule{"channel", {"窓口", "Channel"}},
    OptionRule{"agent", {"担当者", "Operator"}},
};
constexpr std::array kChoices{
    ChoiceRule{"by", {"分けかた", "Split by"}, "month", kSplits},
    ChoiceRule{"margin", {"望む精度(±ポイント)", "Wished precision (± points)"}, "5", {}, 1, 30},
    ChoiceRule{"population",
               {"アンケート対象の人数(0: 限りなし)", "People to ask (0: without end)"},
               "0",
               {},
               0,
               kMostAnswers},
    ChoiceRule{"satisfied",
               {"CSAT「満足」の回答数", "Satisfied answers (CSAT)"},
               "0",
               {},
               0,
               kMostAnswers},
    ChoiceRule{
        "others", {"CSATのそれ以外の回答数", "Other answers (CSAT)"}, "0", {}, 0, kMostAnswers},
    ChoiceRule{"promoters", {"推奨者(9〜10点)の人数", "Promoters"}, "0", {}, 0, kMostAnswers},
    ChoiceRule{"passives", {"中立者(7〜8点)の人数", "Passives"}, "0", {}, 0, kMostAnswers},
    ChoiceRule{"detractors", {"批判者(0〜6点)の人数", "Detractors"}, "0", {}, 0, kMostAnswers},
};

struct Tally {
    std::int64_t n = 0;
    std::int64_t positive = 0;
    std::int64_t negative = 0;

    PromoterScore balance() const {
        return promoter_score_of(positive, n - positive - negative, negative);
    }
};

bool counts(const journey::Scope& scope, const Touch& touch) {
    return scope.covers(touch.day) && scope.has(touch.product);
}

struct Count {
    const journey::Scope* scope;
    const ContactGroups* groups;
    std::vector<Tally> tallies;

    void operator()(const Journey& journey) {
        for (const Touch touch : journey.touches()) {
            if (!counts(*scope, touch)) continue;
            Tally& tally = tallies[groups->of(touch)];
            ++tally.n;
            tally.positive += (touch.flags & TouchLane::kPositive) != 0;
            tally.negative += (touch.flags & TouchLane::kNegative) != 0;
        }
    }
    void merge(const Count& other) {
        for (std::size_t i = 0; i < tallies.size(); ++i) {
            tallies[i].n += other.tallies[i].n;
            tallies[i].positive += other.tallies[i].positive;
            tallies[i].negative += other.tallies[i].negative;
        }
    }
};

Cell score_cell(const PromoterScore& score) {
    return {.value = score.value,
            .low = score.low,
            .high = score.high,
            .n = score.promoters + score.passives + score.detractors,
            .immature = score.few};
}

Figure groups_of(const Question& question, const ContactGroups& groups,
                 const std::vector<Tally>& tallies, const Wish& wish) {
    const bool months = question.choices.word("by") == "month";
    Figure figure{
        .key = "groups",
        .title = question.said({"応対の感情", "Emotions of contacts"}),
        .shape = months ? Shape::Lines : Shape::Bars,
        .columns = {groups.column(),
                    {"n", question.said({"応対", "Contacts"}), Unit::Count},
                    {"positive", question.said({"好意的", "Positive"}), Unit::Share},
                    {"negative", question.said({"不満", "Negative"}), Unit::Share},
                    {"balance", question.said({"差(好意的−不満)", "Balance"}), Unit::Number},
                    {"needed", question.said({"必要な件数", "Needed"}), Unit::Count}},
        .drawn = {"positive", "negative"},
        .note = question.said({"必要な件数は、不満の割合を望む精度で知るためのものです。",
                               "Needed: to know the negative share to the wished precision."})};
    std::vector<std::int64_t> sizes;
    sizes.reserve(tallies.size());
    for (const Tally& tally : tallies) sizes.push_back(tally.n);
    const std::size_t most = months ? sizes.size() : kMostRows;
    auto shown = largest(sizes, most);
    figure.left_out = left_out_by_largest(sizes, most);
    if (months) std::ranges::sort(shown);
    for (const std::size_t i : shown) {
        const Tally& tally = tallies[i];
        const Rate negative = rate_of(tally.negative, tally.n);
        const std::string key = groups.key(i);
        figure.add({text_cell(groups.label(i)), with_people(count_cell(tally.n), "all/" + key),
                    with_people(share_cell(rate_of(tally.positive, tally.n)), "positive/" + key),
                    with_people(share_cell(negative), "negative/" + key),
                    score_cell(tally.balance()),
                    count_cell(answers_needed_for_share(negative, wish))});
    }
    return figure;
}

// Of the numbers entered; nothing when all are 0.
std::optional<Figure> survey_of(const Question& question, const Wish& wish) {
    const auto number = [&](std::string_view key) {
        return std::int64_t{question.choices.number(key)};
    };
    const auto score = promoter_score_of(number("promoters"), number("passives"),
                                         number("detractors"));
    const std::int64_t n = score.promoters + score.passives + score.detractors;
    if (n == 0) return std::nullopt;
    Figure figure{
        .key = "survey",
        .title = question.said({"NPSの計算", "Net promoter score"}),
        .shape = Shape::Table,
        .columns = {{"answers", question.said({"回答数", "Answers"}), Unit::Count},
                    {"promoters", question.said({"推奨者", "Promoters"}), Unit::Share},
                    {"passives", question.said({"中立者", "Passives"}), Unit::Share},
                    {"detractors", question.said({"批判者", "Detractors"}), Unit::Share},
                    {"score", question.said({"NPS", "NPS"}), Unit::Number},
                    {"needed", question.said({"望む精度に必要な回答数", "Needed"}), Unit::Count}}};
    const Rate promoters = rate_of(score.promoters, n);
    const Rate detractors = rate_of(score.detractors, n);
    figure.add({count_cell(n), share_cell(promoters), share_cell(rate_of(score.passives, n)),
                share_cell(detractors), score_cell(score),
                count_cell(answers_needed_for_score(*promoters.value, *detractors.value, wish))});
    return figure;
}

// Of the numbers entered; nothing when all are 0.
std::optional<Figure> csat_of(const Question& question, const Wish& wish) {
    const std::int64_t satisfied = question.choices.number("satisfied");
    const std::int64_t n = satisfied + question.choices.number("others");
    if (n == 0) return std::nullopt;
    Figure figure{
        .key = "csat",
        .title = question.said({"CSATの計算", "Customer satisfaction score"}),
        .shape = Shape::Table,
        .columns = {{"answers", question.said({"回答数", "Answers"}), Unit::Count},
                    {"satisfied", question.said({"満足", "Satisfied"}), Unit::Count},
                    {"score", "CSAT", Unit::Share},
                    {"needed", question.said({"望む精度に必要な回答数", "Needed"}), Unit::Count}}};
    const Rate score = rate_of(satisfied, n);
    figure.add({count_cell(n), count_cell(satisfied), share_cell(score),
                count_cell(answers_needed_for_share(*score.value, wish))});
    return figure;
}

Wish wish_of(const Choices& choices) {
    Wish wish{.margin = static_cast<double>(choices.number("margin")) / 100,
              .population = std::nullopt};
    if (const int population = choices.number("population")) wish.population = population;
    return wish;
}

void add_surveys(const Question& question, const Wish& wish, Report& report) {
    auto csat = csat_of(question, wish);
    auto survey = survey_of(question, wish);
    if (!csat || !survey) {
        report.remarks.push_back(question.said(
            {"アンケートの回答は応対から読み取れないため、回答数を入力してください。CSATは満足とそ"
             "れ"
             "以外、NPSは推奨者・中立者・批判者の人数から、区間つきで計算します。",
             "Contacts do not tell answers to surveys: enter their numbers. CSAT is computed "
             "from satisfied and other answers, NPS from promoters, passives and detractors, each "
             "with its interval."}));
    }
    if (csat) report.figures.push_back(std::move(*csat));
    if (survey) report.figures.push_back(std::move(*survey));
}

void answer(const Question& question, Report& report) {
    const ContactGroups groups(question, question.choices.one<ContactBy>("by"));
    const Wish wish = wish_of(question.choices);
    const Count start{&question.scope, &groups, std::vector<Tally>(groups.size())};
    const auto tallies = fold_contacts(question.scope, start).tallies;
    Tally all;
    for (const Tally& tally : tallies) {
        all.n += tally.n;
        all.positive += tally.positive;
        all.negative += tally.negative;
    }
    report.meta.n = all.n;
    add_surveys(question, wish, report);
    report.headlines.push_back({.key = "needed_worst",
                                .label = question.said({"割合を望む精度で知るための回答数(最大)",
                                                        "Answers that always suffice for a share"}),
                                .unit = Unit::Count,
                                .cell = count_cell(answers_needed_for_share(0.5, wish))});
    if (all.n == 0) {
        report.remarks.push_back(
            question.said({"期間内に応対の記録がありません。", "There are no contacts."}));
        return;
    }
    report.headlines.push_back({.key = "positive",
                                .label = question.said({"好意的の割合", "Positive"}),
                                .unit = Unit::Share,
                                .cell = share_cell(rate_of(all.positive, all.n))});
    report.headlines.push_back({.key = "negative",
                                .label = question.said({"不満の割合", "Negative"}),
                                .unit = Unit::Share,
                                .cell = share_cell(rate_of(all.negative, all.n))});
    report.figures.push_back(groups_of(question, groups, tallies, wish));
}

enum class Who { All, Positive, Negative };
BOOST_DESCRIBE_ENUM(Who, All, Positive, Negative)

struct Find {
    const journey::Scope* scope;
    const ContactGroups* groups;
    std::uint8_t flag;  // 0: any
    std::size_t group;
    std::vector<CustomerCode> codes{};

    void operator()(const Journey& journey) {
        for (const Touch touch : journey.touches()) {
            if (!counts(*scope, touch) || groups->of(touch) != group) continue;
            if (flag == 0 || (touch.flags & flag) != 0) return codes.push_back(journey.code());
        }
    }
    void merge(const Find& other) {
        codes.insert(codes.end(), other.codes.begin(), other.codes.end());
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    constexpr std::array<std::uint8_t, 3> kFlags{0, TouchLane::kPositive, TouchLane::kNegative};
    const ContactGroups groups(question, question.choices.one<ContactBy>("by"));
    const auto slash = std::min(key.find('/'), key.size());
    const auto who = parse_enum<Who>(key.substr(0, slash));
    const auto group = groups.find(key.substr(std::min(slash + 1, key.size())));
    if (!who || !group || slash == key.size()) no_such_cell(key);
    const auto flag = kFlags.at(static_cast<std::size_t>(*who));
    return journey::fold(question.scope.snapshot, Find{&question.scope, &groups, flag, *group},
                         question.scope.options())
        .codes;
}

}  // namespace

constexpr Analysis kSatisfaction{
    .name = "satisfaction",
    .topic = Topic::Success,
    .title = {"満足度(NPS・CSAT)", "Satisfaction (NPS, CSAT)"},
    .asks = {"お客様はどれだけ満足し、確かめるには何件の回答が要るか",
             "How satisfied are customers, and how many answers would tell?"},
    .definition =
        {"期間内の応対に占める、感情が「好意的」「不満」と記録されたものの割合。ふつうと記録なしは"
         "区別できません。担当者の見立てであり、お客様の回答ではありません。差は好意的の割合から不"
         "満"
         "の割合を引いた値(−100〜100)です。NPSは入力した人数から、推奨者の割合−批判者の割合で"
         "、CSATは満足の回答数÷回答数(ウィルソンの区間)で計算します。必要数は、95%区間の片側が望む"
         "精度になる回答数です(対象の人数を入力すると、有限母集団として少なくなります)。",
         "Shares of the period's contacts recorded as positive and as negative; neutral and not "
         "told cannot be told apart. It is the operators' impression, not the customers' answer. "
         "The balance is their difference, -100 to 100. NPS is computed from the numbers entered: "
         "share of promoters less share of detractors; CSAT is satisfied over all answers (Wilson "
         "interval). Needed: answers that make half the 95 % interval the wished precision, fewer "
         "where the number of people to ask is entered (finite population)."},
    .source = "Reichheld, HBR 81/12 (2003); Zou, Donner, Stat. Med. 27 (2008); Cochran (1977)",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
