// What a plan shows of its file before it is applied: the first fields that would change, with
// their old and new values, and the first rows that are taken with a warning.
#pragma once

#include "intake/batch.h"

#include <string>
#include <vector>

namespace tsunagi::intake {

inline constexpr std::size_t kPreviewed = 50;  // changes; warnings

struct PreviewedChange {
    std::int64_t line = 0;
    std::string entity;
    std::string key;    // the shop's own number, else the name
    std::string field;  // of the record
    std::string before;
    std::string after;
};
BOOST_DESCRIBE_STRUCT(PreviewedChange, (), (line, entity, key, field, before, after))

// Appends changes of the batch in the order of their lines, until there are kPreviewed. Days of a
// subscription's history are not told; a row that is named by its id is told by its number.
void append_changes(const Batch&, std::vector<PreviewedChange>&);

}  // namespace tsunagi::intake
