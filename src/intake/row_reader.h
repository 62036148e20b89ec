// RowReader looks at the rows of one file through its mapping: the value of a field, not of a
// column. It checks what every row must keep: the number of cells and the encoding.
//
// Text is UTF-8 and lives until the next row. Thread: one.
#pragma once

#include "base/zone.h"
#include "intake/csv_reader.h"
#include "intake/encoding.h"
#include "intake/mapping.h"

#include <array>
#include <deque>
#include <string>
#include <vector>

namespace tsunagi::intake {

// What a row that cannot be taken is told by.
struct Rejection {
    CsvPlace place;
    std::string column;
    std::string value;
    Fault fault = Fault::None;
};

class RowReader {
public:
    // `columns` are the names of the header's columns. The snapshot day is mapping.snapshot_on or
    // `today`.
    RowReader(const Mapping&, const std::vector<std::string>& columns, Encoding, const Zone&,
              Day today);

    // Turns to the row; false when it cannot be read at all (rejection() says why). Throws
    // InvalidInput (bad_encoding, with the line) when its bytes are not of the encoding: the file
    // changes its encoding midway, nothing behind can be trusted.
    bool turn_to(const CsvRow&);

    bool maps(FieldId id) const;
    // Tidied, joined, rewritten by `when`; empty when not mapped.
    std::string_view text(FieldId);
    // The value, `otherwise` when the cell is empty. A fault is remembered as the rejection.
    std::optional<Instant> instant(FieldId);
    std::optional<Day> day(FieldId);
    std::optional<std::int64_t> decimal(FieldId, int decimals);
    std::optional<std::int64_t> whole(FieldId);
    // An answer on the scale of the rule.
    std::optional<std::int64_t> answer(FieldId, const Rule&);
    std::optional<std::int64_t> seconds(FieldId);
    std::optional<bool> boolean(FieldId);
    // `parse` is one of values.h that turn words into codes; empty cells are parsed too.
    std::string code(FieldId, Parsed<std::string_view> (*parse)(std::string_view));
    // Texts for the record: at most `most` code points, storable.
    std::string words(FieldId, std::size_t most);
    bool splits(FieldId) const;  // mapped with split_list

    struct AttributeText {
        std::string_view name;
        std::string text;
    };
    std::vector<AttributeText> attributes();
    Day snapshot() const { return snapshot_; }
    const Zone& zone() const { return zone_; }

    void reject(FieldId, std::string_view value, Fault);
    bool rejected() const { return rejection_.fault != Fault::None; }
    const Rejection& rejection() const { return rejection_; }
    // The row is taken, but a person should look at it. Told once for each field.
    void warn(FieldId, std::string_view value, Fault);
    const std::vector<Rejection>& warnings() const { return warnings_; }
    std::int64_t line() const { return static_cast<std::int64_t>(row_->place.line); }

private:
    enum class Transform {
        None,
        MonthsBeforeSnapshot,
        DaysBeforeSnapshot,
        SplitList,
        StripApostrophe,
        StatusFromValue
    };
    struct Source {
        std::size_t column = 0;
        Transform transform = Transform::None;
        std::vector<WhenRule> when;
    };
    struct Field {
        std::vector<Source> sources;
        std::string constant;
        bool has_constant = false;
    };
    struct NamedField {
        std::string name;
        Field field;
    };

    Field& field_named(const std::string& name);
    std::string_view cell(const Source&);
    std::string_view text_of(const Field&, std::string_view joiner, bool joins);
    std::optional<Moment> moment(FieldId);
    std::string_view keep(std::string text);
    std::string_view column_of(FieldId) const;

    Encoding encoding_;
    Zone zone_;
    DayStyle style_;
    Day snapshot_;
    std::vector<std::string> columns_;
    std::array<Field, kFieldCount> fields_;
    std::vector<NamedField> attributes_;
    const CsvRow* row_ = nullptr;
    Rejection rejection_;
    std::vector<Rejection> warnings_;
    std::deque<std::string> kept_;
    std::size_t kept_used_ = 0;
    Day offset_day_{-1'000'000};  // the day whose first instant is offset_start_
    Instant offset_start_;
    bool even_day_ = true;
};

}  // namespace tsunagi::intake
