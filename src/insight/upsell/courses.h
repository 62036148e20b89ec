// Up-sell by groups, and from which course to which: the tables below the months (upsell.h).
#pragma once

#include "insight/catalogue.h"
#include "insight/upsell/moves.h"
#include "insight/upsell/split.h"

#include <bit>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace tsunagi::insight::upsell {

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

// Counts both from what Moves tells.
struct CountCourses {
    const journey::Scope* scope;
    const Window* window;
    const Split* split;
    std::vector<GroupMoves> groups;
    std::map<std::pair<int, int>, Course> courses{};  // by products; few change

    void stepped(const journey::Journey& journey, const Step& step) {
        if (!window->shown(step.month) || step.move == Move::Priced) return;
        GroupMoves& group = groups[split->of(journey, step.product, step.day)];
        ++(step.move == Move::Up ? group.up : group.down);
    }
    void ran(const journey::Journey& journey, const Stretch& stretch) {
        if (split->by() == SplitBy::Agent) return;
        const auto months = Window::bits(stretch.since, stretch.until) & window->shown();
        groups[split->of(journey, stretch.product, 0)].months += std::popcount(months);
    }
    void turned(const journey::Event& event, int product, int monthly) {
        if (!scope->covers(event.day) || !scope->has(product)) return;
        Course& course = courses[{product, event.product}];
        ++course.changes;
        if (monthly <= 0 || event.monthly <= 0) return;
        ++course.priced;
        course.up += event.monthly > monthly ? 1 : 0;
        course.down += event.monthly < monthly ? 1 : 0;
        course.amount += event.monthly - monthly;
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
};

void add_groups_and_courses(const Question&, const CountCourses&, Report&);
// Who is behind a row of them; nothing for a key of another table.
std::optional<std::vector<journey::CustomerCode>> people_of_courses(const Question&, const Window&,
                                                                    std::string_view key);

}  // namespace tsunagi::insight::upsell
