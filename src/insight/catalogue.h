// The catalogue of all analyses: what each is called, what it answers, what may be chosen, and the
// two functions that answer. Adding an analysis is a folder of its own and a line in catalogue.cpp;
// its address, page, files and the `tsunagi analyse` command follow from here.
#pragma once

#include "insight/question.h"
#include "insight/report.h"

#include <span>
#include <string_view>
#include <vector>

namespace tsunagi::insight {

enum class Topic { Customers, Subscriptions, Products, Cancellations, Centre, Success, Value };
BOOST_DESCRIBE_ENUM(Topic, Customers, Subscriptions, Products, Cancellations, Centre, Success,
                    Value)

enum class Needs { Nothing, Money };  // a right beyond that to see analyses

// What one customer will bring, as an analysis expects.
struct Expected {
    journey::CustomerCode code = 0;
    double purchases = 0;           // orders or deliveries
    std::optional<double> value{};  // minor units; nothing where no amount follows
};

struct Analysis {
    std::string_view name;  // of its address: "deciles", "purchase-flow"
    Topic topic;
    Phrase title;
    Phrase asks;                // the question that it answers, in one sentence
    Phrase definition;          // who is counted, when, and how
    std::string_view source{};  // of the formula: authors, title, year, pages
    std::span<const ChoiceRule> choices{};
    Needs needs = Needs::Nothing;

    // Keys of headlines that speak of a month: a target for one stands against a month that is
    // over, for over more months its value would be of something else.
    std::span<const std::string_view> of_a_month{};

    // Fills headlines, figures, remarks and meta.n; the caller knows the rest.
    void (*answer)(const Question&, Report&);
    // The customers behind a cell's key; null: no cell has people. Throws InvalidInput for a key
    // that the analysis never gives.
    std::vector<journey::CustomerCode> (*people)(const Question&, std::string_view key) = nullptr;
    // What each of them will bring, of the same keys, or nobody where too little is known to
    // foretell it; null: the analysis foretells nothing of one customer.
    std::vector<Expected> (*expected)(const Question&, std::string_view key) = nullptr;
};

// In the order of the menu.
std::span<const Analysis* const> catalogue();
// Throws NotFound.
const Analysis& analysis_named(std::string_view name);

// The whole Report.
Report report_of(const Analysis&, const Question&);

// An entry of the menu.
struct CatalogueEntry {
    std::string name;
    Topic topic = Topic::Customers;
    std::string title;
    std::string asks;
    bool needs_money = false;
};
BOOST_DESCRIBE_STRUCT(CatalogueEntry, (), (name, topic, title, asks, needs_money))
CatalogueEntry entry_of(const Analysis&, Language);

// For `people`: throws InvalidInput that says there is no such cell.
[[noreturn]] void no_such_cell(std::string_view key);

}  // namespace tsunagi::insight
