#include "insight/product_attributes/crossing.h"

#include "insight/buyers.h"

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::OrderLane;
using journey::Row;
using journey::Scope;

// Calls each(product, bought, amount) for the lines in the scope's days, of its products.
template <class Each>
void each_line(const Scope& scope, const Journey& journey, Each each) {
    auto lines = journey.lines();
    if (!scope.whole_time()) lines = lines.between(scope.from, scope.to);
    const OrderLane& lane = lines.lane();
    for (Row row = lines.first(); row < lines.last(); ++row) {
        const int product = lane.product[row];
        if (!scope.has(product)) continue;
        each(product, (lane.flags[row] & OrderLane::kVoid) == 0, lane.amount_at(row));
    }
}

// What one customer did with one product; marks of another customer are void.
struct Mark {
    CustomerCode code = 0;
    bool bought = false;
    std::int64_t sales = 0;
};

struct CountCrossing {
    const Scope* scope;
    const Side* row_side;
    const Side* column_side;
    Crossing crossing;
    std::vector<Mark> marks{};         // by rank of a product
    std::vector<std::uint16_t> met{};  // ranks of this journey

    void operator()(const Journey& journey) {
        const Side* products = row_side->is_products()      ? row_side
                               : column_side->is_products() ? column_side
                                                            : nullptr;
        met.clear();
        Mark all{};
        each_line(*scope, journey, [&](int product, bool bought, std::int64_t amount) {
            all.bought |= bought;
            all.sales += amount;
            if (products != nullptr) mark(products->of(product), journey.code(), bought, amount);
        });
        if (!all.bought) return;
        const Crossed mine{1, all.sales};
        crossing.all.add(mine);
        if (products == nullptr) {
            const std::size_t row = row_side->of(journey);
            const std::size_t column = column_side->of(journey);
            crossing.rows[row].add(mine);
            crossing.columns[column].add(mine);
            return crossing.cells[row * crossing.columns.size() + column].add(mine);
        }
        const bool by_row = products == row_side;
        const std::size_t group = (by_row ? column_side : row_side)->of(journey);
        (by_row ? crossing.columns : crossing.rows)[group].add(mine);
        for (const std::uint16_t rank : met) {
            const Mark& one = marks[rank];
            if (!one.bought) continue;
            const Crossed part{1, one.sales};
            (by_row ? crossing.rows : crossing.columns)[rank].add(part);
            const std::size_t row = by_row ? rank : group;
            const std::size_t column = by_row ? group : rank;
            crossing.cells[row * crossing.columns.size() + column].add(part);
        }
    }
    void mark(std::uint16_t rank, CustomerCode code, bool bought, std::int64_t amount) {
        if (rank == RankedProducts::kNone) return;
        Mark& one = marks[rank];
        if (one.code != code) {
            one = {.code = code};
            met.push_back(rank);
        }
        one.bought |= bought;
        one.sales += amount;
    }
    void merge(const CountCrossing& other) {
        const auto add_each = [](std::vector<Crossed>& to, const std::vector<Crossed>& from) {
            for (std::size_t i = 0; i < to.size(); ++i) to[i].add(from[i]);
        };
        add_each(crossing.cells, other.crossing.cells);
        add_each(crossing.rows, other.crossing.rows);
        add_each(crossing.columns, other.crossing.columns);
        crossing.all.add(other.crossing.all);
    }
};

struct StandsAt {
    const Scope* scope;
    const Side* row_side;
    std::size_t row;
    const Side* column_side;
    std::size_t column;

    bool operator()(const Journey& journey) const {
        if (!row_side->is_products() && row_side->of(journey) != row) return false;
        if (!column_side->is_products() && column_side->of(journey) != column) return false;
        bool found = false;
        each_line(*scope, journey, [&](int product, bool bought, std::int64_t) {
            found |= bought && (!row_side->is_products() || row_side->of(product) == row) &&
                     (!column_side->is_products() || column_side->of(product) == column);
        });
        return found;
    }
};

}  // namespace

Phrase name_of(CrossedBy axis) {
    switch (axis) {
        case CrossedBy::Product: return {"商品", "Product"};
        case CrossedBy::Sex: return name_of(Attribute::Sex);
        case CrossedBy::Age: return name_of(Attribute::Age);
        case CrossedBy::Rank: return name_of(Attribute::Rank);
        case CrossedBy::Prefecture: return name_of(Attribute::Prefecture);
        case CrossedBy::Medium: break;
    }
    return name_of(Attribute::Medium);
}

Side::Side(const Question& question, CrossedBy axis) : question_(question) {
    switch (axis) {
        case CrossedBy::Product: products_.emplace(question.scope); break;
        case CrossedBy::Sex: attributes_.emplace(question, Attribute::Sex); break;
        case CrossedBy::Age: attributes_.emplace(question, Attribute::Age); break;
        case CrossedBy::Rank: attributes_.emplace(question, Attribute::Rank); break;
        case CrossedBy::Prefecture: attributes_.emplace(question, Attribute::Prefecture); break;
        case CrossedBy::Medium: attributes_.emplace(question, Attribute::Medium); break;
    }
}

std::string Side::key(std::size_t group) const {
    if (!products_) return attributes_->key(group);
    return std::to_string(question_.scope.words().products.id(products_->number(group)));
}

std::string Side::label(std::size_t group) const {
    if (!products_) return attributes_->label(group);
    return question_.labels.product(question_.scope.words().products.id(products_->number(group)));
}

std::optional<std::size_t> Side::find(std::string_view wanted) const {
    if (!products_) return attributes_->find(wanted);
    for (std::size_t group = 0; group < size(); ++group) {
        if (key(group) == wanted) return group;
    }
    return std::nullopt;
}

Crossing cross(const Scope& scope, const Side& rows, const Side& columns) {
    const Side* products = rows.is_products() ? &rows : columns.is_products() ? &columns : nullptr;
    CountCrossing start{.scope = &scope,
                        .row_side = &rows,
                        .column_side = &columns,
                        .crossing = {.cells = std::vector<Crossed>(rows.size() * columns.size()),
                                     .rows = std::vector<Crossed>(rows.size()),
                                     .columns = std::vector<Crossed>(columns.size())}};
    if (products != nullptr) start.marks.resize(products->size());
    return journey::fold(scope.snapshot, start, scope.options()).crossing;
}

std::vector<CustomerCode> people_at(const Scope& scope, const Side& rows, std::size_t row,
                                    const Side& columns, std::size_t column) {
    return customers_where(scope, StandsAt{&scope, &rows, row, &columns, column});
}

}  // namespace tsunagi::insight
