#include "store/warmer.h"

#include "base/log.h"
#include "store/mapped_files.h"
#include "store/sqlite_connection.h"
#include "store/tables.sql.h"

#include <sys/resource.h>
#include <unistd.h>

namespace tsunagi::store {

namespace {

constexpr int kGivesWay = 15;  // of `nice`

// Of the machine's memory, which others need as well.
std::int64_t quarter_of_memory() {
    return std::int64_t(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE) / 4;
}

void read_indexes(const std::filesystem::path& file, const std::stop_token& stop) {
    SqliteConnection connection({.file = file});
    std::vector<std::string> names;
    connection.rows(sql::list_full_text_indexes, {}, [&](const Row& row) {
        names.emplace_back(row.text(0));
        return true;
    });
    for (const auto& name : names) {
        const auto sql = "SELECT length(block) FROM " + name + "_data";
        connection.rows({"read a search index", sql, {}}, {},
                        [&](const Row&) { return !stop.stop_requested(); });
    }
}

}  // namespace

void warm(const std::filesystem::path& file, std::int64_t most_bytes, const std::stop_token& stop) {
    constexpr std::int64_t kStep = 4L << 20;
    try {
        read_indexes(file, stop);
        for (std::int64_t at = 0; at < most_bytes && !stop.stop_requested(); at += kStep) {
            if (!read_into_mapping(file, at, std::min(kStep, most_bytes - at))) return;
        }
    } catch (const Error& error) {  // whoever reads it next is told
        log_warning("database_not_warmed", {{"code", Word{name_of(error.code())}}});
    }
}

Warmer::Warmer(Shops& shops) {
    std::vector<std::filesystem::path> files;
    for (const auto shop : shops.all()) {
        auto file = shops.data_folder() / "shops" / (std::to_string(shop.value) + ".db");
        if (std::filesystem::exists(file)) files.push_back(std::move(file));
    }
    if (files.empty()) return;
    thread_ = std::jthread([files = std::move(files)](const std::stop_token& stop) {
        ::setpriority(PRIO_PROCESS, 0,
                      kGivesWay);  // of this thread; refused, it costs others speed
        try {
            for (const auto& file : files) {
                if (stop.stop_requested()) return;
                warm(file, quarter_of_memory() / std::int64_t(files.size()), stop);
            }
        } catch (const std::exception&) {  // no memory: it was only to be warm
            log_warning("databases_not_warmed", {{"code", Word{"internal"}}});
        }
    });
}

}  // namespace tsunagi::store
