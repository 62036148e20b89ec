#include "intake/row_reader.h"

#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"

#include <algorithm>

namespace tsunagi::intake {

namespace {

constexpr std::int32_t kDayMs = 86'400'000;

bool fits(const WhenRule& rule, std::string_view value) {
    if (value.empty() || !rule.is.ends_with('*')) return rule.is == value;
    return value.starts_with(std::string_view(rule.is).substr(0, rule.is.size() - 1));
}

}  // namespace

RowReader::RowReader(const Mapping& mapping, const std::vector<std::string>& columns,
                     Encoding encoding, const Zone& zone, Day today)
    : encoding_(encoding), zone_(zone), style_(mapping.day_style),
      snapshot_(mapping.snapshot_on.value_or(today)), columns_(columns) {
    static const std::vector<std::pair<std::string_view, Transform>> kWords{
        {"months_before_snapshot", Transform::MonthsBeforeSnapshot},
        {"days_before_snapshot", Transform::DaysBeforeSnapshot},
        {"split_list", Transform::SplitList},
        {"strip_apostrophe", Transform::StripApostrophe},
        {"status_from_value", Transform::StatusFromValue}};
    for (const ColumnRule& rule : mapping.columns) {
        const auto column = find_column(columns, rule.column);
        if (!column) continue;
        Source source{.column = *column, .transform = Transform::None, .when = {}};
        for (const auto& [word, transform] : kWords) {
            if (rule.transform == word) source.transform = transform;
        }
        if (rule.when) source.when = *rule.when;
        field_named(rule.field).sources.push_back(std::move(source));
    }
    for (const ConstantRule& rule : mapping.constants) {
        auto& field = field_named(rule.field);
        field.constant = rule.value;
        field.has_constant = true;
    }
}

RowReader::Field& RowReader::field_named(const std::string& name) {
    if (const auto* spec = find_field(name)) return fields_[static_cast<std::size_t>(spec->id)];
    const auto attribute = name.substr(name.find('.') + 1);
    const auto found = std::ranges::find(attributes_, attribute, &NamedField::name);
    if (found != attributes_.end()) return found->field;
    return attributes_.emplace_back(NamedField{.name = attribute, .field = {}}).field;
}

bool RowReader::turn_to(const CsvRow& row) {
    row_ = &row;
    kept_used_ = 0;
    rejection_.fault = Fault::None;
    rejection_.place = row.place;
    warnings_.clear();
    if (find_invalid(row.bytes, encoding_) != std::string_view::npos) {
        const auto where = "line " + std::to_string(row.place.line);
        const auto message = "the text is not in " + std::string(word_of(encoding_));
        throw Error(Code::InvalidInput, where + ": " + message,
                    {{where, "bad_encoding", message, {{"line", std::to_string(row.place.line)}}}});
    }
    if (row.cells.size() == columns_.size()) return true;
    const auto count = std::to_string(row.cells.size());
    if (row.cells.size() < columns_.size()) {
        rejection_ = {row.place, "", count, Fault::TooFewCells};
        return false;
    }
    const bool empty = std::all_of(row.cells.begin() + static_cast<std::ptrdiff_t>(columns_.size()),
                                   row.cells.end(), [](auto cell) { return cell.empty(); });
    if (!empty) rejection_ = {row.place, "", count, Fault::TooManyCells};
    return empty;
}

bool RowReader::maps(FieldId id) const {
    const auto& field = fields_[static_cast<std::size_t>(id)];
    return !field.sources.empty() || field.has_constant;
}

bool RowReader::splits(FieldId id) const {
    const auto& sources = fields_[static_cast<std::size_t>(id)].sources;
    return std::ranges::any_of(
        sources, [](const Source& source) { return source.transform == Transform::SplitList; });
}

std::string_view RowReader::keep(std::string text) {
    if (kept_used_ == kept_.size()) kept_.emplace_back();
    auto& kept = kept_[kept_used_++];
    kept = std::move(text);
    return kept;
}

std::string_view RowReader::cell(const Source& source) {
    if (source.column >= row_->cells.size()) return {};
    std::string_view value = row_->cells[source.column];
    if (encoding_ == Encoding::Cp932 && !utf8::is_ascii(value)) value = keep(utf8_of_cp932(value));
    value = tidy_cell(value);
    if (source.transform == Transform::StripApostrophe && value.starts_with('\'')) {
        value.remove_prefix(1);
    }
    for (const WhenRule& rule : source.when) {
        if (fits(rule, value)) return rule.then;
    }
    return value;
}

// Texts are joined, other values follow the last column that has one.
std::string_view RowReader::text_of(const Field& field, std::string_view joiner, bool joins) {
    if (field.sources.size() == 1) {
        const auto value = cell(field.sources[0]);
        return value.empty() ? std::string_view(field.constant) : value;
    }
    std::string_view only;
    std::string joined;
    for (const Source& source : field.sources) {
        const auto value = cell(source);
        if (value.empty()) continue;
        if (!joins) {
            only = value;
        } else {
            joined.append(joined.empty() ? "" : joiner).append(value);
        }
    }
    if (!joined.empty()) return keep(std::move(joined));
    return only.empty() ? std::string_view(field.constant) : only;
}

std::string_view RowReader::text(FieldId id) {
    const auto& spec = spec_of(id);
    return text_of(fields_[static_cast<std::size_t>(id)], spec.joiner,
                   spec.kind == ValueKind::Text || !spec.joiner.empty());
}

std::string_view RowReader::column_of(FieldId id) const {
    const auto& sources = fields_[static_cast<std::size_t>(id)].sources;
    return sources.empty() ? spec_of(id).name : std::string_view(columns_[sources.back().column]);
}

void RowReader::reject(FieldId id, std::string_view value, Fault fault) {
    if (rejected()) return;
    rejection_.column = column_of(id);
    rejection_.value = shortened(value, 200);
    rejection_.fault = fault;
}

void RowReader::warn(FieldId id, std::string_view value, Fault fault) {
    warnings_.push_back({.place = row_->place,
                         .column = std::string(column_of(id)),
                         .value = std::string(shortened(value, 200)),
                         .fault = fault});
}

std::optional<Moment> RowReader::moment(FieldId id) {
    const auto value = text(id);
    if (value.empty() || value == "0000-00-00" || value == "0000-00-00 00:00:00")
        return std::nullopt;
    if (value == "@snapshot") return Moment{.day = snapshot_};
    const auto& sources = fields_[static_cast<std::size_t>(id)].sources;
    const auto transform = sources.empty() ? Transform::None : sources.back().transform;
    if (transform == Transform::MonthsBeforeSnapshot ||
        transform == Transform::DaysBeforeSnapshot) {
        const auto count = parse_whole(value);
        if (!count || count.value < -2400 || count.value > 100'000) {
            reject(id, value, count ? Fault::NumberTooLarge : count.fault);
            return std::nullopt;
        }
        const auto number = static_cast<std::int32_t>(count.value);
        const bool months = transform == Transform::MonthsBeforeSnapshot;
        return Moment{.day = months ? add_months(snapshot_, -number) : snapshot_ - number};
    }
    const auto read = parse_moment(value, style_);
    if (read) return read.value;
    reject(id, value, read.fault);
    return std::nullopt;
}

std::optional<Instant> RowReader::instant(FieldId id) {
    const auto read = moment(id);
    if (!read) return std::nullopt;
    if (read->offset_s) {
        const auto utc_ms = std::int64_t{read->day.number} * kDayMs + read->ms_of_day;
        return Instant{utc_ms - std::int64_t{*read->offset_s} * 1000};
    }
    if (read->day != offset_day_) {
        offset_day_ = read->day;
        offset_start_ = zone_.instant(read->day);
        // A day of 24 hours needs no further look at the zone; the others are rare.
        even_day_ = zone_.instant(read->day + 1) - offset_start_ == kDayMs;
    }
    return even_day_ ? offset_start_ + read->ms_of_day : zone_.instant(read->day, read->ms_of_day);
}

std::optional<Day> RowReader::day(FieldId id) {
    const auto read = moment(id);
    if (!read) return std::nullopt;
    if (!read->offset_s) return read->day;
    const auto utc_ms = std::int64_t{read->day.number} * kDayMs + read->ms_of_day;
    return zone_.day_of({utc_ms - std::int64_t{*read->offset_s} * 1000});
}

std::optional<std::int64_t> RowReader::decimal(FieldId id, int decimals) {
    const auto value = text(id);
    if (value.empty()) return std::nullopt;
    const auto read = parse_number(value, decimals);
    if (read) return read.value;
    reject(id, value, read.fault);
    return std::nullopt;
}

std::optional<std::int64_t> RowReader::whole(FieldId id) {
    const auto value = text(id);
    if (value.empty()) return std::nullopt;
    const auto read = parse_whole(value);
    if (read && read.value < 1'000'000'000 && read.value > -1'000'000'000) return read.value;
    reject(id, value, read ? Fault::NumberTooLarge : read.fault);
    return std::nullopt;
}

std::optional<std::int64_t> RowReader::answer(FieldId id, const Rule& scale) {
    const auto told = whole(id);
    if (!told || (*scale.min <= *told && *told <= *scale.max)) return told;
    reject(id, text(id), Fault::OffScale);
    return std::nullopt;
}

std::optional<std::int64_t> RowReader::seconds(FieldId id) {
    const auto value = text(id);
    if (value.empty()) return std::nullopt;
    const auto read = parse_seconds(value);
    if (read) return read.value;
    reject(id, value, read.fault);
    return std::nullopt;
}

std::optional<bool> RowReader::boolean(FieldId id) {
    if (!maps(id)) return std::nullopt;
    const auto value = text(id);
    const auto read = parse_boolean(value);
    if (read) return read.value;
    reject(id, value, read.fault);
    return std::nullopt;
}

std::string RowReader::code(FieldId id, Parsed<std::string_view> (*parse)(std::string_view)) {
    const auto value = text(id);
    const auto read = parse(value);
    if (!read) reject(id, value, read.fault);
    return std::string(read.value);
}

std::string RowReader::words(FieldId id, std::size_t most) {
    const auto value = text(id);
    auto kept = trimmed(value);
    if (kept.size() > most && code_points(kept) > most) reject(id, value, Fault::TooLong);
    return kept;
}

std::vector<RowReader::AttributeText> RowReader::attributes() {
    std::vector<AttributeText> texts;
    for (const NamedField& named : attributes_) {
        const auto value = trimmed(text_of(named.field, " ", true));
        if (!value.empty()) texts.push_back({named.name, std::string(shortened(value, 4000))});
    }
    return texts;
}

}  // namespace tsunagi::intake
