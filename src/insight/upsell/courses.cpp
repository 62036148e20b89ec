#include "insight/upsell/courses.h"

#include "insight/buyers.h"
#include "insight/cell_key.h"

#include <tuple>

namespace tsunagi::insight::upsell {

namespace {

using journey::CustomerCode;
using journey::Journey;

constexpr std::size_t kMostRows = 50;

Figure groups_of(const Question& question, const CountCourses& counts) {
    const Split& split = *counts.split;
    const std::vector<GroupMoves>& groups = counts.groups;
    const bool rates = split.by() != SplitBy::Agent;
    Figure figure{.key = "groups",
                  .title = question.said({"分けて見たアップセル", "Up-sell by group"}),
                  .shape = Shape::Bars,
                  .columns = {{"group", question.said({"グループ", "Group"}), Unit::Text},
                              {"up", question.said({"アップセル", "Up"}), Unit::Count},
                              {"down", question.said({"ダウンセル", "Down"}), Unit::Count}},
                  .drawn = {"up", "down"},
                  .note = question.said(
                      {"件数は表示している月の合計です。担当者は、変更の日までの30日以内で最後に"
                       "応対した人です。",
                       "Counts of all months shown. The operator took the last contact in the 30 "
                       "days before the change."})};
    if (rates) {
        figure.columns.push_back(
            {"months", question.said({"契約×月", "Subscription months"}), Unit::Count});
        figure.columns.push_back(
            {"rate", question.said({"アップセルの割合(月)", "Up, a month"}), Unit::Share});
    }
    std::vector<std::int64_t> sizes;
    sizes.reserve(groups.size());
    for (const GroupMoves& one : groups) sizes.push_back(rates ? one.months : one.up + one.down);
    const std::size_t most = question.most(kMostRows);
    figure.left_out = left_out_by_largest(sizes, most);
    for (const std::size_t group : largest(sizes, most)) {
        const GroupMoves& one = groups[group];
        std::vector<Cell> cells{
            text_cell(split.label(group)),
            with_people(count_cell(one.up), "group_up/" + split.key(group)),
            with_people(count_cell(one.down), "group_down/" + split.key(group))};
        if (rates) {
            cells.push_back(count_cell(one.months));
            cells.push_back(share_cell(rate_of(one.up, one.months)));
        }
        figure.add(std::move(cells));
    }
    return figure;
}

Figure courses_of(const Question& question, const CountCourses& counts) {
    Figure figure{
        .key = "courses",
        .title = question.said({"どのコースからどのコースへ", "From course to course"}),
        .shape = Shape::Table,
        .columns = {{"from", question.said({"変更前", "From"}), Unit::Text},
                    {"to", question.said({"変更後", "To"}), Unit::Text},
                    {"changes", question.said({"件数", "Changes"}), Unit::Count},
                    {"up", question.said({"月額が上がった", "Dearer"}), Unit::Count},
                    {"down", question.said({"月額が下がった", "Cheaper"}), Unit::Count},
                    {"amount", question.said({"月額の差(平均)", "Mean, a month"}), Unit::Money}},
        .note = question.said(
            {"期間は変更の日、商品は変更前の商品で選びます。金額の差は、前後の金額がわかる変更の"
             "平均です。",
             "The period is that of the change, the product that before it. The mean is of the "
             "changes whose prices are both known."})};
    std::vector<std::pair<std::pair<int, int>, Course>> courses(counts.courses.begin(),
                                                                counts.courses.end());
    const journey::Products& products = question.scope.words().products;
    std::ranges::sort(courses, {}, [&](const auto& one) {
        const auto [from, to] = one.first;
        return std::tuple(-one.second.changes, products.id(from), products.id(to));
    });
    for (const auto& [turn, course] : courses) {
        const auto [from, to] = std::pair(products.id(turn.first), products.id(turn.second));
        std::optional<double> mean;
        if (course.priced > 0) {
            mean = static_cast<double>(course.amount) / static_cast<double>(course.priced);
        }
        const std::string name = question.labels.product(to);
        const std::string goes_to = from == to ? question.said({"{name}(数量・周期の変更)",
                                                                "{name} (quantity or cycle)"},
                                                               {{"name", name}})
                                               : name;
        figure.add({text_cell(question.labels.product(from)), text_cell(goes_to),
                    with_people(count_cell(course.changes), cell_key("course", {from, to})),
                    with_people(count_cell(course.up), cell_key("course_up", {from, to})),
                    with_people(count_cell(course.down), cell_key("course_down", {from, to})),
                    number_cell(mean, course.priced)});
    }
    return figure;
}

// Who is behind a row of the two other tables.
struct FindTurned {
    const journey::Scope* scope;
    const Window* window;
    const Split* split;
    Moves moves;
    std::optional<std::pair<int, int>> course{};  // of products; else of a group
    std::optional<Move> wanted{};                 // up or down; nothing: any change
    std::size_t group = 0;
    bool found = false;  // of the one that is read

    bool operator()(const Journey& journey) {
        found = false;
        moves.read(journey, *this);
        return found;
    }
    void stepped(const Journey& journey, const Step& step) {
        found |= !course && wanted == step.move && window->shown(step.month) &&
                 split->of(journey, step.product, step.day) == group;
    }
    void ran(const Journey&, const Stretch&) {}
    void turned(const journey::Event& event, int product, int monthly) {
        const bool known = monthly > 0 && event.monthly > 0;
        const bool fits = !wanted || (known && (wanted == Move::Up ? event.monthly > monthly
                                                                   : event.monthly < monthly));
        found |= course == std::pair(product, int{event.product}) && fits &&
                 scope->covers(event.day) && scope->has(product);
    }
};

// Nothing for a key of the months' table.
std::optional<FindTurned> turned_of(const Question& question, const Window& window,
                                    const Split& split, std::string_view key) {
    FindTurned find{.scope = &question.scope,
                    .window = &window,
                    .split = &split,
                    .moves = Moves(question.scope, window)};
    const std::string_view kind = key.substr(0, key.find('/'));
    if (kind.ends_with("_up")) find.wanted = Move::Up;
    if (kind.ends_with("_down")) find.wanted = Move::Down;
    if (kind.starts_with("course")) {
        const auto ids = numbers_of(key, kind, 2);
        const bool known = kind == "course" || kind == "course_up" || kind == "course_down";
        if (!ids || !known) no_such_cell(key);
        const journey::Products& products = question.scope.words().products;
        const auto [from, to] = std::pair(products.find(ids->front()), products.find(ids->back()));
        if (!from || !to) no_such_cell(key);
        find.course = std::pair(*from, *to);
        return find;
    }
    if (kind != "group_up" && kind != "group_down") return std::nullopt;
    const auto group = split.find(key.substr(std::min(kind.size() + 1, key.size())));
    if (!group) no_such_cell(key);
    find.group = *group;
    return find;
}

}  // namespace

void add_groups_and_courses(const Question& question, const CountCourses& counts, Report& report) {
    report.figures.push_back(groups_of(question, counts));
    if (counts.courses.empty()) {
        report.remarks.push_back(
            question.said({"期間内に、コースの変わった定期はありません。",
                           "No subscription went on to another course in the period."}));
        return;
    }
    report.figures.push_back(courses_of(question, counts));
}

std::optional<std::vector<CustomerCode>> people_of_courses(const Question& question,
                                                           const Window& window,
                                                           std::string_view key) {
    const Split split(question);
    const auto find = turned_of(question, window, split, key);
    if (!find) return std::nullopt;
    return customers_where(question.scope, *find);
}

}  // namespace tsunagi::insight::upsell
