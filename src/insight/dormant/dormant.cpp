#include "insight/dormant/dormant.h"

#include "insight/buyers.h"
#include "insight/cell_key.h"
#include "insight/starts.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::OrderLane;
using journey::Row;
using journey::Scope;

constexpr std::size_t kMostProducts = 100;
constexpr std::size_t kBands = 5;
constexpr std::array<double, kBands> kFactors{1, 1.5, 2, 3, 5};
constexpr std::array kPercentiles{
    OptionRule{"80", {"80%の人が再注文する日数", "80 %"}},
    OptionRule{"90", {"90%の人が再注文する日数", "90 %"}},
    OptionRule{"95", {"95%の人が再注文する日数", "95 %"}},
};
constexpr std::array kChoices{
    ChoiceRule{.key = "percentile",
               .label = {"休眠とみなす基準", "Silent longer than"},
               .otherwise = "90",
               .options = kPercentiles},
    ChoiceRule{.key = "days",
               .label = {"復活を見る日数", "Days to come back"},
               .otherwise = "90",
               .min = 7,
               .max = 730},
};

// Calls each(product, day, next): next is the day of the next order, or -1.
template <class Each>
void each_silence(const Scope& scope, const Journey& journey, Each each) {
    const auto lines = journey.lines();
    const auto start = start_of(lines);
    if (!start || !scope.covers(start->day)) return;
    const OrderLane& lane = lines.lane();
    int product = start->product;
    int day = start->day;
    for (Row row = start->row + 1; row < lines.last(); ++row) {
        if ((lane.day[row] & OrderLane::kHead) == 0) continue;
        const int next = lane.day_at(row);
        each(product, day, next);
        product = lane.product[row];
        day = next;
    }
    each(product, day, -1);
}

// Products by place: the most ordered ones, the others together as the last.
class ProductPlaces {
public:
    explicit ProductPlaces(const Question& question)
        : products_(static_cast<std::size_t>(question.scope.words().products.size())) {
        const CountHeads none{&question.scope, std::vector<std::uint32_t>(products_)};
        const auto heads = fold_buyers(question.scope, none).heads;
        for (std::size_t i = 0; i < products_; ++i) {
            if (heads[i] > 0) number_.push_back(static_cast<int>(i));
        }
        std::ranges::sort(number_, [&](int a, int b) {
            const auto left = heads[static_cast<std::size_t>(a)];
            const auto right = heads[static_cast<std::size_t>(b)];
            return left != right ? left > right : a < b;
        });
        if (number_.size() > kMostProducts) number_.resize(kMostProducts);
        place_.assign(products_, static_cast<std::uint8_t>(number_.size()));
        for (std::size_t i = 0; i < number_.size(); ++i) {
            place_[static_cast<std::size_t>(number_[i])] = static_cast<std::uint8_t>(i);
        }
    }
    std::size_t size() const { return number_.size() + 1; }
    std::size_t of(int product) const { return place_[static_cast<std::size_t>(product)]; }
    bool is_rest(std::size_t place) const { return place == number_.size(); }
    int number(std::size_t place) const { return number_[place]; }

private:
    struct CountHeads {
        const Scope* scope;
        std::vector<std::uint32_t> heads;

        void operator()(const Journey& journey) {
            each_silence(*scope, journey, [&](int product, int, int) {
                ++heads[static_cast<std::size_t>(product)];
            });
        }
        void merge(const CountHeads& other) {
            for (std::size_t i = 0; i < heads.size(); ++i) heads[i] += other.heads[i];
        }
    };
    std::size_t products_;
    std::vector<int> number_;
    std::vector<std::uint8_t> place_;
};

struct CountGaps {
    const Scope* scope;
    const ProductPlaces* places;
    std::size_t span;
    std::vector<std::uint32_t> gaps;  // place, days

    void operator()(const Journey& journey) {
        each_silence(*scope, journey, [&](int product, int day, int next) {
            if (next < 0) return;
            ++gaps[places->of(product) * span + static_cast<std::size_t>(next - day)];
        });
    }
    void merge(const CountGaps& other) {
        for (std::size_t i = 0; i < gaps.size(); ++i) gaps[i] += other.gaps[i];
    }
};

struct Rhythm {
    std::int64_t gaps = 0;
    int days = 0;  // nothing is beyond it when there is no gap at all
};

// The smallest number of days that `percent` of the gaps do not exceed.
Rhythm rhythm_of(std::span<const std::uint32_t> gaps, int percent) {
    Rhythm rhythm{.gaps = std::accumulate(gaps.begin(), gaps.end(), std::int64_t{0})};
    const std::int64_t rank = (rhythm.gaps * percent + 99) / 100;
    std::int64_t seen = rhythm.gaps == 0 ? 0 : gaps[0];
    while (seen < rank) seen += gaps[static_cast<std::size_t>(++rhythm.days)];
    return rhythm;
}

// By place: from how many days of silence each band begins.
class Bands {
public:
    Bands(const Question& question, const ProductPlaces& places) {
        const Scope& scope = question.scope;
        const int percent = question.choices.number("percentile");
        const auto span = static_cast<std::size_t>(scope.as_of() - first_order_day(scope)) + 1;
        const auto gaps = fold_buyers(scope,
                                      CountGaps{&scope, &places, span,
                                                std::vector<std::uint32_t>(places.size() * span)})
                              .gaps;
        std::vector<std::uint32_t> all(span);
        for (std::size_t i = 0; i < gaps.size(); ++i) all[i % span] += gaps[i];
        const Rhythm everybody = rhythm_of(all, percent);
        known_ = everybody.gaps > 0;
        for (std::size_t place = 0; place < places.size(); ++place) {
            Rhythm own = rhythm_of(std::span(gaps).subspan(place * span, span), percent);
            if (own.gaps < kFew) own.days = everybody.days;
            rhythm_.push_back(own);
            auto& from = from_.emplace_back();
            for (std::size_t band = 0; band < kBands; ++band) {
                from[band] = static_cast<int>(kFactors[band] * own.days) + 1;
            }
        }
    }
    bool known() const { return known_; }
    const Rhythm& rhythm(std::size_t place) const { return rhythm_[place]; }
    int from(std::size_t place, std::size_t band) const { return from_[place][band]; }
    // How many bands have begun; 0: not dormant.
    std::size_t reached(std::size_t place, int silent) const {
        std::size_t bands = 0;
        while (bands < kBands && silent >= from_[place][bands]) ++bands;
        return known_ ? bands : 0;
    }

private:
    bool known_ = false;
    std::vector<Rhythm> rhythm_;
    std::vector<std::array<int, kBands>> from_;
};

struct Counts {
    std::int64_t customers = 0;                  // whose latest order is of this product
    std::array<std::int64_t, kBands + 1> now{};  // of them, by bands reached
    std::array<std::int64_t, kBands> watched{};  // silences that reached the band
    std::array<std::int64_t, kBands> came{};     // of them: ended within `days`

    void add(const Counts& other) {
        customers += other.customers;
        for (std::size_t i = 0; i < now.size(); ++i) now[i] += other.now[i];
        for (std::size_t i = 0; i < kBands; ++i) {
            watched[i] += other.watched[i];
            came[i] += other.came[i];
        }
    }
    std::int64_t dormant() const { return customers - now[0]; }
};

struct CountDormant {
    const Scope* scope;
    const ProductPlaces* places;
    const Bands* bands;
    int days;
    std::vector<Counts> counts;

    void operator()(const Journey& journey) {
        const int as_of = journey.as_of();
        each_silence(*scope, journey, [&](int product, int day, int next) {
            const std::size_t place = places->of(product);
            Counts& mine = counts[place];
            const int length = (next < 0 ? as_of : next) - day;
            for (std::size_t band = 0; band < kBands; ++band) {
                const int from = bands->from(place, band);
                if (length < from || day + from + days > as_of) break;
                ++mine.watched[band];
                mine.came[band] += next >= 0 && length <= from + days;
            }
            if (next >= 0) return;
            ++mine.customers;
            ++mine.now[bands->reached(place, length)];
        });
    }
    void merge(const CountDormant& other) {
        for (std::size_t i = 0; i < counts.size(); ++i) counts[i].add(other.counts[i]);
    }
};

std::string band_name(const Question& question, std::size_t band) {
    const auto text = [](double factor) {
        std::string digits = std::to_string(factor);
        return digits.substr(0, factor == 1.5 ? 3 : 1);
    };
    if (band + 1 == kBands) {
        return question.said({"周期の{n}倍超", "Over {n} x the rhythm"},
                             {{"n", text(kFactors[band])}});
    }
    return question.said({"周期の{a}〜{b}倍", "{a} to {b} x the rhythm"},
                         {{"a", text(kFactors[band])}, {"b", text(kFactors[band + 1])}});
}

Figure bands_of(const Question& question, const Counts& all) {
    const std::string days(question.choices.word("days"));
    Figure figure{
        .key = "bands",
        .title = question.said({"休眠の深さと復活率", "How deep, and how many come back"}),
        .shape = Shape::Bars,
        .columns = {{"band", question.said({"経過日数", "Silent for"}), Unit::Text},
                    {"rate",
                     question.said({"{d}日以内の復活率", "Back in {d} days"}, {{"d", days}}),
                     Unit::Share},
                    {"customers", question.said({"休眠顧客数", "Dormant customers"}), Unit::Count},
                    {"expected", question.said({"復活見込み", "Expected back"}), Unit::Number}},
        .drawn = {"rate"}};
    for (std::size_t band = 0; band < kBands; ++band) {
        const std::int64_t customers = all.now[band + 1];
        const Rate rate = rate_of(all.came[band], all.watched[band]);
        Cell expected{.n = rate.n, .immature = rate.few};
        if (rate.value) {
            const auto count = static_cast<double>(customers);
            expected.value = *rate.value * count;
            expected.low = *rate.low * count;
            expected.high = *rate.high * count;
        }
        figure.add({text_cell(band_name(question, band)), share_cell(rate),
                    with_people(count_cell(customers),
                                cell_key("band", {static_cast<std::int64_t>(band) + 1})),
                    std::move(expected)});
    }
    return figure;
}

Figure products_of(const Question& question, const ProductPlaces& places, const Bands& bands,
                   const std::vector<Counts>& counts) {
    const std::string days(question.choices.word("days"));
    Figure figure{
        .key = "products",
        .title = question.said({"最新注文の商品ごと", "By product of the latest order"}),
        .shape = Shape::Stack,
        .columns = {{"product", question.said({"商品", "Product"}), Unit::Text},
                    {"active", question.said({"周期内", "Within the rhythm"}), Unit::Count},
                    {"dormant", question.said({"休眠", "Dormant"}), Unit::Count},
                    {"rhythm", question.said({"周期(日)", "Rhythm"}), Unit::Days},
                    {"rate",
                     question.said({"休眠直後の{d}日復活率", "Back in {d} days at first"},
                                   {{"d", days}}),
                     Unit::Share}},
        .drawn = {"active", "dormant"}};
    for (std::size_t place = 0; place < places.size(); ++place) {
        const Counts& one = counts[place];
        if (one.customers == 0) continue;
        const std::int64_t id = places.is_rest(place)
                                    ? -1
                                    : question.scope.words().products.id(places.number(place));
        const Rhythm& rhythm = bands.rhythm(place);
        figure.add({text_cell(id < 0 ? question.said({"その他の商品", "Other products"})
                                     : question.labels.product(id)),
                    with_people(count_cell(one.now[0]), cell_key("active", {id})),
                    with_people(count_cell(one.dormant()), cell_key("dormant", {id})),
                    {.value = rhythm.days, .n = rhythm.gaps, .immature = rhythm.gaps < kFew},
                    share_cell(rate_of(one.came[0], one.watched[0]))});
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const ProductPlaces places(question);
    const Bands bands(question, places);
    const auto counts = fold_buyers(question.scope,
                                    CountDormant{&question.scope, &places, &bands,
                                                 question.choices.number("days"),
                                                 std::vector<Counts>(places.size())})
                            .counts;
    Counts all;
    for (const Counts& one : counts) all.add(one);
    report.meta.n = all.customers;
    if (!bands.known()) {
        report.remarks.push_back(question.said(
            {"2回以上注文した顧客がいないため、注文の周期がわかりません。",
             "Nobody ordered twice, so there is no rhythm to compare a silence with."}));
        return;
    }
    Figure by_band = bands_of(question, all);
    double expected = 0;
    for (const ReportRow& row : by_band.rows) expected += row.cells.back().value.value_or(0);
    report.headlines = {
        {.key = "dormant",
         .label = question.said({"休眠顧客の割合", "Share of dormant customers"}),
         .unit = Unit::Share,
         .cell = with_people(share_cell(rate_of(all.dormant(), all.customers)), "band/0")},
        {.key = "expected",
         .label = question.said({"{d}日以内の復活見込み人数", "Expected back within {d} days"},
                                {{"d", std::string(question.choices.word("days"))}}),
         .unit = Unit::Number,
         .cell = {.value = expected, .n = all.dormant()}}};
    report.figures.push_back(std::move(by_band));
    report.figures.push_back(products_of(question, places, bands, counts));
}

struct InBand {
    const Scope* scope;
    const ProductPlaces* places;
    const Bands* bands;
    std::optional<std::size_t> place;
    std::size_t least;  // bands reached
    std::size_t most;

    bool operator()(const Journey& journey) const {
        bool found = false;
        each_silence(*scope, journey, [&](int product, int day, int next) {
            if (next >= 0) return;
            const std::size_t mine = places->of(product);
            const std::size_t reached = bands->reached(mine, journey.as_of() - day);
            found = (!place || mine == *place) && least <= reached && reached <= most;
        });
        return found;
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const ProductPlaces places(question);
    const Bands bands(question, places);
    InBand wanted{&question.scope, &places, &bands, {}, 1, kBands};
    if (const auto band = numbers_of(key, "band", 1);
        band && 0 <= band->front() && band->front() <= std::int64_t{kBands}) {
        if (band->front() > 0) {
            wanted.least = wanted.most = static_cast<std::size_t>(band->front());
        }
        return buyers_where(question.scope, wanted);
    }
    const bool active = key.starts_with("active/");
    const auto id = numbers_of(key, active ? "active" : "dormant", 1);
    if (!id) no_such_cell(key);
    if (active) wanted.least = wanted.most = 0;
    if (id->front() == -1) {
        wanted.place = places.size() - 1;
    } else {
        const auto number = question.scope.words().products.find(id->front());
        if (!number) no_such_cell(key);
        wanted.place = places.of(*number);
    }
    return buyers_where(question.scope, wanted);
}

}  // namespace

constexpr Analysis kDormant{
    .name = "dormant",
    .topic = Topic::Customers,
    .title = {"休眠・復活見込み", "Dormant and revivable"},
    .asks = {"いつもの間隔を過ぎても注文のないお客様は誰か。何割が戻ってくるか",
             "Who has been silent for too long, and how many come back?"},
    .definition =
        {"最新注文の商品ごとに、次の注文までの日数の90%点(変更可)"
         "を「周期」とし、それを超えて注文のない"
         "顧客を休眠とします。復活率は、過去に同じ深さまで続いた沈黙のうち、その後指定日数以内に注"
         "文で"
         "終わった割合(その日数を見届けられるものだけ)。復活見込み="
         "休眠顧客数×復活率。30件未満の商品"
         "は全体の周期を使います。取消・返品は数えません。期間は初回注文の日で選びます。",
         "The rhythm of a product is the 90th percentile (by choice) of the days to the next order "
         "after an order of it; whoever is silent for longer is dormant. Of earlier silences that "
         "lasted as long, and can be watched for the chosen days more, the rate ended in an order "
         "within them. Expected: dormant customers times that rate. Products with fewer than 30 "
         "gaps take the rhythm of all. Cancelled and returned orders are not counted. The period "
         "chooses customers by their first order."},
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
