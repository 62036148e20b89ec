#include "insight/upsell/courses.h"

#include "insight/buyers.h"
#include "insight/cell_key.h"

#include <map>
#include <tuple>

namespace tsunagi::insight::upsell {

namespace {

using journey::CustomerCode;
using journey::Journey;

constexpr std::size_t kMostRows = 50;
constexpr int kSpokenBefore = 30;  // days from a contact to the change that it led to

// By what moves are told apart: the product at the month's beginning, the medium of the customer,
// or whom she spoke with last in the days before; the last group is nobody.
class Split {
public:
    explicit Split(const Question& question)
        : question_(question), by_(question.choices.one<SplitBy>("by")) {}

    SplitBy by() const { return by_; }
    std::size_t size() const {
        const journey::Words& words = question_.scope.words();
        switch (by_) {
            case SplitBy::Product: return static_cast<std::size_t>(words.products.size());
            case SplitBy::Medium: return static_cast<std::size_t>(words.media.size());
            case SplitBy::Agent: break;
        }
        return static_cast<std::size_t>(words.agents.size()) + 1;
    }
    std::size_t of(const Journey& journey, int product, int day) const {
        if (by_ == SplitBy::Product) return static_cast<std::size_t>(product);
        if (by_ == SplitBy::Medium) return static_cast<std::size_t>(journey.medium());
        const auto spoken = journey.touches().between(day - kSpokenBefore, day);
        if (spoken.size() == 0) return size() - 1;
        return static_cast<std::size_t>(spoken[spoken.size() - 1].agent);
    }
    // Stays the same while the shop grows.
    std::string key(std::size_t group) const {
        const journey::Words& words = question_.scope.words();
        const int number = static_cast<int>(group);
        if (by_ == SplitBy::Product) return std::to_string(words.products.id(number));
        if (by_ == SplitBy::Medium) return std::string(words.media.text(number));
        return group + 1 == size() ? "nobody" : std::to_string(words.agents.id(number));
    }
    std::string label(std::size_t group) const {
        const journey::Words& words = question_.scope.words();
        const int number = static_cast<int>(group);
        if (by_ == SplitBy::Product) return question_.labels.product(words.products.id(number));
        if (by_ == SplitBy::Medium) return question_.labels.text(words.media.text(number));
        if (group + 1 == size()) return question_.said({"(応対なし)", "(without a contact)"});
        return question_.labels.agent(words.agents.id(number));
    }
    std::optional<std::size_t> find(std::string_view wanted) const {
        for (std::size_t group = 0; group < size(); ++group) {
            if (key(group) == wanted) return group;
        }
        return std::nullopt;
    }

private:
    const Question& question_;
    SplitBy by_;
};

// Subscriptions that went from one course, a product, to another.
struct Course {
    std::int64_t changes = 0;
    std::int64_t up = 0;
    std::int64_t down = 0;
    std::int64_t priced = 0;  // both prices are known
    std::int64_t amount = 0;  // of those: by how much a month costs more
};

struct GroupMoves {
    std::int64_t months = 0;  // at whose beginning one was in force
    std::int64_t up = 0;
    std::int64_t down = 0;
};

struct CountCourses {
    const journey::Scope* scope;
    const Window* window;
    const Split* split;
    Moves moves;
    std::vector<GroupMoves> groups;
    std::map<std::pair<int, int>, Course> courses{};  // by products; few change

    void operator()(const Journey& journey) {
        if (moves.months.empty()) return;
        Seen seen{*this, journey};
        moves.follow(*scope, *window, journey, seen);
    }
    void merge(const CountCourses& other) {
        for (std::size_t i = 0; i < groups.size(); ++i) {
            groups[i].months += other.groups[i].months;
            groups[i].up += other.groups[i].up;
            groups[i].down += other.groups[i].down;
        }
        for (const auto& [products, added] : other.courses) {
            Course& course = courses[products];
            course.changes += added.changes;
            course.up += added.up;
            course.down += added.down;
            course.priced += added.priced;
            course.amount += added.amount;
        }
    }

private:
    struct Seen {
        CountCourses& counts;
        const Journey& journey;

        void stepped(Move move, const journey::Event& event, int month, int product) {
            if (!counts.window->shown(month) || move == Move::Priced) return;
            GroupMoves& group = counts.groups[counts.split->of(journey, product, event.day)];
            ++(move == Move::Up ? group.up : group.down);
        }
        void ran(int since, int until, int product) {
            if (counts.split->by() == SplitBy::Agent) return;
            GroupMoves& group = counts.groups[counts.split->of(journey, product, 0)];
            for (int month = since; month <= until; ++month) {
                group.months += counts.window->shown(month) ? 1 : 0;
            }
        }
        void turned(const journey::Event& event, int product, int monthly) {
            if (!counts.scope->covers(event.day) || !counts.scope->has(product)) return;
            Course& course = counts.courses[{product, event.product}];
            ++course.changes;
            if (monthly <= 0 || event.monthly <= 0) return;
            ++course.priced;
            course.up += event.monthly > monthly ? 1 : 0;
            course.down += event.monthly < monthly ? 1 : 0;
            course.amount += event.monthly - monthly;
        }
    };
};

Figure groups_of(const Question& question, const Split& split,
                 const std::vector<GroupMoves>& groups) {
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
    std::optional<std::pair<int, int>> course;  // of products; else of a group
    std::optional<Move> wanted;                 // up or down; nothing: any change
    std::size_t group = 0;

    bool operator()(const Journey& journey) {
        if (moves.months.empty()) return false;
        Seen seen{*this, journey};
        moves.follow(*scope, *window, journey, seen);
        return seen.found;
    }

private:
    struct Seen {
        const FindTurned& asked;
        const Journey& journey;
        bool found = false;

        void stepped(Move move, const journey::Event& event, int month, int product) {
            found |= !asked.course && asked.wanted == move && asked.window->shown(month) &&
                     asked.split->of(journey, product, event.day) == asked.group;
        }
        void ran(int, int, int) {}
        void turned(const journey::Event& event, int product, int monthly) {
            const bool known = monthly > 0 && event.monthly > 0;
            const bool fits = !asked.wanted ||
                              (known && (asked.wanted == Move::Up ? event.monthly > monthly
                                                                  : event.monthly < monthly));
            found |= asked.course == std::pair(product, int{event.product}) && fits &&
                     asked.scope->covers(event.day) && asked.scope->has(product);
        }
    };
};

// Nothing for a key of the months' table.
std::optional<FindTurned> turned_of(const Question& question, const Window& window,
                                    const Split& split, std::string_view key) {
    FindTurned find{&question.scope, &window, &split, Moves(question.scope, window), {}, {}};
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

void add_groups_and_courses(const Question& question, const Window& window, Report& report) {
    const Split split(question);
    const CountCourses start{&question.scope, &window, &split, Moves(question.scope, window),
                             std::vector<GroupMoves>(split.size())};
    const auto counts = journey::fold(question.scope.snapshot, start, question.scope.options());
    report.figures.push_back(groups_of(question, split, counts.groups));
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
