#include "store/audit/rows.h"

#include "store/audit/rows.sql.h"

#include <iterator>

namespace tsunagi::store::audit {

namespace {

// Columns that every statement of rows.sql begins with.
struct RowColumn {
    enum { Seq, Position, CustomerId, Bulk, FirstOpen };
};

struct SourceRows {
    const Statement& statement;
    Source source;
    int contents;  // so many columns at the end
};

void append(const Row& row, int column, std::string& out) {
    const auto text = row.text(column);
    out.append(std::to_string(text.size())).append(1, ':').append(text);
}

// Erasure leaves nothing, or an image that names no field.
bool says_nothing(std::string_view text) { return text.empty() || text == "{}"; }

TrailRow read_trail_row(const SourceRows& from, const Row& row) {
    TrailRow read;
    read.place = {row.integer(RowColumn::Seq), from.source, row.integer(RowColumn::Position)};
    read.customer_id = row.integer(RowColumn::CustomerId);
    read.bulk = row.integer(RowColumn::Bulk) != 0;
    const int first_content = row.columns() - from.contents;
    append(row, RowColumn::CustomerId, read.open);
    for (int i = RowColumn::Bulk; i < first_content; ++i) append(row, i, read.open);
    for (int i = first_content; i < row.columns(); ++i) {
        read.empty = read.empty && says_nothing(row.text(i));
        append(row, i, read.contents);
    }
    return read;
}

std::vector<TrailRow> read_rows(Reader& reader, const SourceRows& from, const Args& args) {
    std::vector<TrailRow> rows;
    reader.rows(from.statement, args, [&](const Row& row) {
        rows.push_back(read_trail_row(from, row));
        return true;
    });
    return rows;
}

std::vector<TrailRow> items_after(Reader& reader, std::int64_t seq, std::int64_t position,
                                  std::size_t most) {
    return read_rows(reader, {sql::read_trail_items, Source::Item, 1},
                     {{"seq", seq}, {"after", position}, {"most", std::int64_t(most)}});
}

void move_to(std::vector<TrailRow>& to, std::vector<TrailRow> from) {
    to.insert(to.end(), std::move_iterator(from.begin()), std::move_iterator(from.end()));
}

}  // namespace

std::string name_of(const Place& place) {
    if (place.source == Source::Unknown) return "unknown " + std::to_string(place.seq);
    if (place.source == Source::Event) return "event " + std::to_string(place.seq);
    const std::string change = "change " + std::to_string(place.seq);
    if (place.source == Source::Change) return change;
    return change + " item " + std::to_string(place.position);
}

std::int64_t settled_before(Reader& reader) { return reader.integer(sql::find_settled_before); }

std::vector<TrailRow> rows_after(Reader& reader, const Place& after, std::int64_t below,
                                 std::size_t most) {
    std::vector<TrailRow> rows;
    if (after.source != Source::Event && after.seq > 0) {
        const auto position = after.source == Source::Item ? after.position : -1;
        rows = items_after(reader, after.seq, position, most);
        if (rows.size() >= most) return rows;
    }
    const Args args{{"after", after.seq}, {"below", below}, {"most", std::int64_t(most)}};
    auto changes = read_rows(reader, {sql::read_trail_changes, Source::Change, 2}, args);
    auto events = read_rows(reader, {sql::read_trail_events, Source::Event, 1}, args);
    // Where one list was cut, the other may not run ahead of it.
    const auto reached = [&](const std::vector<TrailRow>& list) {
        return list.size() < most ? below : list.back().place.seq + 1;
    };
    const auto until = std::min(reached(changes), reached(events));
    auto event = events.begin();
    for (auto& change : changes) {
        for (; event != events.end() && event->place < change.place; ++event) {
            rows.push_back(std::move(*event));
        }
        if (change.place.seq >= until || rows.size() >= most) return rows;
        const auto seq = change.place.seq;
        const bool bulk = change.bulk;
        rows.push_back(std::move(change));
        if (bulk) move_to(rows, items_after(reader, seq, -1, most));
        if (rows.size() >= most) return rows;
    }
    for (; event != events.end() && event->place.seq < until; ++event) {
        rows.push_back(std::move(*event));
    }
    return rows;
}

}  // namespace tsunagi::store::audit
