#include "insight/satisfaction/satisfaction.h"

#include "insight/contact_groups.h"
#include "insight/grouping.h"
#include "insight/satisfaction/answers.h"

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
    OptionRule{"month", {"月", "Month"}},         OptionRule{"purpose", {"用件", "Purpose"}},
    OptionRule{"reason", {"理由", "Reason"}},     OptionRule{"product", {"商品", "Product"}},
    OptionRule{"channel", {"窓口", "Channel"}},   OptionRule{"agent", {"担当者", "Operator"}},
    OptionRule{"medium", {"獲得媒体", "Medium"}},
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

// What operators noted.
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
    std::vector<AnswerTally> answers;

    void operator()(const Journey& journey) {
        for (const Touch touch : journey.touches()) {
            if (!counts(*scope, touch)) continue;
            const std::size_t group = groups->of(journey, touch);
            answers[group].add(touch.answers);
            Tally& tally = tallies[group];
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
            answers[i].merge(other.answers[i]);
        }
    }
};

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
    const std::size_t most = months ? sizes.size() : question.most(kMostRows);
    auto shown = largest(sizes, most);
    figure.left_out = left_out_by_largest(sizes, most);
    if (months) std::ranges::sort(shown);
    for (const std::size_t i : shown) {
        const Tally& tally = tallies[i];
        const Rate negative = rate_of(tally.negative, tally.n);
        const std::string key = groups.key(i);
        figure.add(groups.row(
            i, {text_cell(groups.label(i)), with_people(count_cell(tally.n), "all/" + key),
                with_people(share_cell(rate_of(tally.positive, tally.n)), "positive/" + key),
                with_people(share_cell(negative), "negative/" + key), score_cell(tally.balance()),
                count_cell(answers_needed_for_share(negative, wish))}));
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

void say_how_far_it_goes(const Question& question, const AnswerTally& all, Report& report) {
    if (all.answered == 0) {
        report.remarks.push_back(question.said(
            {"期間内の応対に、お客様の回答(NPS・CSAT)の記録がありません。応対の登録画面で記録するか"
             "、アンケートのCSVを応対として取り込んでください。回答数を入力して計算することもできま"
             "す。",
             "No contact of the period holds an answer (NPS, CSAT). Record them with the contact, "
             "import the survey's CSV as contacts, or enter the numbers of answers."}));
        return;
    }
    report.remarks.push_back(question.said(
        {"何人に尋ねたかは記録にないため、回答率はわかりません。割合は、応対のうち回答のあるもので"
         "す。答えなかった方の満足度は、答えた方と違うかもしれません。",
         "How many were asked is not recorded, so there is no response rate: the share is of "
         "contacts with an answer. Who did not answer may think otherwise."}));
    const std::int64_t most = std::max(all.recommended(), all.satisfied().n);
    if (most >= kFew) return;
    report.remarks.push_back(
        question.said({"回答がまだ{n}件です(30件未満)。値は目安としてご覧ください。",
                       "There are only {n} answers so far (fewer than 30)."},
                      {{"n", std::to_string(most)}}));
}

void add_headlines(const Question& question, const AnswerTally& all, const Wish& wish,
                   Report& report) {
    const auto add = [&](std::string_view key, const Phrase& label, Unit unit, Cell cell) {
        report.headlines.push_back({std::string(key), question.said(label), unit, std::move(cell)});
    };
    const bool scored = all.recommended() > 0;
    if (scored) add("nps", {"NPS", "NPS"}, Unit::Number, score_cell(all.score()));
    if (all.satisfied().n > 0) {
        add("csat", {"CSAT(4・5の割合)", "CSAT (share of 4 and 5)"}, Unit::Share,
            share_cell(all.satisfied()));
        add("mean", {"満足度の平均(1〜5)", "Mean satisfaction (1 to 5)"}, Unit::Number,
            mean_cell(all.mean()));
    }
    if (all.answered > 0) {
        add("answered", {"回答のある応対", "Contacts with an answer"}, Unit::Share,
            share_cell(rate_of(all.answered, all.contacts)));
    }
    if (scored) {
        add("needed_nps",
            {"NPSを望む精度で知るための回答数", "Answers to know the NPS as precisely as wished"},
            Unit::Count, count_cell(answers_needed_for_score(all.score(), wish)));
    }
    add("needed_worst",
        {"割合を望む精度で知るための回答数(最大)", "Answers that always suffice for a share"},
        Unit::Count, count_cell(answers_needed_for_share(0.5, wish)));
}

void add_emotions(const Question& question, const ContactGroups& groups,
                  const std::vector<Tally>& tallies, const Wish& wish, Report& report) {
    Tally all;
    for (const Tally& tally : tallies) {
        all.n += tally.n;
        all.positive += tally.positive;
        all.negative += tally.negative;
    }
    report.meta.n = all.n;
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

void answer(const Question& question, Report& report) {
    const auto by = question.choices.one<ContactBy>("by");
    const ContactGroups groups(question, by);
    const Wish wish = wish_of(question.choices);
    const Count start{&question.scope, &groups, std::vector<Tally>(groups.size()),
                      std::vector<AnswerTally>(groups.size())};
    const Count count = fold_contacts(question.scope, start);
    AnswerTally all;
    for (const AnswerTally& tally : count.answers) all.merge(tally);
    add_headlines(question, all, wish, report);
    add_answers(question, groups, by, count.answers, wish, report);
    if (all.contacts > 0) say_how_far_it_goes(question, all, report);
    add_emotions(question, groups, count.tallies, wish, report);
    if (auto csat = csat_of(question, wish)) report.figures.push_back(std::move(*csat));
    if (auto survey = survey_of(question, wish)) report.figures.push_back(std::move(*survey));
}

enum class Who {
    All,
    Positive,
    Negative,
    Nps,
    Promoters,
    Passives,
    Detractors,
    Csat,
    Satisfied,
    Others
};
BOOST_DESCRIBE_ENUM(Who, All, Positive, Negative, Nps, Promoters, Passives, Detractors, Csat,
                    Satisfied, Others)

bool is_of(Who who, const Touch& touch) {
    const auto recommending = recommends(touch.answers);
    const auto csat = touch.answers.csat();
    switch (who) {
        case Who::All: return true;
        case Who::Positive: return (touch.flags & TouchLane::kPositive) != 0;
        case Who::Negative: return (touch.flags & TouchLane::kNegative) != 0;
        case Who::Nps: return recommending != Recommends::Not;
        case Who::Promoters: return recommending == Recommends::Promoter;
        case Who::Passives: return recommending == Recommends::Passive;
        case Who::Detractors: return recommending == Recommends::Detractor;
        case Who::Csat: return csat.has_value();
        case Who::Satisfied: return csat && *csat >= kSatisfiedFrom;
        case Who::Others: return csat && *csat < kSatisfiedFrom;
    }
    return false;
}

struct Find {
    const journey::Scope* scope;
    const ContactGroups* groups;
    Who who;
    std::size_t group;
    std::vector<CustomerCode> codes{};

    void operator()(const Journey& journey) {
        for (const Touch touch : journey.touches()) {
            if (!counts(*scope, touch) || groups->of(journey, touch) != group) continue;
            if (is_of(who, touch)) return codes.push_back(journey.code());
        }
    }
    void merge(const Find& other) {
        codes.insert(codes.end(), other.codes.begin(), other.codes.end());
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const ContactGroups groups(question, question.choices.one<ContactBy>("by"));
    const auto slash = std::min(key.find('/'), key.size());
    const auto who = parse_enum<Who>(key.substr(0, slash));
    const auto group = groups.find(key.substr(std::min(slash + 1, key.size())));
    if (!who || !group || slash == key.size()) no_such_cell(key);
    return journey::fold(question.scope.snapshot, Find{&question.scope, &groups, *who, *group},
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
        {"期間内の応対に記録された、お客様の回答です(同じ方の回答もそれぞれ数えます)。NPSは推奨者("
         "9・10)の割合−批判者(0〜6)の割合で−100〜100、CSATは4・5の割合(ウィルソンの区間)と1〜5の"
         "平均です。回答がすべて同じでも、区間の幅は0になりません。必要数は、95%"
         "区間の片側が望む精度"
         "になる回答数です(対象の人数を入力すると、有限母集団として少なくなります)"
         "。担当者は、差が偶"
         "然の範囲なら順位をつけません。感情の「好意的」「不満」は担当者の見立てであり、お客様の回"
         "答"
         "ではありません。期間に一部だけ入る月と、終わっていない月は灰色です。記録のない調査は、"
         "回答数を入力して同じ式で計算できます。",
         "What customers answered in contacts of the period, every answer of a customer by itself. "
         "NPS is the share of promoters (9, 10) less that of detractors (0 to 6), -100 to 100; "
         "CSAT "
         "is the share of 4 and 5 (Wilson interval), with the mean of 1 to 5. Equal answers do not "
         "make an interval of width 0. Needed: answers that make half the 95 % interval the wished "
         "precision, fewer where the number of people to ask is entered (finite population). "
         "Operators are not ranked when they differ by no more than chance. Emotions are the "
         "operators' impression, not an answer. A month of which the period holds a part, or that "
         "is not over, is grey. Numbers of a survey that is not recorded may be entered and are "
         "computed in the same way."},
    .source = "Reichheld, HBR 81/12 (2003); Zou, Donner, Stat. Med. 27 (2008); Agresti, Coull, Am. "
              "Stat. 52 (1998); Cochran (1977)",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
