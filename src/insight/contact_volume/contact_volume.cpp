#include "insight/contact_volume/contact_volume.h"

#include "insight/buyers.h"
#include "insight/cell_key.h"
#include "insight/contact_volume/counts.h"
#include "insight/control_limits.h"
#include "insight/grouping.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::Touch;

constexpr std::size_t kMostRows = 50;
constexpr std::size_t kMostStretches = 120;
constexpr std::size_t kBaseline = 26;  // stretches: half a year of weeks

constexpr std::array kSplits{
    OptionRule{"purpose", {"用件", "Purpose"}}, OptionRule{"channel", {"窓口", "Channel"}},
    OptionRule{"queue", {"着信窓口", "Queue"}}, OptionRule{"direction", {"受発信", "Direction"}},
    OptionRule{"reason", {"理由", "Reason"}},   OptionRule{"result", {"結果", "Result"}},
    OptionRule{"product", {"商品", "Product"}}, OptionRule{"agent", {"担当者", "Operator"}},
};
constexpr std::array kStretches{
    OptionRule{"day", {"日", "Day"}},
    OptionRule{"week", {"週", "Week"}},
    OptionRule{"month", {"月", "Month"}},
};
constexpr std::array kChoices{
    ChoiceRule{"by", {"分けかた", "Split by"}, "purpose", kSplits},
    ChoiceRule{"step", {"推移の単位", "Trend by"}, "week", kStretches},
};
constexpr std::array kWeekdays{
    Phrase{"月", "Mon"}, Phrase{"火", "Tue"}, Phrase{"水", "Wed"}, Phrase{"木", "Thu"},
    Phrase{"金", "Fri"}, Phrase{"土", "Sat"}, Phrase{"日", "Sun"},
};

std::string hour_name(const Question& question, std::size_t hour) {
    return question.said({"{hour}時", "{hour}:00"}, {{"hour", std::to_string(hour)}});
}

Figure hours_of(const Question& question, const ContactCounts& counts) {
    Figure figure{.key = "hours",
                  .title = question.said({"曜日と時間帯", "Weekdays and hours"}),
                  .shape = Shape::Heat,
                  .columns = {{"hour", question.said({"時間帯", "Hour"}), Unit::Text}}};
    for (std::size_t day = 0; day < kWeekdays.size(); ++day) {
        figure.columns.push_back(
            {"day_" + std::to_string(day), question.said(kWeekdays[day]), Unit::Count});
    }
    const auto at = [&](std::size_t day, int hour) {
        return counts.hours[day][static_cast<std::size_t>(hour)];
    };
    const auto busy = [&](int hour) {
        for (std::size_t day = 0; day < kWeekdays.size(); ++day) {
            if (at(day, hour) > 0) return true;
        }
        return false;
    };
    int first = 0;
    int last = 23;
    while (first < last && !busy(first)) ++first;
    while (first < last && !busy(last)) --last;
    for (int hour = first; hour <= last; ++hour) {
        std::vector<Cell> cells{text_cell(hour_name(question, static_cast<std::size_t>(hour)))};
        for (std::size_t day = 0; day < kWeekdays.size(); ++day) {
            cells.push_back(with_people(count_cell(at(day, hour)),
                                        cell_key("hour", {static_cast<std::int64_t>(day), hour})));
        }
        figure.add(std::move(cells));
    }
    return figure;
}

// Of the last whole stretches: volume grows, and long ago says nothing of now.
struct Baseline {
    std::optional<IndividualLimits> limits;
    std::size_t first;  // stretch
};

Baseline baseline_of(const std::vector<std::int64_t>& all, const Stretches& stretches) {
    std::vector<double> whole;
    std::size_t first = all.size();
    while (first > 0 && whole.size() <= kBaseline) {
        --first;
        if (stretches.whole(first)) whole.push_back(static_cast<double>(all[first]));
    }
    std::ranges::reverse(whole);
    return {stable_limits(whole), first};
}

Phrase signal_name(Signal signal) {
    if (signal == Signal::Above) return {"上方限界を超えた", "Above the limit"};
    if (signal == Signal::Below) return {"下方限界を下回った", "Below the limit"};
    return {"", ""};
}

Figure trend_of(const Question& question, const ContactCounts& counts, const Stretches& stretches) {
    const bool months = question.choices.one<Stretch>("step") == Stretch::Month;
    Figure figure{
        .key = "trend",
        .title = question.said({"件数の推移と管理限界", "Trend and limits"}),
        .shape = Shape::Lines,
        .columns = {{"from", question.said({"期間", "From"}), months ? Unit::Month : Unit::Day},
                    {"all", question.said({"件数", "Contacts"}), Unit::Count},
                    {"inbound", question.said({"受信", "Inbound"}), Unit::Count},
                    {"outbound", question.said({"発信", "Outbound"}), Unit::Count},
                    {"mean", question.said({"平均", "Mean"}), Unit::Number},
                    {"low", question.said({"下方限界", "Lower limit"}), Unit::Number},
                    {"high", question.said({"上方限界", "Upper limit"}), Unit::Number},
                    {"signal", question.said({"判定", "Signal"}), Unit::Text}},
        .drawn = {"all", "mean", "low", "high"},
        .note = question.said(
            {"限界の内側の上下は、ふだんのばらつきです(個々の値の管理図)"
             "。平均と限界は、最新の期間より"
             "前の26の期間から求め、限界の外の期間は入れません。途中の期間は点線で、判定しません。",
             "What moves inside the limits moves by itself (individuals chart). Mean and limits "
             "are "
             "those of the 26 stretches before the newest, without the ones outside the limits. A "
             "stretch that is not whole is dashed and not judged."})};
    std::vector<std::int64_t> all(counts.inbound);
    std::ranges::transform(all, counts.outbound, all.begin(), std::plus{});
    const auto [limits, judged_from] = baseline_of(all, stretches);
    const std::size_t hidden = all.size() - std::min(all.size(), question.most(kMostStretches));
    figure.left_out = static_cast<std::int64_t>(hidden);
    for (std::size_t i = hidden; i < all.size(); ++i) {
        const Day first = stretches.first(i);
        const std::string key = cell_key("step", {first.number});
        Cell sum = with_people(count_cell(all[i]), key);
        sum.immature = !stretches.whole(i);
        std::vector<Cell> cells{months ? month_cell(month_of(first)) : Cell{.value = first.number},
                                std::move(sum),
                                count_cell(counts.inbound[i]),
                                count_cell(counts.outbound[i]),
                                {},
                                {},
                                {},
                                {}};
        if (limits && i >= judged_from) {
            cells[4] = {.value = limits->mean};
            cells[5] = {.value = limits->low};
            cells[6] = {.value = limits->high};
            if (stretches.whole(i)) {
                const Signal signal = limits->signal_of(static_cast<double>(all[i]));
                cells[7] = text_cell(question.said(signal_name(signal)));
            }
        }
        figure.add(std::move(cells));
    }
    return figure;
}

Cell minutes_cell(const Mean& mean) {
    const auto minutes = [](std::optional<double> seconds) {
        return seconds ? std::optional(*seconds / 60) : std::nullopt;
    };
    return {.value = minutes(mean.value),
            .low = minutes(mean.low),
            .high = minutes(mean.high),
            .n = mean.n,
            .immature = mean.few};
}

std::vector<Column> mood_columns(const Question& question, Column first) {
    return {std::move(first),
            {"n", question.said({"件数", "Contacts"}), Unit::Count},
            {"negative", question.said({"不満の割合", "Negative"}), Unit::Share},
            {"positive", question.said({"好意的の割合", "Positive"}), Unit::Share},
            {"minutes", question.said({"平均処理時間(分)", "Mean minutes"}), Unit::Number}};
}

std::vector<Cell> mood_cells(Cell first, const ContactMood& mood, std::string_view kind,
                             std::int64_t place) {
    const auto key = [&](std::string_view who) {
        return cell_key(std::string(kind) + "_" + std::string(who), {place});
    };
    return {std::move(first), with_people(count_cell(mood.n), key("all")),
            with_people(share_cell(rate_of(mood.negative, mood.n)), key("negative")),
            with_people(share_cell(rate_of(mood.positive, mood.n)), key("positive")),
            minutes_cell(mean_of(mood.seconds))};
}

Figure moods_by_hour(const Question& question, const ContactCounts& counts) {
    Figure figure{
        .key = "moods_by_hour",
        .title = question.said({"時間帯ごとの感情と処理時間", "Emotions and time by hour"}),
        .shape = Shape::Lines,
        .columns = mood_columns(question, {"hour", question.said({"時間帯", "Hour"}), Unit::Text}),
        .drawn = {"negative", "positive"}};
    for (std::size_t hour = 0; hour < counts.by_hour.size(); ++hour) {
        const ContactMood& mood = counts.by_hour[hour];
        if (mood.n == 0) continue;
        figure.add(mood_cells(text_cell(hour_name(question, hour)), mood, "hour",
                              static_cast<std::int64_t>(hour)));
    }
    return figure;
}

Figure moods_by_stretch(const Question& question, const ContactCounts& counts,
                        const Stretches& stretches) {
    const bool months = question.choices.one<Stretch>("step") == Stretch::Month;
    Figure figure{
        .key = "moods_by_step",
        .title = question.said({"感情と処理時間の推移", "Emotions and time by period"}),
        .shape = Shape::Lines,
        .columns = mood_columns(
            question, {"from", question.said({"期間", "From"}), months ? Unit::Month : Unit::Day}),
        .drawn = {"negative", "positive"},
        .note = question.said({"推移の単位は「日」「週」「月」から選べます。途中の期間は灰色です。",
                               "By day, week or month, as chosen. A stretch that is not whole is "
                               "grey."})};
    const auto& all = counts.by_stretch;
    const std::size_t hidden = all.size() - std::min(all.size(), question.most(kMostStretches));
    figure.left_out = static_cast<std::int64_t>(hidden);
    for (std::size_t i = hidden; i < all.size(); ++i) {
        const Day first = stretches.first(i);
        auto cells = mood_cells(months ? month_cell(month_of(first)) : Cell{.value = first.number},
                                all[i], "step", first.number);
        for (Cell& cell : cells) cell.immature |= !stretches.whole(i);
        figure.add(std::move(cells));
    }
    return figure;
}

Figure groups_of(const Question& question, const ContactGroups& groups, const ContactCounts& counts,
                 std::int64_t all) {
    Figure figure{
        .key = "groups",
        .title = question.said({"内訳", "Groups"}),
        .shape = Shape::Bars,
        .columns = {groups.column(),
                    {"n", question.said({"件数", "Contacts"}), Unit::Count},
                    {"share", question.said({"構成比", "Share"}), Unit::Share},
                    {"inbound", question.said({"受信の割合", "Inbound"}), Unit::Share},
                    {"negative", question.said({"不満の割合", "Negative"}), Unit::Share},
                    {"positive", question.said({"好意的の割合", "Positive"}), Unit::Share},
                    {"mean", question.said({"平均処理時間(分)", "Mean minutes"}), Unit::Number},
                    {"median", question.said({"中央値(分)", "Median minutes"}), Unit::Number}},
        .drawn = {"n"}};
    std::vector<std::int64_t> sizes;
    sizes.reserve(counts.groups.size());
    for (const ContactTally& tally : counts.groups) sizes.push_back(tally.n);
    const auto shown = largest(sizes, question.most(kMostRows));
    figure.left_out = left_out_by_largest(sizes, question.most(kMostRows));
    for (const std::size_t group : shown) {
        const ContactTally& tally = counts.groups[group];
        const std::string key = "group/" + groups.key(group);
        figure.add({text_cell(groups.label(group)), with_people(count_cell(tally.n), key),
                    share_cell(rate_of(tally.n, all)), share_cell(rate_of(tally.inbound, tally.n)),
                    with_people(share_cell(rate_of(tally.negative, tally.n)),
                                "negative/" + groups.key(group)),
                    share_cell(rate_of(tally.positive, tally.n)),
                    minutes_cell(mean_of(tally.seconds)),
                    number_cell(tally.median(), tally.seconds.n())});
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const ContactGroups groups(question, question.choices.one<ContactBy>("by"));
    const Stretches stretches(question.scope, question.choices.one<Stretch>("step"));
    const auto counts = count_contacts(question.scope, groups, stretches);
    ContactTally all;
    for (const ContactTally& tally : counts.groups) all.merge(tally);
    report.meta.n = all.n;
    if (all.n == 0) {
        report.remarks.push_back(
            question.said({"期間内に応対の記録がありません。", "There are no contacts."}));
        return;
    }
    const auto add = [&](std::string_view key, const Phrase& label, Unit unit, Cell cell) {
        report.headlines.push_back({std::string(key), question.said(label), unit, std::move(cell)});
    };
    add("n", {"応対件数", "Contacts"}, Unit::Count, count_cell(all.n));
    add("inbound", {"受信の割合", "Inbound"}, Unit::Share, share_cell(rate_of(all.inbound, all.n)));
    add("negative", {"不満の割合", "Negative"}, Unit::Share,
        share_cell(rate_of(all.negative, all.n)));
    add("minutes", {"平均処理時間(分)", "Mean handling minutes"}, Unit::Number,
        minutes_cell(mean_of(all.seconds)));
    report.figures.push_back(hours_of(question, counts));
    report.figures.push_back(moods_by_hour(question, counts));
    report.figures.push_back(trend_of(question, counts, stretches));
    report.figures.push_back(moods_by_stretch(question, counts, stretches));
    report.figures.push_back(groups_of(question, groups, counts, all.n));
}

// Customers with a contact for which fits(touch) holds.
template <class Fits>
struct Find {
    const journey::Scope* scope;
    const Fits* fits;

    bool operator()(const Journey& journey) const {
        for (const Touch touch : journey.touches()) {
            if (!counts_as_contact(*scope, touch) || !(*fits)(touch)) continue;
            return true;
        }
        return false;
    }
};

template <class Fits>
std::vector<CustomerCode> who(const journey::Scope& scope, const Fits& fits) {
    return customers_where(scope, Find<Fits>{&scope, &fits});
}

// A mood that is asked of an hour or a stretch: the flag that a contact must have, 0 for all.
struct MoodKey {
    std::string_view word;
    std::uint8_t flag;
};
constexpr std::array kMoodKeys{MoodKey{"all", 0},
                               MoodKey{"negative", journey::TouchLane::kNegative},
                               MoodKey{"positive", journey::TouchLane::kPositive}};

// Of a key "hour_negative/9" or "step_all/19723"; nothing when it is no such key.
std::optional<std::vector<CustomerCode>> people_of_mood(const Question& question,
                                                        std::string_view key) {
    for (const auto& [word, flag] : kMoodKeys) {
        const auto has = [flag](const Touch& touch) {
            return flag == 0 || (touch.flags & flag) != 0;
        };
        if (const auto hour = numbers_of(key, "hour_" + std::string(word), 1)) {
            return who(question.scope, [&](const Touch& touch) {
                return has(touch) && touch.hour == hour->front();
            });
        }
        if (const auto step = numbers_of(key, "step_" + std::string(word), 1)) {
            const Stretches stretches(question.scope, question.choices.one<Stretch>("step"));
            return who(question.scope, [&](const Touch& touch) {
                return has(touch) &&
                       stretches.first(stretches.of(touch.day)).number == step->front();
            });
        }
    }
    return std::nullopt;
}

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const journey::Scope& scope = question.scope;
    if (const auto hour = numbers_of(key, "hour", 2)) {
        return who(scope, [&](const Touch& touch) {
            return weekday_from_monday(touch.day) == (*hour)[0] && touch.hour == (*hour)[1];
        });
    }
    if (const auto step = numbers_of(key, "step", 1)) {
        const Stretches stretches(scope, question.choices.one<Stretch>("step"));
        return who(scope, [&](const Touch& touch) {
            return stretches.first(stretches.of(touch.day)).number == (*step)[0];
        });
    }
    if (auto found = people_of_mood(question, key)) return std::move(*found);
    const bool negative = key.starts_with("negative/");
    if (!negative && !key.starts_with("group/")) no_such_cell(key);
    const ContactGroups groups(question, question.choices.one<ContactBy>("by"));
    const auto group = groups.find(key.substr(key.find('/') + 1));
    if (!group) no_such_cell(key);
    return who(scope, [&](const Touch& touch) {
        const bool fits = !negative || (touch.flags & journey::TouchLane::kNegative) != 0;
        return fits && groups.of(touch) == *group;
    });
}

}  // namespace

constexpr Analysis kContactVolume{
    .name = "contact-volume",
    .topic = Topic::Centre,
    .title = {"応対件数", "Contacts"},
    .asks = {"応対はいつ、何の用件で、どれだけあり、何分かかるか",
             "When do how many contacts come, about what, and how long do they take?"},
    .definition =
        {"期間内に始まった応対の件数。顧客を絞り込まないときは、顧客が特定できない応対も数えます"
         "(その顧客は一覧に出ません)"
         "。処理時間は記録された開始から終了までで、終了の記録がない応対は"
         "含みません。不満・好意的は、応対に記録された感情の割合です。時刻はショップの時間帯です。",
         "Contacts that began in the period, those of callers nobody knows with them unless "
         "customers are chosen (they are in no list). Handling time is from beginning to end as "
         "recorded; contacts without an end are not in it. Negative and positive are shares by the "
         "emotion that was recorded. Hours are those of the shop's zone."},
    .source = "Wheeler, Chambers, Understanding Statistical Process Control (1992); Montgomery, "
              "Introduction to Statistical Quality Control, 7th ed. 2013, section 6.2.1 (baseline)",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
