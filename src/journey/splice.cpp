#include "journey/splice.h"

#include "journey/builder.h"

#include <algorithm>
#include <utility>

namespace tsunagi::journey {

namespace {

// Rows of one lane that a stretch covers, and where they go.
struct RowRun {
    Row first;
    Row last;
    Row to;
};

template <class T>
void append(Cells<T>& cells, const Column<T>& from, std::size_t first, std::size_t last) {
    cells.insert(cells.end(), from.data() + first, from.data() + last);
}

template <class GetColumn>
auto joined(std::span<const Stretch> stretches, GetColumn get, const std::vector<RowRun>& runs) {
    using T = typename std::decay_t<decltype(get(*stretches[0].part))>::value_type;
    Cells<T> cells;
    std::size_t total = 0;
    for (const RowRun& run : runs) total += run.last - run.first;
    cells.reserve(total);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        append(cells, get(*stretches[i].part), runs[i].first, runs[i].last);
    }
    return Column<T>(std::move(cells));
}

// Entries of a side table, moved to their new rows.
template <class T, class GetRows, class GetValues>
std::pair<Column<Row>, Column<T>> moved(std::span<const Stretch> stretches,
                                        const std::vector<RowRun>& runs, GetRows rows_of,
                                        GetValues values_of) {
    Cells<Row> rows;
    Cells<T> values;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const Column<Row>& from = rows_of(*stretches[i].part);
        const Column<T>& value = values_of(*stretches[i].part);
        const auto* at = std::lower_bound(from.begin(), from.end(), runs[i].first);
        for (; at != from.end() && *at < runs[i].last; ++at) {
            rows.push_back(*at - runs[i].first + runs[i].to);
            values.push_back(value[static_cast<std::size_t>(at - from.begin())]);
        }
    }
    return {Column<Row>(std::move(rows)), Column<T>(std::move(values))};
}

template <class Lane, std::size_t... I>
void join_columns(std::span<const Stretch> stretches, Lane Part::* lane,
                  const std::vector<RowRun>& runs, Lane& to, std::index_sequence<I...>) {
    ((std::get<I>(to.columns()) = joined(
          stretches, [&](const Part& part) -> auto& { return std::get<I>((part.*lane).columns()); },
          runs)),
     ...);
}

template <class Lane>
std::vector<RowRun> offsets_of(std::span<const Stretch> stretches, Lane Part::* lane, Lane& to) {
    Cells<Row> offsets{0};
    std::vector<RowRun> runs;
    for (const Stretch& stretch : stretches) {
        const Column<Row>& from = (stretch.part->*lane).offsets;
        const Row first = from[stretch.index];
        const Row start = offsets.back();
        runs.push_back({first, from[stretch.index + stretch.count], start});
        for (std::uint32_t i = 1; i <= stretch.count; ++i) {
            offsets.push_back(from[stretch.index + i] - first + start);
        }
    }
    to.offsets = Column<Row>(std::move(offsets));
    return runs;
}

template <class Lane>
Lane splice_lane(std::span<const Stretch> stretches, Lane Part::* lane) {
    Lane to;
    const auto runs = offsets_of(stretches, lane, to);
    constexpr auto kColumns = std::tuple_size_v<decltype(to.columns())>;
    join_columns(stretches, lane, runs, to, std::make_index_sequence<kColumns>{});
    std::tie(to.late.row, to.late.known_on) = moved<LaneDay>(
        stretches, runs, [&](const Part& part) -> auto& { return (part.*lane).late.row; },
        [&](const Part& part) -> auto& { return (part.*lane).late.known_on; });
    if constexpr (std::is_same_v<Lane, OrderLane>) {
        std::tie(to.wide_row, to.wide_amount) = moved<std::int64_t>(
            stretches, runs, [&](const Part& part) -> auto& { return (part.*lane).wide_row; },
            [&](const Part& part) -> auto& { return (part.*lane).wide_amount; });
        std::tie(to.many_row, to.many) = moved<std::int32_t>(
            stretches, runs, [&](const Part& part) -> auto& { return (part.*lane).many_row; },
            [&](const Part& part) -> auto& { return (part.*lane).many; });
    }
    if constexpr (std::is_same_v<Lane, TouchLane>) {
        std::tie(to.answer_row, to.answer) = moved<std::uint8_t>(
            stretches, runs, [&](const Part& part) -> auto& { return (part.*lane).answer_row; },
            [&](const Part& part) -> auto& { return (part.*lane).answer; });
    }
    // What a replaced journey was about is kept: an extent may only be too wide.
    for (const Stretch& stretch : stretches) {
        const Extent& from = (stretch.part->*lane).extent;
        to.extent.first = std::min(to.extent.first, from.first);
        to.extent.last = std::max(to.extent.last, from.last);
        to.extent.known = std::max(to.extent.known, from.known);
    }
    return to;
}

template <std::size_t... I>
People splice_people(std::span<const Stretch> stretches, std::index_sequence<I...>) {
    std::vector<RowRun> runs;
    for (const Stretch& stretch : stretches) {
        runs.push_back({stretch.index, stretch.index + stretch.count, 0});
    }
    People to;
    ((std::get<I>(to.columns()) = joined(
          stretches, [](const Part& part) -> auto& { return std::get<I>(part.people.columns()); },
          runs)),
     ...);
    return to;
}

// One journey of the new delta: where it is, and which base journey it replaces if any.
struct Piece {
    std::int64_t id;
    const Part* part;
    std::uint32_t index;
    CustomerCode code;  // not of the base: any that the base has not
};

}  // namespace

Part splice(std::span<const Stretch> stretches) {
    if (stretches.empty()) return build({});
    Part part;
    constexpr auto kColumns = std::tuple_size_v<decltype(part.people.columns())>;
    part.people = splice_people(stretches, std::make_index_sequence<kColumns>{});
    part.orders = splice_lane(stretches, &Part::orders);
    part.events = splice_lane(stretches, &Part::events);
    part.touches = splice_lane(stretches, &Part::touches);
    part.given_up = splice_lane(stretches, &Part::given_up);
    return part;
}

std::shared_ptr<View> replace_journeys(const View& view, const Part& fresh, Words words,
                                       std::int64_t watermark) {
    std::vector<Piece> pieces;
    const Column<std::int64_t>& fresh_ids = fresh.people.id;
    const Column<std::int64_t>& base_ids = view.base->people.id;
    for (std::uint32_t i = 0; i < fresh.size(); ++i) {
        const auto* at = std::lower_bound(base_ids.begin(), base_ids.end(), fresh_ids[i]);
        const bool in_base = at != base_ids.end() && *at == fresh_ids[i];
        const auto place = in_base ? at - base_ids.begin() : std::ptrdiff_t(view.base->size());
        pieces.push_back({fresh_ids[i], &fresh, i, static_cast<CustomerCode>(place)});
    }
    const Part& old = view.delta->part;
    for (std::uint32_t i = 0; i < old.size(); ++i) {
        const std::int64_t id = old.people.id[i];
        if (std::binary_search(fresh_ids.begin(), fresh_ids.end(), id)) continue;
        pieces.push_back({id, &old, i, view.delta->code[i]});
    }
    // Those who are in the base come first, by code; the others follow by id. Base codes ascend
    // with ids, so both orders are the order of ids.
    std::sort(pieces.begin(), pieces.end(),
              [](const Piece& a, const Piece& b) { return a.id < b.id; });
    const auto in_base = [&](const Piece& piece) { return piece.code < view.base->size(); };
    std::vector<Stretch> stretches;
    Cells<CustomerCode> codes;
    for (const Piece& piece : pieces) {
        if (!in_base(piece)) continue;
        codes.push_back(piece.code);
        stretches.push_back({piece.part, piece.index, 1});
    }
    std::uint32_t added = 0;
    for (const Piece& piece : pieces) {
        if (in_base(piece)) continue;
        codes.push_back(view.base->size() + added++);
        stretches.push_back({piece.part, piece.index, 1});
    }
    auto next = std::make_shared<View>(view);
    next->delta = std::make_shared<const Delta>(
        Delta{Column<CustomerCode>(std::move(codes)), splice(stretches), added});
    next->words = std::make_shared<const Words>(std::move(words));
    next->watermark = watermark;
    return next;
}

std::shared_ptr<View> compacted(const View& view) {
    std::vector<Stretch> stretches;
    bool ascending = true;
    std::int64_t last_id = -1;
    view.each_run(0, view.size(),
                  [&](const Part& part, std::uint32_t index, CustomerCode, std::uint32_t count) {
                      if (part.people.present[index] == 0)
                          return;  // only journeys of the delta, one by one
                      ascending = ascending && part.people.id[index] > last_id;
                      last_id = part.people.id[index + count - 1];
                      stretches.push_back({&part, index, count});
                  });
    if (!ascending) {
        std::vector<Stretch> singles;
        for (const Stretch& stretch : stretches) {
            for (std::uint32_t i = 0; i < stretch.count; ++i) {
                singles.push_back({stretch.part, stretch.index + i, 1});
            }
        }
        std::sort(singles.begin(), singles.end(), [](const Stretch& a, const Stretch& b) {
            return a.part->people.id[a.index] < b.part->people.id[b.index];
        });
        stretches = std::move(singles);
    }
    auto next = view_of(splice(stretches), Words(*view.words), view.watermark);
    return next;
}

}  // namespace tsunagi::journey
