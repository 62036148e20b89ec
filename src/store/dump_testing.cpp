#include "store/dump_testing.h"

#include "base/files.h"
#include "store/tables.h"

namespace tsunagi::store {

std::map<std::string, std::string> dump(Database& database) {
    std::map<std::string, std::string> columns;
    database.read([&](Reader& reader) {
        for (const auto& table : table_names(reader)) {
            const std::string sql = "SELECT * FROM " + table;
            reader.rows({"dump of a table", sql, sql}, {}, [&](const Row& row) {
                for (int i = 0; i < row.columns(); ++i) {
                    auto& values = columns[table + "." + std::string(row.column_name(i))];
                    if (!row.is_null(i)) values.append(row.text(i)).append("\n");
                }
                return true;
            });
        }
    });
    return columns;
}

std::string file_holding(const std::filesystem::path& folder, std::string_view text) {
    constexpr std::uint64_t kLargest = 1 << 30;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        if (read_file(entry.path(), kLargest).find(text) != std::string::npos) {
            return entry.path().string();
        }
    }
    return {};
}

}  // namespace tsunagi::store
