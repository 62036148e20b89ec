// Goods finds or makes the products that the lines of a file name, by their code, else their name.
// A product that is there stays as it is: the lines of an order do not rename the catalogue. Only
// what nobody knew yet is filled in: a name that repeats the code, a price of nothing.
#pragma once

#include "intake/people.h"

namespace tsunagi::intake {

class Goods {
public:
    struct Product {
        std::int64_t id = 0;
        bool waiting = false;
        Money price;  // zero: not known
    };
    struct Said {
        std::string_view key;  // code, or the name when there is none
        std::string_view name;
        std::string_view category;
        UnitPrice price;
        bool is_subscription = false;
        std::int64_t line = 0;
    };

    explicit Goods(const TakerSetup& setup) : setup_(setup) {}

    Product* take(const Said&);
    // Notes the key only; its id is looked up when a later row names it.
    void pass_over(std::string_view key) { products_.try_emplace(std::string(key)); }
    void resolve(store::Reader&, IdSource&, Batch&);

private:
    struct Draft {
        Product* product;
        table::Product row;
        bool is_told = true;  // false: counted by an earlier run
        std::int64_t line = 0;
    };

    void fill_in(Draft&, const table::Product& before, Batch&);

    const TakerSetup& setup_;
    TextMap<Product> products_;
    std::vector<Draft> waiting_;
};

}  // namespace tsunagi::intake
