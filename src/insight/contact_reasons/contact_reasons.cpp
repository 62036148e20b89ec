#include "insight/contact_reasons/contact_reasons.h"

#include "insight/buyers.h"
#include "insight/contact_groups.h"
#include "insight/decomposition.h"
#include "insight/grouping.h"
#include "insight/periods.h"
#include "insight/proportions.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::Touch;
using journey::TouchLane;

constexpr std::size_t kMostRows = 40;
constexpr std::size_t kMostColumns = 13;

constexpr std::array kSubjects{
    OptionRule{"purpose", {"用件", "Purpose"}},
    OptionRule{"reason", {"理由", "Reason"}},
};
constexpr std::array kAcross{
    OptionRule{"month", {"月", "Month"}},
    OptionRule{"product", {"商品", "Product"}},
    OptionRule{"channel", {"窓口", "Channel"}},
    OptionRule{"agent", {"担当者", "Operator"}},
};
constexpr std::array kAgainst{
    OptionRule{"previous", {"前の期間", "Period before"}},
    OptionRule{"previous_year", {"前年同期", "A year earlier"}},
};
constexpr std::array kChoices{
    ChoiceRule{"by", {"見るもの", "Subject"}, "purpose", kSubjects},
    ChoiceRule{"across", {"列", "Columns"}, "month", kAcross},
    ChoiceRule{"against", {"比べる期間", "Against"}, "previous", kAgainst},
};

struct Tally {
    std::int64_t n = 0;
    std::int64_t negative = 0;
};

// Both splits, and the two periods.
struct Split {
    ContactGroups by;
    ContactGroups across;
    Periods periods;

    explicit Split(const Question& question)
        : by(question, question.choices.one<ContactBy>("by")),
          across(question, question.choices.one<ContactBy>("across")),
          periods(periods_of(question, question.choices.one<Against>("against"))) {}
};

bool is_negative(const Touch& touch) { return (touch.flags & TouchLane::kNegative) != 0; }

struct Count {
    const journey::Scope* scope;
    const Split* split;
    std::array<std::vector<Tally>, 2> periods;  // by subject
    std::vector<Tally> cells;                   // subject × column, of the filter's days

    Count(const journey::Scope& s, const Split& how)
        : scope(&s), split(&how), cells(how.by.size() * how.across.size()) {
        for (auto& tallies : periods) tallies.resize(how.by.size());
    }
    void operator()(const Journey& journey) {
        for (const Touch touch : journey.touches()) {
            if (!scope->has(touch.product)) continue;
            const std::size_t subject = split->by.of(touch);
            for (std::size_t i = 0; i < periods.size(); ++i) {
                if (split->periods[i].holds(touch.day)) add(periods[i][subject], touch);
            }
            if (!scope->covers(touch.day)) continue;
            add(cells[subject * split->across.size() + split->across.of(touch)], touch);
        }
    }
    static void add(Tally& tally, const Touch& touch) {
        ++tally.n;
        tally.negative += is_negative(touch);
    }
    void merge(const Count& other) {
        for (std::size_t i = 0; i < periods.size(); ++i) merge(periods[i], other.periods[i]);
        merge(cells, other.cells);
    }
    static void merge(std::vector<Tally>& to, const std::vector<Tally>& from) {
        for (std::size_t i = 0; i < to.size(); ++i) {
            to[i].n += from[i].n;
            to[i].negative += from[i].negative;
        }
    }
};

Tally sum_of(const std::vector<Tally>& tallies) {
    Tally sum;
    for (const Tally& tally : tallies) {
        sum.n += tally.n;
        sum.negative += tally.negative;
    }
    return sum;
}

Cell difference_cell(const Difference& difference) {
    return {.value = difference.value,
            .low = difference.low,
            .high = difference.high,
            .immature = difference.few};
}

Figure subjects_of(const Question& question, const Split& split, const Count& count) {
    const auto& [before, now] = count.periods;
    Figure figure{
        .key = "subjects",
        .title = question.said({"前の期間との比較", "Against the period before"}),
        .shape = Shape::Bars,
        .columns = {split.by.column(),
                    {"now", question.said({"件数", "Contacts"}), Unit::Count},
                    {"before", question.said({"前の件数", "Before"}), Unit::Count},
                    {"share", question.said({"構成比", "Share"}), Unit::Share},
                    {"moved", question.said({"構成比の増減", "Change"}), Unit::Points},
                    {"negative", question.said({"不満の割合", "Negative"}), Unit::Share},
                    {"negative_before", question.said({"前の不満", "Before"}), Unit::Share},
                    {"negative_moved", question.said({"不満の増減", "Change"}), Unit::Points}},
        .drawn = {"moved"},
        .lists_all = true};
    std::vector<std::int64_t> sizes;
    sizes.reserve(now.size());
    for (std::size_t i = 0; i < now.size(); ++i) sizes.push_back(now[i].n + before[i].n);
    const std::int64_t all_now = sum_of(now).n;
    const std::int64_t all_before = sum_of(before).n;
    figure.left_out = left_out_by_largest(sizes, question.most(kMostRows));
    for (const std::size_t i : largest(sizes, question.most(kMostRows))) {
        const std::string key = split.by.key(i);
        const Rate negative = rate_of(now[i].negative, now[i].n);
        const Rate was = rate_of(before[i].negative, before[i].n);
        figure.add({text_cell(split.by.label(i)), with_people(count_cell(now[i].n), "now/" + key),
                    with_people(count_cell(before[i].n), "before/" + key),
                    share_cell(rate_of(now[i].n, all_now)),
                    difference_cell(difference_of(rate_of(now[i].n, all_now),
                                                  rate_of(before[i].n, all_before))),
                    with_people(share_cell(negative), "negative/" + key), share_cell(was),
                    difference_cell(difference_of(negative, was))});
    }
    return figure;
}

Figure parts_of(const Question& question, const Split& split, const Count& count,
                const RateChange& change) {
    Figure figure{
        .key = "parts",
        .title = question.said({"不満の割合はなぜ動いたか", "Why the negative share moved"}),
        .shape = Shape::Stack,
        .columns = {split.by.column(),
                    {"mix", question.said({"構成の変化", "Mix"}), Unit::Points},
                    {"rate", question.said({"率の変化", "Rate"}), Unit::Points},
                    {"sum", question.said({"合計", "Sum"}), Unit::Points}},
        .drawn = {"mix", "rate"},
        .note = question.said(
            {"すべて足すと、不満の割合の増減になります。押すと、構成はその用件の方、率は不満のあっ"
             "た"
             "方、合計は両方の期間の方が出ます。",
             "All of it adds up to the change of the negative share. Press mix for who contacted "
             "about it, rate for who was negative, the sum for both periods."})};
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < change.cells.size(); ++i) {
        if (count.periods[0][i].n + count.periods[1][i].n > 0) order.push_back(i);
    }
    const auto size = [&](std::size_t i) { return std::abs(change.cells[i].total()); };
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        return std::pair(size(b), a) < std::pair(size(a), b);
    });
    for (const std::size_t i : order) {
        const Contribution& part = change.cells[i];
        const auto& [before, now] = std::array{count.periods[0][i], count.periods[1][i]};
        const std::string key = split.by.key(i);
        figure.add({text_cell(split.by.label(i)),
                    with_people({.value = part.mix}, (now.n > 0 ? "now/" : "before/") + key),
                    with_people({.value = part.rate}, (now.negative > 0      ? "negative/"
                                                       : before.negative > 0 ? "negative_before/"
                                                                             : "either/") +
                                                          key),
                    with_people({.value = part.total()}, "either/" + key)});
    }
    return figure;
}

// Subject × column, once by how many contacts there are and once by how many of them are negative.
struct Squares {
    std::vector<std::size_t> columns{};
    std::vector<std::size_t> parts{};     // those of months that are not whole
    std::vector<std::size_t> subjects{};  // the largest first
    std::int64_t left_out = 0;            // subjects
    std::int64_t columns_left_out = 0;    // with contacts in them
    std::int64_t contacts_left_out = 0;   // of those columns
};

// The largest columns; of months the last ones of the filter's days, in their order.
void choose_columns(const Question& question, const Split& split, const Count& count,
                    Squares& squares) {
    std::vector<std::int64_t> sizes(split.across.size());
    for (std::size_t i = 0; i < count.cells.size(); ++i) {
        sizes[i % sizes.size()] += count.cells[i].n;
    }
    if (question.choices.word("across") != "month") {
        squares.columns = largest(sizes, question.most(kMostColumns));
    } else {
        const journey::Scope& scope = question.scope;
        const journey::Months all(first_contact_day(scope), scope.as_of());
        const auto last = static_cast<std::size_t>(all.of(scope.to)) + 1;
        const auto first = std::max(static_cast<std::size_t>(all.of(scope.from)),
                                    last - std::min(last, question.most(kMostColumns)));
        squares.columns.resize(last - first);
        std::iota(squares.columns.begin(), squares.columns.end(), first);
    }
    for (const std::size_t column : squares.columns) sizes[column] = 0;
    squares.columns_left_out = std::ranges::count_if(sizes, [](auto n) { return n > 0; });
    squares.contacts_left_out = std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0});
}

Squares squares_of(const Question& question, const Split& split, const Count& count) {
    Squares squares;
    choose_columns(question, split, count, squares);
    std::ranges::copy_if(squares.columns, std::back_inserter(squares.parts),
                         [&](std::size_t column) { return !split.across.whole(column); });
    const std::size_t width = split.across.size();
    std::vector<std::int64_t> sizes;
    sizes.reserve(split.by.size());
    for (std::size_t i = 0; i < split.by.size(); ++i) {
        std::int64_t sum = 0;
        for (const std::size_t column : squares.columns) sum += count.cells[i * width + column].n;
        sizes.push_back(sum);
    }
    squares.subjects = largest(sizes, question.most(kMostRows));
    squares.left_out = left_out_by_largest(sizes, question.most(kMostRows));
    return squares;
}

// Empty when every column is there.
std::string note_of_columns(const Question& question, const Squares& squares) {
    if (squares.columns_left_out == 0) return "";
    const bool months = question.choices.word("across") == "month";
    return question.said(
        months ? Phrase{"最近の{shown}か月です。それより前の{n}か月(応対{contacts}件)は、ファイルに"
                        "書き出すと入ります。",
                        "The latest {shown} months. {n} earlier ones with {contacts} contacts are "
                        "in the exported file."}
               : Phrase{"応対の多い{shown}列です。ほかの{n}列(応対{contacts}件)は、ファイルに書き出"
                        "すと入ります。",
                        "The {shown} columns with the most contacts. {n} others with {contacts} "
                        "contacts are in the exported file."},
        {{"shown", std::to_string(squares.columns.size())},
         {"n", std::to_string(squares.columns_left_out)},
         {"contacts", std::to_string(squares.contacts_left_out)}});
}

template <class CellOf>
void fill(Figure& figure, const Split& split, const Count& count, const Squares& squares,
          CellOf cell_of) {
    figure.left_out = squares.left_out;
    for (const std::size_t i : squares.subjects) {
        std::vector<Cell> cells{text_cell(split.by.label(i))};
        for (const std::size_t column : squares.columns) {
            const Tally& tally = count.cells[i * split.across.size() + column];
            cells.push_back(cell_of(tally, split.by.key(i) + "/" + split.across.key(column)));
            cells.back().immature |= std::ranges::find(squares.parts, column) !=
                                     squares.parts.end();
        }
        figure.add(std::move(cells));
    }
}

Figure counts_of(const Question& question, const Split& split, const Count& count,
                 const Squares& squares) {
    Figure figure{.key = "cells",
                  .title = question.said({"応対件数", "Contacts"}),
                  .shape = Shape::Heat,
                  .columns = {split.by.column()},
                  .note = note_of_columns(question, squares)};
    for (const std::size_t column : squares.columns) {
        figure.columns.push_back(
            {"n_" + split.across.key(column), split.across.label(column), Unit::Count});
    }
    fill(figure, split, count, squares, [](const Tally& tally, const std::string& key) {
        return with_people(count_cell(tally.n), "cell/" + key);
    });
    return figure;
}

Figure negatives_of(const Question& question, const Split& split, const Count& count,
                    const Squares& squares) {
    Figure figure{.key = "negatives",
                  .title = question.said({"不満の割合", "Negative share"}),
                  .shape = Shape::Heat,
                  .columns = {split.by.column()},
                  .note = note_of_columns(question, squares)};
    for (const std::size_t column : squares.columns) {
        figure.columns.push_back(
            {"negative_" + split.across.key(column), split.across.label(column), Unit::Share});
    }
    fill(figure, split, count, squares, [](const Tally& tally, const std::string&) {
        return share_cell(rate_of(tally.negative, tally.n));
    });
    return figure;
}

void answer(const Question& question, Report& report) {
    const Split split(question);
    const auto count = fold_contacts(question.scope, Count(question.scope, split));
    const Tally now = sum_of(count.periods[1]);
    const Tally before = sum_of(count.periods[0]);
    report.meta.n = now.n;
    if (sum_of(count.cells).n == 0) {
        report.remarks.push_back(
            question.said({"期間内に応対の記録がありません。", "There are no contacts."}));
        return;
    }
    const Rate negative = rate_of(now.negative, now.n);
    report.headlines.push_back({.key = "negative",
                                .label = question.said({"不満の割合 {days}", "Negative {days}"},
                                                       {{"days", text_of(split.periods[1])}}),
                                .unit = Unit::Share,
                                .cell = share_cell(negative)});
    report.headlines.push_back(
        {.key = "change",
         .label = question.said({"増減(前 {days})", "Change (before {days})"},
                                {{"days", text_of(split.periods[0])}}),
         .unit = Unit::Points,
         .cell = difference_cell(difference_of(negative, rate_of(before.negative, before.n)))});
    report.figures.push_back(subjects_of(question, split, count));
    std::vector<MixCell> cells;
    cells.reserve(split.by.size());
    for (std::size_t i = 0; i < split.by.size(); ++i) {
        const Tally& was = count.periods[0][i];
        const Tally& is = count.periods[1][i];
        cells.push_back({was.negative, was.n, is.negative, is.n});
    }
    if (const auto change = change_of_rate(cells)) {
        report.figures.push_back(parts_of(question, split, count, *change));
    } else {
        report.remarks.push_back(question.said(
            {"比べる2つの期間のどちらかに応対がないため、増減は分けられません。",
             "One of the two periods has no contacts: the change cannot be parted."}));
    }
    const Squares squares = squares_of(question, split, count);
    report.figures.push_back(counts_of(question, split, count, squares));
    report.figures.push_back(negatives_of(question, split, count, squares));
}

enum class Kind { Now, Before, Either, Negative, NegativeBefore, Cell };
BOOST_DESCRIBE_ENUM(Kind, Now, Before, Either, Negative, NegativeBefore, Cell)

struct Find {
    const journey::Scope* scope;
    const Split* split;
    Kind kind;
    std::size_t subject;
    std::size_t column;  // of a cell

    bool operator()(const Journey& journey) const {
        for (const Touch touch : journey.touches()) {
            if (!scope->has(touch.product) || split->by.of(touch) != subject) continue;
            if (matches(touch)) return true;
        }
        return false;
    }
    bool matches(const Touch& touch) const {
        const bool before = split->periods[0].holds(touch.day);
        const bool now = split->periods[1].holds(touch.day);
        switch (kind) {
            case Kind::Now: return now;
            case Kind::Before: return before;
            case Kind::Either: return now || before;
            case Kind::Negative: return now && is_negative(touch);
            case Kind::NegativeBefore: return before && is_negative(touch);
            case Kind::Cell: break;
        }
        return scope->covers(touch.day) && split->across.of(touch) == column;
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Split split(question);
    const auto slash = std::min(key.find('/'), key.size());
    const auto kind = parse_enum<Kind>(key.substr(0, slash));
    if (!kind || slash == key.size()) no_such_cell(key);
    std::string_view subject = key.substr(slash + 1);
    std::optional<std::size_t> column = 0;
    if (*kind == Kind::Cell) {
        const auto next = std::min(subject.find('/'), subject.size());
        column = split.across.find(subject.substr(std::min(next + 1, subject.size())));
        subject = subject.substr(0, next);
    }
    const auto group = split.by.find(subject);
    if (!group || !column) no_such_cell(key);
    return customers_where(question.scope, Find{&question.scope, &split, *kind, *group, *column});
}

constexpr std::array<std::string_view, 2> kOfAMonth{"negative", "change"};

}  // namespace

constexpr Analysis kContactReasons{
    .name = "contact-reasons",
    .topic = Topic::Centre,
    .title = {"用件と感情", "Subjects and emotions"},
    .asks = {"お客様は何についてご連絡くださり、どこで不満が増えたか",
             "What do customers contact us about, and where did anger grow?"},
    .definition =
        {"期間(指定がなければ直近の1か月)の応対を、前の期間または前年同期と比べます。構成比は期間の"
         "応対に占める割合、不満の割合は感情「不満」の記録がある割合です。不満の割合の増減は「構成"
         "の"
         "変化」(不満の多い用件が増えた)と「率の変化」(同じ用件で不満が増えた)"
         "にぴったり分かれます。"
         "区間は2つの期間を独立とみなします。期間に一部だけ入る月と、終わっていない月は灰色です。",
         "Contacts of the period (the last whole month if none is given) against the period before "
         "or a year earlier. Shares are of the period's contacts; negative is the share recorded "
         "with a negative emotion. Its change is parted exactly into mix (more about what angers) "
         "and rate (the same subjects anger more). Intervals take the periods as independent. "
         "A month of which the period holds a part, or that is not over, is grey."},
    .source = "Newcombe, Stat. Med. 17 (1998) 873-890; Kitagawa, JASA 50 (1955) 1168-1194",
    .choices = kChoices,
    .of_a_month = kOfAMonth,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
