// Nothing is stored that the privacy map does not know.
#include "access/migrations.h"
#include "base/files.h"
#include "privacy/privacy_map.h"
#include "server/schema.h"
#include "store/tables.h"
#include "store/testing.h"

#include <algorithm>
#include <set>

namespace tsunagi::server {
namespace {

using privacy::Place;

std::set<std::string> names_of(const privacy::MappedTable& table) {
    std::set<std::string> names;
    for (const auto& column : table.personal) names.emplace(column.name);
    auto rest = std::string(table.impersonal);
    while (!rest.empty()) {
        const auto end = rest.find(' ');
        names.insert(rest.substr(0, end));
        rest = end == rest.npos ? std::string() : rest.substr(end + 1);
    }
    return names;
}

class PrivacyMapOfTheSchema : public store::OnBothDatabases {
protected:
    std::span<const store::Migration> shop_migrations() const override {
        return server::shop_migrations();
    }
    std::span<const store::Migration> control_migrations() const override {
        return server::control_migrations();
    }
    // "table.column" of what only one of the two knows.
    static std::vector<std::string> differences(store::Database& database, Place place) {
        std::set<std::string> real;
        std::set<std::string> declared;
        // A table on PostgreSQL, with a column of many texts; a virtual one on SQLite.
        const std::vector<std::string> index{"customer_search"};
        database.read([&](store::Reader& reader) {
            for (const auto& table : store::tables_of(reader, index)) {
                for (const auto& column : table.columns) {
                    real.insert(table.name + "." + column.name);
                }
            }
        });
        for (const auto& table : privacy::mapped_tables()) {
            if (table.place != place || table.name == index[0]) continue;
            for (const auto& name : names_of(table)) {
                declared.insert(std::string(table.name) + "." + name);
            }
        }
        std::vector<std::string> found;
        std::ranges::set_symmetric_difference(real, declared, std::back_inserter(found));
        return found;
    }
};
INSTANTIATE_ON_BOTH_DATABASES(PrivacyMapOfTheSchema);

TEST_P(PrivacyMapOfTheSchema, DeclaresEveryColumnOfAShop) {
    EXPECT_THAT(differences(shop_database(), Place::Shop), testing::IsEmpty())
        << "say in src/privacy/mapped_tables.cpp what the column holds about whom";
}

TEST_P(PrivacyMapOfTheSchema, DeclaresEveryColumnOfTheControlDatabase) {
    EXPECT_THAT(differences(control_database(), Place::Control), testing::IsEmpty())
        << "say in src/privacy/mapped_tables.cpp what the column holds about whom";
}

TEST(PrivacyMap, ErasesEveryIdentityContactAndFreeTextOfACustomer) {
    for (const auto& table : privacy::mapped_tables()) {
        if (table.subject != privacy::Subject::Customer) continue;
        for (const auto& column : table.personal) {
            const bool staff = std::string_view(column.name).ends_with("_name");
            const bool place = column.name == "problem";
            if (staff || place || column.kind == privacy::Kind::Behaviour) continue;
            EXPECT_NE(column.erasure, privacy::OnErasure::Kept) << table.name << column.name;
        }
    }
}

TEST(PrivacyMap, NamesEveryPersonalColumnInBothLanguages) {
    for (const auto& entry : privacy::privacy_map().entries) {
        if (entry.kind == privacy::Kind::None) continue;
        EXPECT_NE(entry.ja, "") << entry.table << "." << entry.column;
        EXPECT_NE(entry.en, "") << entry.table << "." << entry.column;
    }
}

// One line of the documents per table and file: what it is, what for, what an erasure does to it.
std::string documented(bool ja) {
    std::string text;
    for (const auto& table : privacy::mapped_tables()) {
        if (table.personal.empty()) continue;
        text += "| `" + std::string(word_of(table.place)) + "." + std::string(table.name) + "` |";
        std::string_view comma = " ";
        for (const auto& column : table.personal) {
            text.append(comma).append(ja ? column.ja : column.en);
            comma = ja ? "、" : ", ";
        }
        text.append(" | ").append(ja ? privacy::ja(table.purpose) : privacy::en(table.purpose));
        std::set<std::string_view> ways;
        for (const auto& column : table.personal) {
            ways.insert(ja ? privacy::ja(column.erasure) : privacy::en(column.erasure));
        }
        comma = " | ";
        for (const auto way : ways) {
            text.append(comma).append(way);
            comma = ja ? "、" : ", ";
        }
        text += " |\n";
    }
    for (const auto& file : privacy::mapped_files()) {
        text.append("| `").append(file.path).append("` | ").append(ja ? file.ja : file.en);
        text.append(" | ").append(ja ? privacy::ja(file.purpose) : privacy::en(file.purpose));
        text.append(" | ").append(ja ? privacy::ja(file.erasure) : privacy::en(file.erasure));
        text += " |\n";
    }
    return text;
}

TEST(PrivacyMap, IsTheTableOfTheDocumentsInBothLanguages) {
    for (const bool ja : {true, false}) {
        const auto path = std::string(ja ? "docs/ja" : "docs/en") + "/privacy.md";
        const auto wanted = documented(ja);
        EXPECT_NE(read_file(path, 1 << 20).find(wanted), std::string::npos)
            << path << " has not this table:\n"
            << wanted;
    }
}

}  // namespace
}  // namespace tsunagi::server
