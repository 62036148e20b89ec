#include "server/segment_members.h"

#include "insight/catalogue.h"
#include "segment/resolve.h"
#include "server/insight_query.h"

#include <algorithm>

namespace tsunagi::server {

namespace {

using segment::Condition;
using segment::ResultCell;

// The analyses of the catalogue, over the whole shop.
class CatalogueResults final : public segment::Results {
public:
    explicit CatalogueResults(Call& call) : call_(call) {}

    std::vector<journey::CustomerCode> people(const journey::Snapshot& snapshot,
                                              const ResultCell& cell) override {
        const auto& analysis = insight::analysis_named(cell.analysis);
        if (analysis.needs == insight::Needs::Money) require_money(call_);
        const insight::Choices choices(analysis.choices, cell.choices);
        if (analysis.people == nullptr) insight::no_such_cell(cell.key);
        const journey::Filter filter;
        const auto scope = journey::scope_of(snapshot, filter);
        const auto labels = labels_of(call_);
        return analysis.people({scope, filter, labels, choices}, cell.key);
    }

private:
    Call& call_;
};

// The leaf's cell is not there: said where the condition names it.
[[noreturn]] void refuse_cell(const Condition& condition, const ResultCell& cell,
                              std::string_view at, const Error& why) {
    std::string pointer(at);
    for (const auto& part : segment::parts_of(condition, at)) {
        if (part.leaf != nullptr && part.leaf->cell == cell) pointer = part.pointer + "/cell";
    }
    throw Error(Code::InvalidInput, why.what(), {{pointer, "unknown_result", why.what(), {}}});
}

using Conditions = std::map<std::int64_t, Condition>;

Conditions behind(Call& call, const Condition& condition, std::string_view at) {
    const auto conditions = call.read([&](store::Reader& reader) {
        return segment::conditions_behind(reader, condition, {}, at);
    });
    const auto asks = [](const auto& one) { return segment::asks_for_money(one.second); };
    if (segment::asks_for_money(condition) || std::ranges::any_of(conditions, asks)) {
        require_money(call);
    }
    return conditions;
}

// Says of a failure whose cell it was.
class NamedResults final : public segment::Results {
public:
    NamedResults(Call& call, const Condition& condition, std::string_view at)
        : results_(call), condition_(condition), at_(at) {}

    std::vector<journey::CustomerCode> people(const journey::Snapshot& snapshot,
                                              const ResultCell& cell) override {
        try {
            return results_.people(snapshot, cell);
        } catch (const Error& error) {
            if (error.code() != Code::InvalidInput && error.code() != Code::NotFound) throw;
            refuse_cell(condition_, cell, at_, error);
        }
    }

private:
    CatalogueResults results_;
    const Condition& condition_;
    std::string_view at_;
};

}  // namespace

journey::Bitmap members_of(Call& call, const journey::Snapshot& snapshot,
                           const Condition& condition, std::string_view at) {
    const auto conditions = behind(call, condition, at);
    NamedResults results(call, condition, at);
    return segment::resolved_members(snapshot, condition, conditions, results);
}

journey::Bitmap members_of_segment(Call& call, const journey::Snapshot& snapshot,
                                   Id<segment::Segment> id) {
    const auto segment = call.read(
        [&](store::Reader& reader) { return segment::find_segment(reader, id); });
    return members_of(call, snapshot, segment.condition, "/segment");
}

void check_condition(Call& call, const Condition& condition, std::string_view at) {
    if (segment::asks_for_money(condition)) require_money(call);
    const auto cells = segment::named_in(condition).cells;
    if (cells.empty()) return;
    const auto snapshot = call.house().journeys->of(call.viewer().shop, today_of(call));
    NamedResults results(call, condition, at);
    for (const ResultCell& cell : cells) results.people(snapshot, cell);
}

}  // namespace tsunagi::server
