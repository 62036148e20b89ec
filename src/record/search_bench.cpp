// What a person waits for when she lists and searches customers, without the server around it: an
// SQLite shop of 100,000 invented customers. The figures at a million are bench/serve's.
#include "base/clock.h"
#include "base/text.h"
#include "record/migrations.h"
#include "record/search.h"
#include "record/tables.h"
#include "store/bulk.h"
#include "store/shops.h"

#include <benchmark/benchmark.h>

#include <filesystem>

namespace tsunagi::record {
namespace {

constexpr std::int64_t kCustomers = 100'000;
constexpr std::int64_t kBatch = 10'000;
constexpr std::array kFamilies{"佐藤", "鈴木", "高橋", "田中", "伊藤",   "渡辺", "山本", "中村",
                               "小林", "加藤", "吉田", "山田", "佐々木", "山口", "松本", "井上"};
constexpr std::array kGiven{"花子",   "美咲",   "陽子", "恵", "由美", "直子", "智子",
                            "久美子", "真由美", "裕子", "愛", "麻衣", "千尋"};

class StillClock final : public Clock {
public:
    Instant now() const override { return {1'795'305'600'000}; }
    std::int64_t steady_ms() const override { return 0; }
};

std::string phone_of(std::int64_t n) {
    const auto digits = std::to_string(100'000'000 + (n * 7'919'993) % 100'000'000).substr(1);
    return "090" + digits;
}

void insert_batch(store::Tx& tx, std::int64_t first) {
    std::vector<table::Customer> customers;
    std::vector<table::Phone> phones;
    std::vector<SearchEntry> entries;
    for (auto id = first; id < first + kBatch; ++id) {
        auto& customer = customers.emplace_back();
        customer.id = id;
        customer.name = std::string(kFamilies[std::size_t(id) % kFamilies.size()]) + " " +
                        kGiven[std::size_t(id / 7) % kGiven.size()];
        customer.name_form = search_form(customer.name);
        const Phone phone{phone_of(id), *phone_e164(phone_of(id)), ""};
        phones.push_back({id, 0, phone.number, phone.e164, ""});
        const Searchable searchable{customer.name, "", std::span(&phone, 1), {}};
        entries.push_back(SearchEntry::of({id}, searchable));
    }
    store::insert_all(tx, "customer", customers);
    store::insert_all(tx, "phone", phones);
    index_customers(tx, entries, Entries::AreNew);
}

// The shop, made once and removed at the end.
class Shop {
public:
    static Shop& the() {
        static Shop shop;
        return shop;
    }
    ~Shop() { std::filesystem::remove_all(folder_); }

    store::Database& database() { return *database_; }
    Viewer viewer;

private:
    Shop()
        : folder_(std::filesystem::temp_directory_path() / "tsunagi-search-bench"),
          shops_(emptied(), clock_, {}, sql::migrations()), database_(&shops_.create_shop({1})) {
        viewer.sees = all_rows();
        viewer.fields = all_fields();
        for (std::int64_t first = 1; first < kCustomers; first += kBatch) {
            database_->write({}, [&](store::Tx& tx) { insert_batch(tx, first); });
        }
    }
    store::StoreOptions emptied() {
        std::filesystem::remove_all(folder_);
        store::StoreOptions options;
        options.data_folder = folder_;
        return options;
    }

    std::filesystem::path folder_;
    StillClock clock_;
    store::Shops shops_;
    store::Database* database_;
};

void first_page_of_the_list(benchmark::State& state) {
    Shop& shop = Shop::the();
    for (auto _ : state) {
        shop.database().read([&](store::Reader& reader) {
            benchmark::DoNotOptimize(list_customers(reader, shop.viewer, std::nullopt, {}));
        });
    }
}
BENCHMARK(first_page_of_the_list)->Unit(benchmark::kMicrosecond);

void search(benchmark::State& state, std::string_view query) {
    Shop& shop = Shop::the();
    for (auto _ : state) {
        shop.database().read([&](store::Reader& reader) {
            benchmark::DoNotOptimize(
                search_customers(reader, shop.viewer, query, std::nullopt, {}));
        });
    }
}
BENCHMARK_CAPTURE(search, a_frequent_name, "佐藤")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, a_whole_name, "佐藤花子")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, two_words, "美咲 山田")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, one_letter, "山")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, a_whole_number, "090-1234-5678")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, four_digits, "5678")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, the_commonest_digits, "0901")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, nobody, "龍造寺")->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace tsunagi::record
