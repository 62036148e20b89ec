#include "intake/erased_rows.h"

#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "intake/erased_rows.sql.h"
#include "intake/layout.h"
#include "record/settings.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

namespace tsunagi::intake {

namespace {

using record::TombstoneMark;

struct Blank {
    std::uint64_t byte = 0;
    std::size_t size = 0;
};

void add_form(std::vector<std::string>& forms, std::string form) {
    if (!form.empty()) forms.push_back(std::move(form));
}

std::string utf8_of(std::string_view cell, Encoding encoding) {
    return encoding == Encoding::Cp932 ? utf8_of_cp932(cell) : std::string(cell);
}

// Of the bytes as they are; full-width digits begin with EF BC in UTF-8, with 82 in CP932.
bool could_be_phone(std::string_view cell) {
    constexpr std::size_t kLongest = 60;
    const auto digits = std::ranges::count_if(cell, [](char c) { return c >= '0' && c <= '9'; });
    return cell.size() <= kLongest &&
           (digits >= 9 || cell.starts_with("\xEF\xBC") || cell.starts_with('\x82'));
}

// Writes spaces over the rows, in place.
void overwrite(const std::filesystem::path& path, const std::vector<Blank>& blanks) {
    const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0) throw Error(Code::Unavailable, "cannot open " + path.string() + " to write");
    bool written = true;
    for (const Blank& blank : blanks) {
        const std::string spaces(blank.size, ' ');
        const auto count = pwrite(fd, spaces.data(), spaces.size(), off_t(blank.byte));
        written = written && count == ssize_t(spaces.size());
    }
    written = fsync(fd) == 0 && written;
    close(fd);
    if (!written) throw Error(Code::Unavailable, "cannot write to " + path.string());
}

bool is_under_way(const ImportRow& row) {
    using enum ImportState;
    return row.state == Planning || row.state == Applying || row.state == Undoing;
}

class Redaction {
public:
    Redaction(store::Database& db, const std::filesystem::path& folder, const ImportRow& row,
              const record::ErasedPeople& people)
        : db_(db), folder_(folder), row_(row), look_{people, calling_code(db)},
          layout_(from_json<Layout>(row.layout)) {}

    std::int64_t run() {
        if (!std::filesystem::exists(folder_ / row_.stored_name)) return 0;
        if (!parse_enum<Encoding>(layout_.encoding)) return 0;
        const auto file = table_file(folder_, row_);
        const auto blanks = find(file);
        if (blanks.empty()) return 0;
        db_.write({}, [&](store::Tx& tx) {
            for (const Blank& blank : blanks) {
                tx.run(sql::blank_rejection,
                       {{"import_id", row_.id}, {"byte", std::int64_t(blank.byte)}});
            }
            tx.run(sql::reopen_erasure);
            layout_.sample.clear();
            const auto layout = to_json(layout_);
            tx.run(sql::set_layout, {{"id", row_.id}, {"layout", layout}});
        });
        overwrite(file, blanks);
        if (file != folder_ / row_.stored_name) {
            std::filesystem::remove(folder_ / row_.stored_name);
            sync_folder(folder_);
        }
        return std::int64_t(blanks.size());
    }

private:
    static std::string calling_code(store::Database& db) {
        return db.read([](store::Reader& reader) {
            return record::read_settings(reader).country_calling_code;
        });
    }

    std::vector<Blank> find(const std::filesystem::path& file) const {
        std::vector<Blank> blanks;
        auto table = open_table(file, layout_);
        std::optional<RowReader> fields;
        if (row_.mapping != "null") {
            fields.emplace(from_json<Mapping>(row_.mapping), layout_.columns, table.encoding,
                           Zone::named("UTC"), Day{});
        }
        CsvRow row;
        try {
            while (table.reader.next(row)) {
                const bool mapped = fields && fields->turn_to(row);
                if ((mapped && speaks_of_erased(*fields, look_)) ||
                    speaks_of_erased(row, table.encoding, look_)) {
                    blanks.push_back({row.place.byte, row.bytes.size()});
                }
            }
        } catch (const Error& error) {
            // A file that cannot be read to its end was never applied beyond that place.
            if (error.code() != Code::InvalidInput) throw;
        }
        return blanks;
    }

    store::Database& db_;
    const std::filesystem::path& folder_;
    const ImportRow& row_;
    ErasedLook look_;
    Layout layout_;
};

}  // namespace

bool speaks_of_erased(RowReader& row, const ErasedLook& look) {
    using enum FieldId;
    if (look.people.empty()) return false;
    record::SaidOfPerson said{.customer_key = row.text(CustomerKey)};
    add_form(said.emails, email_form(row.text(EmailAddress)).value_or(""));
    add_form(said.phones,
             phone_e164(row.text(PhoneNumber), look.country_calling_code).value_or(""));
    add_form(said.names, search_form(row.text(CustomerName)));
    add_form(said.names, search_form(row.text(CustomerKana)));
    return look.people.is_one(said) ||
           look.people.has(TombstoneMark::OrderKey, row.text(OrderKey)) ||
           look.people.has(TombstoneMark::SubscriptionKey, row.text(OrderSubscriptionKey)) ||
           look.people.has(TombstoneMark::SubscriptionKey, row.text(SubscriptionKey)) ||
           look.people.has(TombstoneMark::ContactKey, row.text(ContactKey));
}

bool speaks_of_erased(const CsvRow& row, Encoding encoding, const ErasedLook& look) {
    if (look.people.empty()) return false;
    record::SaidOfPerson said;
    for (const auto cell : row.cells) {
        if (cell.find('@') != cell.npos) {
            add_form(said.emails, email_form(utf8_of(cell, encoding)).value_or(""));
        }
        if (could_be_phone(cell)) {
            const auto e164 = phone_e164(utf8_of(cell, encoding), look.country_calling_code);
            add_form(said.phones, e164.value_or(""));
        }
    }
    const bool known = std::ranges::any_of(said.phones, [&](const auto& phone) {
        return look.people.has(TombstoneMark::Phone, phone);
    });
    if (known) {
        for (const auto cell : row.cells) {
            add_form(said.names, search_form(utf8_of(cell, encoding)));
        }
    } else {
        said.phones.clear();
    }
    return look.people.is_one(said);
}

std::int64_t blank_erased_rows(store::Database& db, const std::filesystem::path& folder,
                               const ImportRow& row, const record::ErasedPeople& people) {
    return people.empty() ? 0 : Redaction(db, folder, row, people).run();
}

BlankedRows blank_erased_rows(store::Database& db, const std::filesystem::path& folder,
                              const record::ErasedPeople& people) {
    BlankedRows blanked;
    if (people.empty()) return blanked;
    const auto imports = db.read(
        [](store::Reader& reader) { return reader.all<ImportRow>(sql::imports_with_files); });
    for (const auto& import : imports) {
        if (is_under_way(import)) {
            blanked.all_imports = false;
        } else {
            blanked.rows += blank_erased_rows(db, folder, import, people);
        }
    }
    return blanked;
}

std::optional<std::int64_t> import_under_way(store::Reader& reader) {
    const auto id = reader.integer(sql::first_import_under_way);
    return id == 0 ? std::nullopt : std::optional(id);
}

}  // namespace tsunagi::intake
