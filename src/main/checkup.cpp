#include "main/checkup.h"

#include "base/error.h"
#include "main/doctor.sql.h"
#include "main/say.h"
#include "record/search_rebuild.h"
#include "store/examine.h"

#include <filesystem>
#include <set>

namespace tsunagi::command {

namespace {

namespace fs = std::filesystem;

class Report {
public:
    explicit Report(Language language) : language_(language) {}

    void fine(const std::string& what) { add(text::kFine, what); }
    void note(const std::string& what) { add(text::kNoted, what); }
    void wrong(const std::string& what, Code code) {
        add(text::kNotFine, what);
        if (checkup_.exit_code == 0) checkup_.exit_code = exit_code_of(code);
    }
    Checkup take() { return std::move(checkup_); }

private:
    void add(const Phrase& phrase, const std::string& what) {
        checkup_.words += say(phrase, language_, {{"what", what}}) + "\n";
    }

    Language language_;
    Checkup checkup_;
};

void check_disk(const fs::path& folder, Report& report) {
    constexpr std::uintmax_t kMiB = std::uintmax_t{1} << 20;
    constexpr std::uintmax_t kLittle = 1024 * kMiB;
    const auto space = fs::space(folder);
    const auto what = "disk, " + std::to_string(space.available / kMiB) + " MiB free";
    if (space.available >= kLittle) {
        report.fine(what);
    } else {
        report.wrong(what, Code::StorageFull);
    }
}

std::vector<std::string> examine_search(store::Reader& reader) {
    std::vector<std::string> found;
    reader.rows(main::sql::count_customers_and_entries, {}, [&](const store::Row& row) {
        if (row.integer(0) == row.integer(1)) return true;
        found.push_back("the search index has " + std::to_string(row.integer(1)) + " entries for " +
                        std::to_string(row.integer(0)) + " customers");
        return true;
    });
    return found;
}

// The uploaded files of a shop that its imports do not know; `found` gets those that are missing.
std::vector<std::string> compare_files(store::Reader& reader, const fs::path& folder,
                                       std::vector<std::string>& found) {
    std::set<std::string> known;
    reader.rows(main::sql::list_stored_files, {}, [&](const store::Row& row) {
        const auto name = *known.emplace(row.text(1)).first;
        if (!fs::exists(folder / name)) {
            found.push_back("the file of import " + std::to_string(row.integer(0)) +
                            " is missing: " + (folder / name).string());
        }
        return true;
    });
    std::vector<std::string> strays;
    if (!fs::exists(folder)) return strays;
    for (const auto& entry : fs::directory_iterator(folder)) {
        // "x.csv", and "x.csv.cp932.utf8" that was made of it
        const auto name = entry.path().filename().string();
        const auto stem = name.substr(0, name.find(".csv") + 4);
        if (entry.is_regular_file() && !known.contains(stem)) strays.push_back(name);
    }
    return strays;
}

void check_database(store::Database& database, const std::string& what, Report& report,
                    const std::function<std::vector<std::string>(store::Reader&)>& more) {
    const auto found = database.read([&](store::Reader& reader) {
        auto all = store::examine(reader, record::move_options().derived);
        for (auto& one : more(reader)) all.push_back(std::move(one));
        return all;
    });
    for (const auto& one : found) {
        report.wrong(std::string(what).append(": ").append(one), Code::Corrupt);
    }
    if (found.empty()) report.fine(what);
}

}  // namespace

Checkup check_up(store::Shops& shops, Language language) {
    Report report(language);
    check_disk(shops.data_folder(), report);
    check_database(shops.control(), "control", report,
                   [](store::Reader&) { return std::vector<std::string>(); });
    for (const auto shop : shops.all()) {
        const auto what = "shop " + std::to_string(shop.value);
        std::vector<std::string> strays;
        check_database(shops.shop(shop), what, report, [&](store::Reader& reader) {
            auto found = examine_search(reader);
            strays = compare_files(reader, shops.files(shop), found);
            return found;
        });
        for (const auto& file : strays) {
            report.note(std::string(what).append(": no import knows the file ").append(file));
        }
    }
    return report.take();
}

}  // namespace tsunagi::command
