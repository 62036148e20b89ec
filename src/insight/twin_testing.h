// A shop made by chance, for tests that a fold and a twin in SQL say the same of it:
//
//   class DecileTwins : public TwinShop {};
//   TEST_P(DecileTwins, SayTheSame) { EXPECT_EQ(folded(scope()), ask(sql::twin_deciles)); }
//   INSTANTIATE_ON_BOTH_DATABASES(DecileTwins);
//
// 300 customers of four products and two media in 400 days; some orders are cancelled or returned,
// some of nobody known; some lines are credit notes. The first order of a customer counts.
#pragma once

#include "insight/catalogue.h"
#include "store/testing.h"

#include <optional>
#include <vector>

namespace tsunagi::insight {

using Numbers = std::vector<std::vector<std::int64_t>>;

inline constexpr Day kTwinStart{19723};  // 2024-01-01
inline constexpr int kTwinDays = 400;

class TwinShop : public store::OnBothDatabases {
protected:
    std::span<const store::Migration> shop_migrations() const override;
    void SetUp() override;
    virtual void make_shop();

    // Rows of whole numbers; NULL is 0.
    Numbers ask(const store::Statement&, const store::Args& = {});
    // Reads the shop again, as it is seen on a day through a filter.
    void look_through(Day as_of, const journey::Filter& = {});
    // Of the day 40 days after the last of the shop, and everybody, unless one looks otherwise.
    const journey::Scope& scope() const { return *scope_; }
    // Kept segment no. 1, "s1", holds the customers whose ids 3 divides, no. 2 those of even ids.
    Report report(const Analysis&, const std::vector<std::string>& choices = {}) const;
    // How many customers the analysis names behind a cell.
    std::int64_t people(const Analysis&, const std::string& key,
                        const std::vector<std::string>& choices = {}) const;

private:
    static const Labels& labels();
    std::vector<KeptSegment> segments_of(const Choices&) const;

    journey::Filter filter_;
    std::optional<journey::Scope> scope_;
};

// Throws when there is no such figure or column. A cell without a value is -1.
std::vector<std::int64_t> whole_numbers(const Report&, std::string_view figure,
                                        std::string_view column);

}  // namespace tsunagi::insight
