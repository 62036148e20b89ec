// A Segment is a condition that a shop keeps under a name. Segments may name each other, never in a
// circle: whoever is a member can always be worked out.
#pragma once

#include "record/changes.h"
#include "record/versions.h"
#include "segment/condition.h"
#include "store/database.h"

#include <map>
#include <string>
#include <vector>

namespace tsunagi::segment {

inline constexpr std::int64_t kMostSegments = 500;  // of a shop
inline constexpr std::size_t kMostReached = 50;     // segments behind one, through others too
inline constexpr std::size_t kMostBytes = 65'536;   // of a condition, as JSON
inline constexpr std::size_t kMostCells = 10;  // of analyses, each asked once, through them too

struct Segment {
    Id<Segment> id;
    std::int64_t version = 0;
    std::string name;
    std::string note;
    Condition condition;
    Instant created_at;
    Id<User> created_by;
    std::string created_by_name;
    Instant updated_at;
    Id<User> updated_by;
    std::string updated_by_name;
};
BOOST_DESCRIBE_STRUCT(Segment, (),
                      (id, version, name, note, condition, created_at, created_by, created_by_name,
                       updated_at, updated_by, updated_by_name))

struct SegmentDraft {
    std::string name;
    std::string note;
    Condition condition;
};
BOOST_DESCRIBE_STRUCT(SegmentDraft, (), (name, note, condition))

struct SegmentPatch {
    Patch<std::string> name;
    Patch<std::string> note;
    Patch<Condition> condition;
};
BOOST_DESCRIBE_STRUCT(SegmentPatch, (), (name, note, condition))

// Throws NotFound.
Segment find_segment(store::Reader&, Id<Segment>);
// All of them, by name.
std::vector<Segment> list_segments(store::Reader&);

// These throw InvalidInput with all that is wrong: the condition's errors below "/condition",
// a name that is taken, segments that are not there or would go round in a circle. Throws TooLarge
// when the shop has kMostSegments already.
Segment create_segment(store::Tx&, const Viewer&, const SegmentDraft&);
// Throws VersionConflict.
Segment change_segment(store::Tx&, const Viewer&, Id<Segment>, std::int64_t version,
                       const SegmentPatch&);
// Throws Conflict when others name it, with their names; VersionConflict.
void delete_segment(store::Tx&, Id<Segment>, std::int64_t version);

// The segment stays until the transaction is done. Throws InvalidInput at `pointer` when there is
// none.
void hold_segment(store::Tx&, Id<Segment>, std::string_view pointer);

// The conditions of all segments that `condition` names, and those name, by id. Throws InvalidInput
// below `at` when one is not there, leads back to `self`, or they are more than kMostReached, or
// name more than kMostCells with it.
std::map<std::int64_t, Condition> conditions_behind(store::Reader&, const Condition&,
                                                    Id<Segment> self = {},
                                                    std::string_view at = "");

}  // namespace tsunagi::segment

template <>
struct tsunagi::rules_of<tsunagi::segment::SegmentDraft> {
    static constexpr std::array value{
        Rule{.field = "name", .min_length = 1, .max_length = 100, .ja = "名前", .en = "Name"},
        Rule{.field = "note", .max_length = 2000, .ja = "メモ", .en = "Note"}};
};
template <>
struct tsunagi::rules_of<tsunagi::segment::SegmentPatch> {
    static constexpr std::array value{
        Rule{.field = "name", .min_length = 1, .max_length = 100, .ja = "名前", .en = "Name"},
        Rule{.field = "note", .max_length = 2000, .ja = "メモ", .en = "Note"}};
};
