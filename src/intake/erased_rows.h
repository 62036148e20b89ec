// Rows of uploaded files that speak of people who were erased: a plan rejects them, and they are
// blanked in the file itself, byte for byte, so that the places of all other rows stay true.
//
// A row speaks of an erased person when a field it is mapped to says so (customer, order,
// subscription or contact number, e-mail, phone with name), or when any cell, mapped or not, is her
// e-mail address or her phone number beside her name. A row that only names her is not found: there
// are others of her name.
//
// Thread: any; nobody may work on the import meanwhile but the caller.
#pragma once

#include "intake/import_row.h"
#include "intake/row_reader.h"
#include "record/erased_people.h"

#include <filesystem>

namespace tsunagi::intake {

struct ErasedLook {
    const record::ErasedPeople& people;
    std::string country_calling_code;
};

bool speaks_of_erased(RowReader&, const ErasedLook&);
bool speaks_of_erased(const CsvRow&, Encoding, const ErasedLook&);

// Blanks such rows in the import's file, its rejections and its sample. Returns how many rows. The
// file as it was uploaded goes when it had to be rewritten in UTF-8 to be read.
std::int64_t blank_erased_rows(store::Database&, const std::filesystem::path& folder,
                               const ImportRow&, const record::ErasedPeople&);
struct BlankedRows {
    std::int64_t rows = 0;
    bool all_imports = true;  // false: one was under way and is to be looked at later
};
// In all imports of the shop.
BlankedRows blank_erased_rows(store::Database&, const std::filesystem::path& folder,
                              const record::ErasedPeople&);

// The first import that is planning, applying or undoing.
std::optional<std::int64_t> import_under_way(store::Reader&);

}  // namespace tsunagi::intake
