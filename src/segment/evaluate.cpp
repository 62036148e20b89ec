#include "segment/evaluate.h"

#include "segment/test.h"

#include <algorithm>

namespace tsunagi::segment {

namespace {

using journey::Bitmap;
using journey::Journey;

// A condition in the order in which it is asked: of a group the cheapest part first, since most
// customers are decided by it.
class Program {
public:
    Program(const Condition& condition, const journey::Snapshot& snapshot,
            const KnownMembers& known) {
        const auto parts = parts_of(condition);
        add(parts, 0, snapshot, known);
    }

    bool holds(const Journey& journey, Scratch& scratch) const {
        return holds(0, journey, scratch);
    }

private:
    struct Step {
        Part::Kind kind = Part::Kind::Leaf;
        int cost = 0;
        std::vector<std::size_t> inner{};  // of a group
        Test test{};                       // of a leaf
    };

    std::size_t add(const std::vector<Part>& parts, std::size_t at,
                    const journey::Snapshot& snapshot, const KnownMembers& known) {
        const auto place = steps_.size();
        steps_.push_back({.kind = parts[at].kind});
        if (parts[at].kind == Part::Kind::Leaf) {
            steps_[place].test = test_of(*parts[at].leaf, snapshot, known);
            steps_[place].cost = cost_of(steps_[place].test);
            return place;
        }
        std::vector<std::size_t> inner;
        for (auto part = at + 1; part < parts[at].end; part = parts[part].end) {
            inner.push_back(add(parts, part, snapshot, known));
        }
        std::ranges::sort(inner, {},
                          [&](std::size_t step) { return std::pair(steps_[step].cost, step); });
        if (!inner.empty()) steps_[place].cost = steps_[inner.back()].cost;
        steps_[place].inner = std::move(inner);
        return place;
    }

    bool holds(std::size_t at, const Journey& journey, Scratch& scratch) const {
        const Step& step = steps_[at];
        if (step.kind == Part::Kind::Leaf) return passes(step.test, journey, scratch);
        const bool all = step.kind == Part::Kind::All;
        for (const auto inner : step.inner) {
            if (holds(inner, journey, scratch) != all) return step.kind == Part::Kind::Any;
        }
        return step.kind != Part::Kind::Any;
    }

    std::vector<Step> steps_;
};

struct Finding {
    const std::vector<Program>* programs;
    std::vector<Bitmap> found;
    Scratch scratch;

    void operator()(const Journey& journey) {
        if (!journey.present()) return;
        for (std::size_t i = 0; i < programs->size(); ++i) {
            if ((*programs)[i].holds(journey, scratch)) found[i].set(journey.code());
        }
    }
    void merge(const Finding& other) {
        for (std::size_t i = 0; i < found.size(); ++i) found[i].merge(other.found[i]);
    }
};

Finding nothing_found(const journey::Snapshot& snapshot, const std::vector<Program>& programs) {
    const auto products = static_cast<std::size_t>(snapshot.view->words->products.size());
    return {.programs = &programs,
            .found = std::vector(programs.size(), Bitmap(snapshot.view->size())),
            .scratch = {.met = std::vector<std::uint32_t>(products)}};
}

}  // namespace

std::vector<Bitmap> members_of(const journey::Snapshot& snapshot,
                               std::span<const Condition> conditions, const KnownMembers& known,
                               journey::FoldOptions options) {
    std::vector<Program> programs;
    for (const Condition& condition : conditions) programs.emplace_back(condition, snapshot, known);
    return journey::fold(snapshot, nothing_found(snapshot, programs), options).found;
}

bool is_member(const journey::Snapshot& snapshot, journey::CustomerCode code,
               const Condition& condition, const KnownMembers& known) {
    const std::vector<Program> programs{Program(condition, snapshot, known)};
    return journey::fold_one(snapshot, code, nothing_found(snapshot, programs))
        .found.front()
        .test(code);
}

}  // namespace tsunagi::segment
