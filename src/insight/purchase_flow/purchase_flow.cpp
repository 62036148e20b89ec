#include "insight/purchase_flow/purchase_flow.h"

#include "insight/buyers.h"
#include "insight/cell_key.h"
#include "insight/purchase_flow/steps.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;

constexpr std::array kChoices{
    ChoiceRule{.key = "products",
               .label = {"個別に表示する商品数", "Products shown by themselves"},
               .otherwise = "8",
               .min = 2,
               .max = 12},
    ChoiceRule{.key = "days",
               .label = {"次の注文を待つ日数", "Days to wait for the next order"},
               .otherwise = "90",
               .min = 1,
               .max = 730},
};

StepPlaces places_of(const Question& question) {
    return {question.scope, question.choices.number("products"), question.choices.number("days")};
}

class Words {
public:
    Words(const Question& question, const StepPlaces& places)
        : question_(question), places_(places), days_(std::to_string(places.days())) {}

    std::int64_t key(int step, int place) const {
        return places_.key(question_.scope.words(), step, place);
    }
    std::string product(int step, int place) const {
        const std::int64_t id = key(step, place);
        switch (static_cast<Instead>(id)) {
            case Instead::Others: return question_.said({"その他の商品", "Other products"});
            case Instead::NoneYet:
                return question_.said({"注文なし({days}日以上)", "None for {days} days or more"},
                                      {{"days", days_}});
            case Instead::MayStill:
                return question_.said(
                    {"注文なし({days}日未満)", "None yet, fewer than {days} days"},
                    {{"days", days_}});
        }
        return question_.labels.product(id);
    }
    std::string of_step(int step, int place) const {
        return question_.said({"{n}回目: {product}", "{n}: {product}"},
                              {{"n", std::to_string(step + 1)}, {"product", product(step, place)}});
    }

private:
    const Question& question_;
    const StepPlaces& places_;
    std::string days_;
};

Figure flow_of(const Question& question, const StepCounts& counts, const StepPlaces& places) {
    const Words words(question, places);
    Figure figure{.key = "flow",
                  .title = question.said({"購入フロー", "Purchase flow"}),
                  .shape = Shape::Flow,
                  .columns = {{"from", question.said({"この注文から", "From"}), Unit::Text},
                              {"to", question.said({"次の注文へ", "To"}), Unit::Text},
                              {"customers", question.said({"顧客数", "Customers"}), Unit::Count},
                              {"share", question.said({"構成比", "Share"}), Unit::Share},
                              {"days", question.said({"日数(中央値)", "Median days"}), Unit::Days}},
                  .drawn = {"customers"}};
    for (int step = 0; step + 1 < kSteps; ++step) {
        const auto next = static_cast<std::size_t>(places.count(step + 1));
        const auto& from_all = counts.from[static_cast<std::size_t>(step)];
        std::vector<std::int64_t> bands(from_all.size() * next);
        for (const Way& way : counts.ways) {
            if (step + 1 >= way.steps) continue;
            const auto at = static_cast<std::size_t>(step);
            bands[static_cast<std::size_t>(way.place[at]) * next +
                  static_cast<std::size_t>(way.place[at + 1])] += way.customers;
        }
        for (std::size_t i = 0; i < bands.size(); ++i) {
            if (bands[i] == 0) continue;
            const int from = static_cast<int>(i / next);
            const int to = static_cast<int>(i % next);
            const auto key = cell_key("step",
                                      {step + 1, words.key(step, from), words.key(step + 1, to)});
            figure.add(
                {text_cell(words.of_step(step, from)), text_cell(words.of_step(step + 1, to)),
                 with_people(count_cell(bands[i]), key),
                 share_cell(rate_of(bands[i], from_all[i / next].customers)),
                 number_cell(counts.median_days[static_cast<std::size_t>(step)][i], bands[i])});
        }
    }
    return figure;
}

Figure onward_of(const Question& question, const StepCounts& counts, const StepPlaces& places,
                 int step) {
    const Words words(question, places);
    const std::string days = std::to_string(places.days());
    Figure figure{
        .key = step == 0 ? "second" : "third",
        .title = step == 0
                     ? question.said({"初回商品ごとの2回目", "Second order by first product"})
                     : question.said({"2回目商品ごとの3回目", "Third order by second product"}),
        .shape = Shape::Bars,
        .columns =
            {{"product", question.said({"商品", "Product"}), Unit::Text},
             {"rate",
              question.said({"{days}日以内の継続率", "Within {days} days"}, {{"days", days}}),
              Unit::Share},
             {"customers", question.said({"顧客数", "Customers"}), Unit::Count},
             {"ripe",
              question.said({"{days}日以上経過", "{days} days ago or more"}, {{"days", days}}),
              Unit::Count},
             {"again", question.said({"次の注文あり", "Ordered again"}), Unit::Count},
             {"days", question.said({"日数(中央値)", "Median days"}), Unit::Days}},
        .drawn = {"rate"}};
    const auto& all = counts.from[static_cast<std::size_t>(step)];
    for (int place = 0; place < static_cast<int>(all.size()); ++place) {
        const Onward& one = all[static_cast<std::size_t>(place)];
        if (one.customers == 0) continue;
        const auto key = [&](std::string_view kind) {
            return cell_key(kind, {step + 1, words.key(step, place)});
        };
        figure.add({text_cell(words.product(step, place)),
                    with_people(share_cell(rate_of(one.within, one.ripe)), key("within")),
                    with_people(count_cell(one.customers), key("all")),
                    with_people(count_cell(one.ripe), key("ripe")),
                    with_people(count_cell(one.again), key("again")),
                    number_cell(one.median_days, one.again)});
    }
    return figure;
}

Figure ways_of(const Question& question, const StepCounts& counts, const StepPlaces& places) {
    const Words words(question, places);
    Figure figure{.key = "ways",
                  .title = question.said({"3回目までの道すじ", "Ways to the third order"}),
                  .shape = Shape::Table,
                  .columns = {{"first", question.said({"1回目", "First"}), Unit::Text},
                              {"second", question.said({"2回目", "Second"}), Unit::Text},
                              {"third", question.said({"3回目", "Third"}), Unit::Text},
                              {"customers", question.said({"顧客数", "Customers"}), Unit::Count},
                              {"share", question.said({"構成比", "Share"}), Unit::Share}}};
    for (const Way& way : counts.ways) {
        const bool went_on = way.steps == kSteps;
        const auto key = cell_key("way", {words.key(0, way.place[0]), words.key(1, way.place[1]),
                                          went_on ? words.key(2, way.place[2]) : 0});
        figure.add({text_cell(words.product(0, way.place[0])),
                    text_cell(words.product(1, way.place[1])),
                    text_cell(went_on ? words.product(2, way.place[2]) : ""),
                    with_people(count_cell(way.customers), key),
                    share_cell(rate_of(way.customers, counts.customers))});
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const StepPlaces places = places_of(question);
    const StepCounts counts = count_steps(question.scope, places);
    report.meta.n = counts.customers;
    for (int step = 0; step + 1 < kSteps; ++step) {
        Onward sum;
        for (const Onward& one : counts.from[static_cast<std::size_t>(step)]) {
            sum.ripe += one.ripe;
            sum.within += one.within;
        }
        report.headlines.push_back(
            {.key = step == 0 ? "second" : "third",
             .label = question.said(
                 {"{days}日以内に{n}回目を注文", "Order {n} within {days} days"},
                 {{"days", std::to_string(places.days())}, {"n", std::to_string(step + 2)}}),
             .unit = Unit::Share,
             .cell = share_cell(rate_of(sum.within, sum.ripe))});
    }
    if (counts.customers == 0) {
        report.remarks.push_back(question.said({"期間内に初回注文のある顧客がいません。",
                                                "Nobody placed a first order in the period."}));
    }
    report.figures.push_back(flow_of(question, counts, places));
    report.figures.push_back(onward_of(question, counts, places, 0));
    report.figures.push_back(onward_of(question, counts, places, 1));
    report.figures.push_back(ways_of(question, counts, places));
}

// Whether the customer stands at these places (keys; 0: no matter) from a step on.
struct AtPlaces {
    const Question* question;
    const StepPlaces* places;
    int step;  // counts from 0
    std::vector<std::int64_t> keys;

    bool operator()(const Journey& journey) const {
        const FirstOrders orders(journey.lines());
        if (!places->counts(orders)) return false;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const int at = step + static_cast<int>(i);
            const auto place = places->place(orders, at, journey.as_of());
            const auto& words = question->scope.words();
            if ((place ? places->key(words, at, *place) : 0) != keys[i]) return false;
        }
        return true;
    }
};

struct GoingOn {
    AtPlaces at;
    std::string_view kind;

    bool operator()(const Journey& journey) const {
        if (!at(journey)) return false;
        const FirstOrders orders(journey.lines());
        if (at.step >= orders.count) return false;
        const auto step = static_cast<std::size_t>(at.step);
        const bool ripe = journey.as_of() - orders.day[step] >= at.places->days();
        const bool again = at.step + 1 < orders.count;
        if (kind == "all") return true;
        if (kind == "ripe") return ripe;
        if (kind == "again") return again;
        return ripe && again && orders.day[step + 1] - orders.day[step] <= at.places->days();
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const StepPlaces places = places_of(question);
    if (const auto way = numbers_of(key, "way", kSteps)) {
        return customers_where(question.scope, AtPlaces{&question, &places, 0, *way});
    }
    const auto known_step = [](std::int64_t step) { return step == 1 || step == 2; };
    if (const auto band = numbers_of(key, "step", 3); band && known_step(band->front())) {
        const int step = static_cast<int>(band->front()) - 1;
        return customers_where(question.scope,
                               AtPlaces{&question, &places, step, {band->at(1), band->at(2)}});
    }
    for (const std::string_view kind : {"within", "all", "ripe", "again"}) {
        const auto one = numbers_of(key, kind, 2);
        if (!one || !known_step(one->front())) continue;
        const int step = static_cast<int>(one->front()) - 1;
        return customers_where(question.scope,
                               GoingOn{{&question, &places, step, {one->at(1)}}, kind});
    }
    no_such_cell(key);
}

}  // namespace

constexpr Analysis kPurchaseFlow{
    .name = "purchase-flow",
    .topic = Topic::Products,
    .title = {"購入フロー", "Purchase flow"},
    .asks = {"初回の商品から、2回目・3回目に何が買われているか",
             "What is bought second and third after each first product?"},
    .definition =
        {"顧客ごとの1回目・2回目・3回目の注文の商品(注文の先頭明細)をつないだもの。取消・返品の注文"
         "は数えません。継続率の分母は、その注文から指定日数以上たった顧客だけで、まだ日数のたって"
         "いない顧客は「これから注文する可能性がある」ため含めません。日数は次の注文があった顧客の"
         "中央値です。期間と商品は初回注文の日と商品(先頭の明細)で選びます。",
         "The products (first lines) of each customer's first, second and third order. Cancelled "
         "and returned orders are not counted. The rate counts only customers whose order is at "
         "least the chosen days ago; the others may still order. Days are the median of those who "
         "ordered again. The period and the products choose customers by the day of their first "
         "order and its first line."},
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
