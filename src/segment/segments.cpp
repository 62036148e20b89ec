#include "segment/segments.h"

#include "base/json.h"
#include "base/text.h"
#include "segment/segments.sql.h"

#include <algorithm>
#include <set>

namespace tsunagi::segment {

namespace {

// A segment as its table has it.
struct StoredSegment {
    Id<Segment> id;
    std::int64_t version = 0;
    std::string name;
    std::string note;
    std::string condition_json;
    Instant created_at;
    Id<User> created_by;
    std::string created_by_name;
    Instant updated_at;
    Id<User> updated_by;
    std::string updated_by_name;
};
BOOST_DESCRIBE_STRUCT(StoredSegment, (),
                      (id, version, name, note, condition_json, created_at, created_by,
                       created_by_name, updated_at, updated_by, updated_by_name))

StoredSegment stored(const Segment& segment) {
    return {.id = segment.id,
            .version = segment.version,
            .name = segment.name,
            .note = segment.note,
            .condition_json = to_json(segment.condition),
            .created_at = segment.created_at,
            .created_by = segment.created_by,
            .created_by_name = segment.created_by_name,
            .updated_at = segment.updated_at,
            .updated_by = segment.updated_by,
            .updated_by_name = segment.updated_by_name};
}

Segment read(const StoredSegment& row) {
    return {.id = row.id,
            .version = row.version,
            .name = row.name,
            .note = row.note,
            .condition = from_json<Condition>(row.condition_json),
            .created_at = row.created_at,
            .created_by = row.created_by,
            .created_by_name = row.created_by_name,
            .updated_at = row.updated_at,
            .updated_by = row.updated_by,
            .updated_by_name = row.updated_by_name};
}

std::string label_of(Id<Segment> id) { return "segment " + std::to_string(id.value); }

std::optional<Segment> look_up(store::Reader& reader, Id<Segment> id) {
    const auto row = reader.one<StoredSegment>(sql::find_segment, {{"id", id}});
    if (!row) return std::nullopt;
    return read(*row);
}

// Throws InvalidInput with all that is wrong with what is about to be kept; what it asks for stays
// as it is until that is done.
void check(store::Tx& tx, const Segment& segment) {
    auto errors = errors_of(segment.condition, "/condition");
    if (segment.name.empty()) {
        errors.push_back({"/name", "missing", "a segment needs a name", {}});
    }
    const auto holder = tx.integer(sql::find_segment_by_name, {{"name", segment.name}});
    if (holder != 0 && holder != segment.id.value) {
        errors.push_back({"/name", "taken", "there is a segment of this name already", {}});
    }
    if (errors.empty() && to_json(segment.condition).size() > kMostBytes) {
        const auto max = std::to_string(kMostBytes);
        errors.push_back(
            {"/condition", "too_long", "at most " + max + " bytes as JSON", {{"max", max}}});
    }
    record::refuse(std::move(errors), "the segment is not valid");
    for (const auto& [id, condition] :
         conditions_behind(tx, segment.condition, segment.id, "/condition")) {
        tx.run(sql::hold_segment, {{"id", id}});
    }
}

void touch(Segment& segment, const store::Tx& tx, const Viewer& viewer) {
    segment.updated_at = tx.now();
    segment.updated_by = viewer.user;
    segment.updated_by_name = viewer.user_name;
}

[[noreturn]] void too_many(const std::string& pointer, std::size_t most, std::string_view what) {
    const auto max = std::to_string(most);
    const auto message = "a condition stands on at most " + max + " " + std::string(what);
    throw Error(Code::InvalidInput, message, {{pointer, "too_many", message, {{"max", max}}}});
}

// Where a condition names the segment first.
std::string pointer_to(const Condition& condition, std::int64_t id, std::string_view at) {
    for (const Part& part : parts_of(condition, at)) {
        if (part.leaf == nullptr) continue;
        if (part.leaf->cell && part.leaf->cell->segment == id)
            return part.pointer + "/cell/segment";
        if (part.leaf->field != Field::Segment || !part.leaf->ids) continue;
        const auto& ids = *part.leaf->ids;
        const auto place = std::ranges::find(ids, id) - ids.begin();
        if (place < std::ssize(ids)) return part.pointer + "/ids/" + std::to_string(place);
    }
    return std::string(at);
}

}  // namespace

Segment find_segment(store::Reader& reader, Id<Segment> id) {
    auto segment = look_up(reader, id);
    if (!segment) throw Error(Code::NotFound, label_of(id) + " was not found");
    return *std::move(segment);
}

std::vector<Segment> list_segments(store::Reader& reader) {
    std::vector<Segment> segments;
    for (const auto& row : reader.all<StoredSegment>(sql::list_segments)) {
        segments.push_back(read(row));
    }
    return segments;
}

void hold_segment(store::Tx& tx, Id<Segment> id, std::string_view pointer) {
    if (tx.run(sql::hold_segment, {{"id", id}}) == 1) return;
    throw record::invalid(pointer, "unknown_segment", "there is no such segment");
}

std::map<std::int64_t, Condition> conditions_behind(store::Reader& reader,
                                                    const Condition& condition, Id<Segment> self,
                                                    std::string_view at) {
    std::map<std::int64_t, Condition> behind;
    std::set<ResultCell> cells;
    for (const Part& part : parts_of(condition, at)) {
        if (part.leaf == nullptr || !part.leaf->cell) continue;
        cells.insert(*part.leaf->cell);
        if (cells.size() > kMostCells) too_many(part.pointer + "/cell", kMostCells, "analyses");
    }
    // Each with the one of `condition` that led there.
    std::vector<std::pair<std::int64_t, std::int64_t>> ahead;
    for (const auto id : named_in(condition).segments) ahead.emplace_back(id, id);
    const auto refuse = [&](std::int64_t through, std::string_view code,
                            const std::string& message) {
        throw record::invalid(pointer_to(condition, through, at), code, message);
    };
    while (!ahead.empty()) {
        const auto [id, through] = ahead.back();
        ahead.pop_back();
        if (behind.contains(id)) continue;
        if (self.value != 0 && id == self.value) {
            refuse(through, "circular", "this segment would be one of its own conditions");
        }
        auto found = look_up(reader, {id});
        if (!found) refuse(through, "unknown_segment", "there is no such segment");
        const Named named = named_in(found->condition);
        for (const auto next : named.segments) ahead.emplace_back(next, through);
        cells.insert(named.cells.begin(), named.cells.end());
        behind.emplace(id, std::move(found->condition));
        const auto pointer = [&] { return pointer_to(condition, through, at); };
        if (behind.size() > kMostReached) too_many(pointer(), kMostReached, "segments");
        if (cells.size() > kMostCells) too_many(pointer(), kMostCells, "analyses");
    }
    return behind;
}

Segment create_segment(store::Tx& tx, const Viewer& viewer, const SegmentDraft& draft) {
    Segment segment{.id = {},
                    .version = 1,
                    .name = trimmed(draft.name),
                    .note = draft.note,
                    .condition = draft.condition,
                    .created_at = tx.now(),
                    .created_by = viewer.user,
                    .created_by_name = viewer.user_name,
                    .updated_at = {},
                    .updated_by = {},
                    .updated_by_name = {}};
    check(tx, segment);
    if (tx.integer(sql::count_segments) >= kMostSegments) {
        throw Error(Code::TooLarge,
                    "a shop has at most " + std::to_string(kMostSegments) + " segments");
    }
    touch(segment, tx, viewer);
    segment.id = tx.next_id<Segment>("segment");
    const auto row = stored(segment);
    tx.run(sql::insert_segment, store::args_of(row));
    const auto json = to_json(row);
    tx.changed({.entity = "segment", .id = segment.id.value, .after = json});
    return segment;
}

Segment change_segment(store::Tx& tx, const Viewer& viewer, Id<Segment> id, std::int64_t version,
                       const SegmentPatch& patch) {
    const Segment before = find_segment(tx, id);
    record::check_version(label_of(id), before, version);
    Segment after = before;
    record::refuse(record::apply_patch(patch, after), "the segment is not valid");
    after.name = trimmed(after.name);
    check(tx, after);
    if (record::difference(stored(before), stored(after)).empty()) return after;
    after.version = before.version + 1;
    touch(after, tx, viewer);
    const auto row = stored(after);
    const auto changed = record::difference(stored(before), row);
    tx.run(sql::update_segment, store::args_of(row));
    tx.changed({.entity = "segment",
                .id = id.value,
                .kind = store::Change::Kind::Updated,
                .version = after.version,
                .before = changed.before,
                .after = changed.after});
    return after;
}

void delete_segment(store::Tx& tx, Id<Segment> id, std::int64_t version) {
    const Segment segment = find_segment(tx, id);
    record::check_version(label_of(id), segment, version);
    std::string names;
    for (const Segment& other : list_segments(tx)) {
        const auto named = named_in(other.condition).segments;
        if (other.id == id || std::ranges::find(named, id.value) == named.end()) continue;
        names += (names.empty() ? "" : ", ") + other.name;
    }
    if (!names.empty()) {
        throw Error(Code::Conflict, "other segments ask for this one: " + names,
                    {{"/id", "in_use", "other segments ask for this one", {{"names", names}}}});
    }
    tx.run(sql::delete_segment, {{"id", id}});
    const auto row = stored(segment);
    const auto json = to_json(row);
    tx.changed({.entity = "segment",
                .id = id.value,
                .kind = store::Change::Kind::Deleted,
                .version = version,
                .before = json});
}

}  // namespace tsunagi::segment
