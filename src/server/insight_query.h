// What every analysis can be asked for, and the scope that who asks has of the shop's journeys.
#pragma once

#include "insight/labels.h"
#include "journey/filter.h"
#include "segment/condition.h"
#include "server/asker.h"
#include "server/journeys.h"

#include <optional>
#include <string>
#include <vector>

namespace tsunagi::server {

struct InsightQuery {
    std::optional<Day> as_of;  // absent: today in the shop's zone
    std::optional<Day> from;
    std::optional<Day> to;
    std::optional<std::vector<std::int64_t>> product;
    std::optional<std::vector<std::string>> medium;
    std::optional<std::vector<std::string>> prefecture;
    std::optional<std::int64_t> segment;  // only its members, whoever sees it
    // Only who fulfils it, of the segment too; it need not be kept.
    std::optional<segment::Condition> condition;
};
BOOST_DESCRIBE_STRUCT(InsightQuery, (),
                      (as_of, from, to, product, medium, prefecture, segment, condition))

// Value: first of whom most is expected; of an analysis that foretells it of each customer.
enum class PeopleOrder { Id, Purchases, Value };
BOOST_DESCRIBE_ENUM(PeopleOrder, Id, Purchases, Value)

// A cell of an analysis, by the key that its Report gave.
struct PeopleQuery : InsightQuery {
    std::optional<std::string> cell;
    std::optional<std::vector<std::string>> choices;  // "key:value"
    std::optional<PeopleOrder> order;  // absent: by value where that is foretold, else by id
    std::optional<std::string> cursor;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(PeopleQuery, (InsightQuery), (cell, choices, order, cursor, limit))

// One behind a cell.
struct PersonBehind {
    Id<record::Customer> id;
    std::optional<double> purchases{};  // expected; nothing where nothing is foretold
    std::optional<Money> value{};
};

journey::Filter filter_of(const InsightQuery&);
// Today in the zone of the shop.
Day today_of(const Asker&);
// The day of a question: today when nothing is asked. Throws InvalidInput for one that lies ahead.
Day as_of_day(const Asker&, std::optional<Day> asked);
// Of the customers whose figures the viewer may see. Throws NotFound for a segment that there is
// none of, what check_asked and members_of throw for a condition.
journey::Scope scope_of(const Asker&, const InsightQuery&);
// Those customers in one state of the journeys; nothing: all of the shop.
std::optional<journey::Bitmap> seen_in(const Asker&, const journey::View&);
// Words of the shop in the viewer's language, and with the journeys' own.
insight::Labels labels_of(const Asker&);
insight::Labels labels_of(const Asker&, const journey::Words&);
// Throws Forbidden for a viewer who may not see what customers spend.
void require_money(const Asker&);

// Takes those out whom the viewer may not look at one by one.
void leave_seen(const Asker&, std::vector<Id<record::Customer>>&);
// The customers behind a cell, in the order asked for. Throws NotFound for an unknown analysis.
std::vector<PersonBehind> people_behind(const Asker&, std::string_view analysis,
                                        const PeopleQuery&);

ShopToday shop_today(const Asker&);

}  // namespace tsunagi::server
