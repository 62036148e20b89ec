// Customers counted by two of their attributes, or by one and the products they bought.
#pragma once

#include "insight/attributes.h"
#include "insight/cross_sell/pairs.h"

#include <optional>
#include <vector>

namespace tsunagi::insight {

enum class CrossedBy { Product, Sex, Age, Rank, Prefecture, Medium };
BOOST_DESCRIBE_ENUM(CrossedBy, Product, Sex, Age, Rank, Prefecture, Medium)

Phrase name_of(CrossedBy);

// One side of the table: the 512 products on the most lines, or an attribute's groups.
class Side {
public:
    Side(const Question&, CrossedBy);

    bool is_products() const { return products_.has_value(); }
    bool all_products() const { return !products_ || products_->all(); }
    std::size_t size() const { return products_ ? products_->size() : attributes_->size(); }
    // Of an attribute only.
    std::size_t of(const journey::Journey& journey) const { return attributes_->of(journey); }
    // Of products only: RankedProducts::kNone when it is not among them.
    std::uint16_t of(int product) const { return products_->rank(product); }
    bool ordered() const { return attributes_ && attributes_->ordered(); }
    std::string key(std::size_t group) const;
    std::string label(std::size_t group) const;
    std::optional<std::size_t> find(std::string_view key) const;

private:
    const Question& question_;
    std::optional<RankedProducts> products_{};
    std::optional<Attributes> attributes_{};
};

// Of one place of the table, or of a whole row or column of it.
struct Crossed {
    std::int64_t customers = 0;
    std::int64_t sales = 0;

    void add(const Crossed& other) {
        customers += other.customers;
        sales += other.sales;
    }
};

struct Crossing {
    std::vector<Crossed> cells;  // row by row
    std::vector<Crossed> rows;
    std::vector<Crossed> columns;
    Crossed all{};  // everybody once

    const Crossed& at(std::size_t row, std::size_t column) const {
        return cells[row * columns.size() + column];
    }
};

// Requires that not both sides are products.
Crossing cross(const journey::Scope&, const Side& rows, const Side& columns);

std::vector<journey::CustomerCode> people_at(const journey::Scope&, const Side& rows,
                                             std::size_t row, const Side& columns,
                                             std::size_t column);

}  // namespace tsunagi::insight
