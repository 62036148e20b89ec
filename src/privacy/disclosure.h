// Disclosure is everything the shop holds about one person, for her who asks (個人情報保護法 33 条;
// GDPR article 15): by the privacy map, with what it is kept for. Left out are copies of the same
// values: forms for matching, the search index, images of changes and imports, kept answers.
//
// Pure but for reading. Thread: any.
#pragma once

#include "base/viewer.h"
#include "record/customers.h"
#include "store/database.h"

#include <set>
#include <string>
#include <vector>

namespace tsunagi::privacy {

struct DisclosedField {
    std::string name;  // column
    std::string ja;
    std::string en;
    std::string value;  // days and instants as in the shop's zone, amounts in the smallest unit
};
BOOST_DESCRIBE_STRUCT(DisclosedField, (), (name, ja, en, value))

struct DisclosedRow {
    std::vector<DisclosedField> fields;  // without empty ones
};
BOOST_DESCRIBE_STRUCT(DisclosedRow, (), (fields))

struct DisclosedSection {
    std::string table;
    std::string ja;
    std::string en;
    std::string purpose_ja;
    std::string purpose_en;
    std::vector<DisclosedRow> rows;
};
BOOST_DESCRIBE_STRUCT(DisclosedSection, (), (table, ja, en, purpose_ja, purpose_en, rows))

struct Disclosure {
    Id<record::Customer> customer_id;
    std::string shop_name;
    Instant made_at;
    Day made_on;  // in the shop's zone
    std::vector<DisclosedSection> sections;
};
BOOST_DESCRIBE_STRUCT(Disclosure, (), (customer_id, shop_name, made_at, made_on, sections))

// Throws NotFound when there is no such customer or the viewer may not see her; Forbidden when she
// may not read all fields: a disclosure has no gaps.
Disclosure disclosure_of(store::Reader&, const Viewer&, Id<record::Customer>, Instant now);

// "table.column" of everything a disclosure has a place for.
std::set<std::string> disclosed_columns();

// A PDF to hand over, in Japanese or English. `font`: a TrueType file with Japanese letters. Throws
// Unavailable when the font is missing.
std::string disclosure_pdf(const Disclosure&, Language, const std::string& font);

// Debian's fonts-ipaexfont.
inline constexpr const char* kDisclosureFont =
    "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf";

}  // namespace tsunagi::privacy
