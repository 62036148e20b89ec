#include "server/segment_members.h"

#include "insight/catalogue.h"
#include "segment/resolve.h"
#include "server/insight_query.h"

#include <algorithm>

namespace tsunagi::server {

namespace {

using segment::Condition;
using segment::ResultCell;

journey::Filter filter_of(const ResultCell& cell) {
    return {.from = cell.from,
            .to = cell.to,
            .product = cell.product.value_or(std::vector<std::int64_t>()),
            .medium = cell.medium.value_or(std::vector<std::string>()),
            .prefecture = cell.prefecture.value_or(std::vector<std::string>())};
}

// The analyses of the catalogue, over the whole shop or what a cell is filtered by.
class CatalogueResults final : public segment::Results {
public:
    explicit CatalogueResults(const Asker& asker) : asker_(asker) {}

    std::vector<journey::CustomerCode> people(const journey::Snapshot& snapshot,
                                              const ResultCell& cell,
                                              const journey::Bitmap* among) override {
        const Asked asked = check(cell);
        const auto filter = filter_of(cell);
        auto scope = journey::scope_of(snapshot, filter);
        if (among != nullptr) journey::keep_only(scope, *among);
        if (!labels_) labels_ = labels_of(asker_);
        const bool shows_money = asker_.viewer().reads(FieldGroup::Money);
        return asked.analysis.people({scope, filter, *labels_, asked.choices, shows_money},
                                     cell.key);
    }
    // What is wrong with a cell that can be seen without asking the analysis.
    void look_at(const ResultCell& cell) { check(cell); }

private:
    struct Asked {
        const insight::Analysis& analysis;
        insight::Choices choices;
    };
    Asked check(const ResultCell& cell) {
        const auto& analysis = insight::analysis_named(cell.analysis);
        if (analysis.needs == insight::Needs::Money) require_money(asker_);
        if (analysis.people == nullptr) insight::no_such_cell(cell.key);
        as_of_day(asker_, cell.as_of);
        Asked asked{analysis, insight::Choices(analysis.choices, cell.choices)};
        // Segments name segments, in the condition; a cell that is parted by them could be its own.
        if (!asked.choices.segments().empty()) insight::no_such_cell(cell.key);
        return asked;
    }

    const Asker& asker_;
    std::optional<insight::Labels> labels_;  // read once, when the first cell asks
};

// The leaf's cell is not there: said where the condition names it.
[[noreturn]] void refuse_cell(const Condition& condition, const ResultCell& cell,
                              std::string_view at, const Error& why) {
    std::string pointer(at);
    for (const auto& part : segment::parts_of(condition, at)) {
        if (part.leaf != nullptr && part.leaf->cell == cell) pointer = part.pointer + "/cell";
    }
    for (const FieldError& field : why.fields()) {
        if (field.code != "in_future") continue;
        throw Error(Code::InvalidInput, why.what(),
                    {{pointer + field.path, field.code, field.message, field.args}});
    }
    throw Error(Code::InvalidInput, why.what(), {{pointer, "unknown_result", why.what(), {}}});
}

using Conditions = std::map<std::int64_t, Condition>;

bool sees(const Viewer& viewer, segment::Need need) {
    switch (need) {
        case segment::Need::Money: return viewer.reads(FieldGroup::Money);
        case segment::Need::Name: return viewer.reads(FieldGroup::Name);
        case segment::Need::Contacts: return viewer.sees[Entity::Contact] != RowScope::None;
    }
    return false;
}

// Who is told who fulfils a condition is told of what it asks.
void require_needs(const Viewer& viewer, const Condition& condition) {
    for (const auto need : segment::needs_of(condition)) {
        if (sees(viewer, need)) continue;
        throw Error(Code::Forbidden,
                    "this segment asks for more than you may see: " + std::string(word_of(need)));
    }
}

Conditions behind(const Asker& asker, const Condition& condition, std::string_view at) {
    auto conditions = asker.read([&](store::Reader& reader) {
        return segment::conditions_behind(reader, condition, {}, at);
    });
    require_needs(asker.viewer(), condition);
    for (const auto& [id, one] : conditions) require_needs(asker.viewer(), one);
    return conditions;
}

// Says of a failure whose cell it was.
class NamedResults final : public segment::Results {
    template <class F>
    auto named(const ResultCell& cell, F&& f) {
        try {
            return f();
        } catch (const Error& error) {
            if (error.code() != Code::InvalidInput && error.code() != Code::NotFound) throw;
            refuse_cell(condition_, cell, at_, error);
        }
    }

public:
    NamedResults(const Asker& asker, const Condition& condition, std::string_view at)
        : results_(asker), condition_(condition), at_(at) {}

    std::vector<journey::CustomerCode> people(const journey::Snapshot& snapshot,
                                              const ResultCell& cell,
                                              const journey::Bitmap* among) override {
        return named(cell, [&] { return results_.people(snapshot, cell, among); });
    }
    void look_at(const ResultCell& cell) {
        named(cell, [&] { results_.look_at(cell); });
    }

private:
    CatalogueResults results_;
    const Condition& condition_;
    std::string_view at_;
};

// In the order of their ids.
std::vector<Id<record::Customer>> ids_of(const journey::View& view,
                                         const journey::Bitmap& members) {
    std::vector<Id<record::Customer>> ids;
    for (journey::CustomerCode code = 1; code < view.size(); ++code) {
        if (members.test(code)) ids.push_back({view.customer_id(code)});
    }
    std::ranges::sort(ids);
    return ids;
}

}  // namespace

journey::Bitmap members_of(const Asker& asker, const journey::Snapshot& snapshot,
                           const Condition& condition, std::string_view at) {
    const auto conditions = behind(asker, condition, at);
    NamedResults results(asker, condition, at);
    return segment::resolved_members(snapshot, condition, conditions, results);
}

journey::Bitmap members_of_segment(const Asker& asker, const journey::Snapshot& snapshot,
                                   Id<segment::Segment> id) {
    const auto segment = asker.read(
        [&](store::Reader& reader) { return segment::find_segment(reader, id); });
    return members_of(asker, snapshot, segment.condition, "/segment");
}

std::vector<insight::KeptSegment> segments_of(const Asker& asker, const journey::Snapshot& snapshot,
                                              const insight::Choices& choices) {
    std::vector<insight::KeptSegment> segments;
    for (const std::int64_t id : choices.segments()) {
        const auto kept = asker.read(
            [&](store::Reader& reader) { return segment::find_segment(reader, {id}); });
        segments.push_back(
            {id, kept.name, members_of(asker, snapshot, kept.condition, "/choices")});
    }
    return segments;
}

SegmentPeople people_of_segment(const Asker& asker, Id<segment::Segment> id,
                                std::optional<Day> as_of) {
    const auto snapshot = asker.house().journeys->of(asker.viewer().shop, as_of_day(asker, as_of));
    auto members = members_of_segment(asker, snapshot, id);
    if (const auto seen = seen_in(asker, *snapshot.view)) members.keep(*seen);
    SegmentPeople people{.seen = ids_of(*snapshot.view, members)};
    people.members = std::ssize(people.seen);
    leave_seen(asker, people.seen);
    return people;
}

void check_condition(const Asker& asker, const Condition& condition, std::string_view at) {
    behind(asker, condition, at);
    NamedResults results(asker, condition, at);
    for (const ResultCell& cell : segment::named_in(condition).cells) results.look_at(cell);
}

}  // namespace tsunagi::server
