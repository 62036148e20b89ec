#include "journey/filter.h"

#include "base/error.h"

#include <utility>

namespace tsunagi::journey {

namespace {

// 1 for every number whose word is wanted; empty when nothing is asked.
std::vector<char> wanted(const Dictionary& words, const std::vector<std::string>& texts) {
    if (texts.empty()) return {};
    std::vector<char> marks(static_cast<std::size_t>(words.size()));
    for (const std::string& text : texts) {
        if (const auto number = words.find(text)) marks[static_cast<std::size_t>(*number)] = 1;
    }
    return marks;
}

bool in(const std::vector<char>& marks, int number) {
    return marks.empty() || marks[static_cast<std::size_t>(number)] != 0;
}

struct Chosen {
    Bitmap customers;
    const std::vector<char>* media;
    const std::vector<char>* prefectures;

    void operator()(const Journey& journey) {
        if (in(*media, journey.medium()) && in(*prefectures, journey.prefecture())) {
            customers.set(journey.code());
        }
    }
    void merge(const Chosen& other) { customers.merge(other.customers); }
};

struct Buyers {
    Bitmap customers;
    const Scope* scope;

    void operator()(const Journey& journey) {
        for (const Line line : journey.lines()) {
            if (scope->has(line.product)) return customers.set(journey.code());
        }
    }
    void merge(const Buyers& other) { customers.merge(other.customers); }
};

// A period that ends before it starts is a mistake of whoever asks, not an empty period.
void check_period(const Filter& filter) {
    if (!filter.from || !filter.to || *filter.from <= *filter.to) return;
    const auto message = "the period ends on " + to_text(*filter.to) + ", before it starts";
    throw Error(Code::InvalidInput, message, {{"/to", "ends_before_start", message, {}}});
}

}  // namespace

Scope scope_of(Snapshot snapshot, const Filter& filter, int threads) {
    check_period(filter);
    Scope scope{.snapshot = std::move(snapshot), .threads = threads};
    const Words& words = scope.words();
    scope.to = scope.as_of();
    if (filter.from) scope.from = lane_day(*filter.from);
    if (filter.to) scope.to = std::min<int>(scope.to, lane_day(*filter.to));
    if (!filter.product.empty()) {
        scope.product.resize(static_cast<std::size_t>(words.products.size()));
        for (const std::int64_t id : filter.product) {
            const auto number = words.products.find(id);
            if (number) scope.product[static_cast<std::size_t>(*number)] = 1;
        }
    }
    const auto media = wanted(words.media, filter.medium);
    const auto prefectures = wanted(words.prefectures, filter.prefecture);
    if (!media.empty() || !prefectures.empty()) {
        Chosen none{Bitmap(scope.view().size()), &media, &prefectures};
        scope.customers = fold(scope.snapshot, none, {.threads = threads}).customers;
    }
    return scope;
}

void keep_only(Scope& scope, const Bitmap& members) {
    if (scope.customers) {
        scope.customers->keep(members);
    } else {
        scope.customers = members;
    }
}

void narrow(Scope& scope, const Bitmap& seen) {
    keep_only(scope, seen);
    scope.seen = seen.count();
}

Bitmap bitmap_of(const View& view, std::span<const Id<record::Customer>> ids) {
    Bitmap customers(view.size());
    for (const auto id : ids) {
        if (const auto code = view.code_of(id.value)) customers.set(*code);
    }
    return customers;
}

std::optional<Bitmap> buyers_of(const Scope& scope) {
    if (scope.product.empty()) return scope.customers;
    const Buyers none{Bitmap(scope.view().size()), &scope};
    return fold(scope.snapshot, none, scope.options()).customers;
}

}  // namespace tsunagi::journey
