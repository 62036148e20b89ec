#include "main/export_file.h"

#include "base/csv_cell.h"
#include "base/error.h"
#include "main/export.sql.h"
#include "main/export_columns.h"
#include "record/pick_lists.h"
#include "record/settings.h"

#include <cstdio>
#include <map>

namespace tsunagi::command {

namespace {

namespace sql = main::sql;

constexpr std::int64_t kRowsPerPage = 2000;

using Cells = std::vector<std::string>;

// "2980.0000" -> "2980".
std::string plain(std::string decimal) {
    decimal.erase(decimal.find_last_not_of('0') + 1);
    if (decimal.ends_with('.')) decimal.pop_back();
    return decimal;
}

// How the shop writes its times, its money and the codes of its pick-lists.
class Notation {
public:
    Notation(store::Reader& reader, Language language)
        : Notation(record::read_settings(reader), record::read_pick_lists(reader), language) {}

    std::string cell(const ExportColumn& column, const store::Row& row, int at) const {
        if (row.is_null(at)) return "";
        switch (column.kind) {
            case Text: return std::string(row.text(at));
            case Word: return word(column.name, row.text(at));
            case Whole: return std::to_string(row.integer(at));
            case Flag: return row.integer(at) != 0 ? "1" : "";
            case OnDay: return to_text(Day{static_cast<std::int32_t>(row.integer(at))});
            case At: return local_text({row.integer(at)});
            case Sum: return to_text(Money{row.integer(at)}, currency_);
            case Price: return plain(to_text(UnitPrice{row.integer(at)}));
        }
        return "";
    }

private:
    Notation(const record::Settings& settings, const record::PickLists& lists, Language language)
        : zone_(Zone::named(settings.zone)), currency_(settings.currency), language_(language) {
        add("channel", lists.channels);
        add("direction", lists.directions);
        add("purpose", lists.purposes);
        add("reason", lists.reasons);
        add("result", lists.results);
        add("emotion", lists.emotions);
        add("offer_answer", lists.offer_answers);
    }
    template <class T>
    void add(std::string_view column, const std::vector<T>& list) {
        for (const auto& one : list) {
            words_[column][one.code] = language_ == Language::Ja ? one.ja : one.en;
        }
    }
    std::string word(std::string_view column, std::string_view code) const {
        const auto& words = words_.at(column);
        const auto found = words.find(std::string(code));
        return found == words.end() ? std::string(code) : found->second;
    }
    std::string local_text(Instant at) const {
        const auto local = zone_.local(at);
        const int second = local.ms_of_day / 1000;
        char time[16];
        std::snprintf(time, sizeof time, " %02d:%02d:%02d", second / 3600, second / 60 % 60,
                      second % 60);
        return to_text(local.day) + time;
    }

    Zone zone_;
    Currency currency_;
    Language language_;
    std::map<std::string_view, std::map<std::string, std::string>> words_;  // by column and code
};

struct Table {
    const store::Statement& statement;
    std::span<const ExportColumn> columns;
};

Table table_of(ExportKind kind) {
    switch (kind) {
        case ExportKind::Customers: return {sql::export_customers, kCustomerColumns};
        case ExportKind::Orders: return {sql::export_orders, kOrderColumns};
        case ExportKind::Subscriptions: return {sql::export_subscriptions, kSubscriptionColumns};
        case ExportKind::Contacts: return {sql::export_contacts, kContactColumns};
    }
    throw Error(Code::Internal, "there is no such export");
}

struct Line {
    std::int64_t id = 0;
    Cells cells;
};

class Exporter {
public:
    Exporter(store::Reader& reader, ExportKind kind, Language language)
        : reader_(reader), kind_(kind), language_(language), table_(table_of(kind)),
          notation_(reader, language) {
        if (kind_ != ExportKind::Customers) return;
        reader_.rows(sql::export_attribute_names, {}, [&](const store::Row& row) {
            attributes_.emplace_back(row.text(0));
            return true;
        });
    }

    Cells header() const {
        Cells cells;
        for (const auto& column : table_.columns) cells.push_back(say(column.header, language_));
        if (kind_ == ExportKind::Customers) cells.push_back(say(kFurtherWays, language_));
        for (const auto& name : attributes_) cells.push_back("attribute." + name);
        return cells;
    }

    // Empty behind the last one.
    std::vector<Line> page_after(std::int64_t after_id) {
        store::Arg japanese("japanese", language_ == Language::Ja);
        japanese.may_be_unused = true;
        const store::Args args{{"after_id", after_id}, {"limit", kRowsPerPage}, japanese};
        std::vector<Line> lines;
        reader_.rows(table_.statement, args, [&](const store::Row& row) {
            lines.push_back(line_of(row));
            return true;
        });
        if (kind_ == ExportKind::Customers && !lines.empty()) add_lists(after_id, lines);
        return lines;
    }

private:
    Line line_of(const store::Row& row) const {
        Line line{.id = row.integer(0), .cells = {}};
        ASSERT(row.columns() == static_cast<int>(table_.columns.size()) + 1);
        for (int at = 1; at < row.columns(); ++at) {
            const auto& column = table_.columns[static_cast<std::size_t>(at) - 1];
            ASSERT(row.column_name(at) == column.name);
            line.cells.push_back(notation_.cell(column, row, at));
        }
        return line;
    }

    void add_lists(std::int64_t after_id, std::vector<Line>& lines) {
        const auto first = table_.columns.size();
        std::map<std::int64_t, Cells*> places;
        for (auto& line : lines) {
            line.cells.resize(first + 1 + attributes_.size());
            places.emplace(line.id, &line.cells);
        }
        const store::Args range{{"after_id", after_id}, {"last_id", lines.back().id}};
        reader_.rows(sql::export_further_ways, range, [&](const store::Row& row) {
            std::string& cell = (*places.at(row.integer(0)))[first];
            cell.append(cell.empty() ? "" : " / ").append(row.text(2));
            return true;
        });
        reader_.rows(sql::export_attributes, range, [&](const store::Row& row) {
            const auto name = std::ranges::find(attributes_, row.text(1));
            if (name == attributes_.end()) return true;
            const auto column = static_cast<std::size_t>(name - attributes_.begin());
            (*places.at(row.integer(0)))[first + 1 + column] = row.text(2);
            return true;
        });
    }

    store::Reader& reader_;
    const ExportKind kind_;
    const Language language_;
    const Table table_;
    const Notation notation_;
    std::vector<std::string> attributes_;
};

}  // namespace

std::int64_t write_export(store::Reader& reader, ExportKind kind, Language language,
                          const std::function<void(std::string_view)>& write) {
    Exporter exporter(reader, kind, language);
    std::string text(kByteOrderMark);
    append_csv_row(exporter.header(), text);
    std::int64_t rows = 0;
    std::int64_t after_id = 0;
    for (;;) {
        write(text);
        const auto lines = exporter.page_after(after_id);
        if (lines.empty()) return rows;
        text.clear();
        for (const auto& line : lines) append_csv_row(line.cells, text);
        rows += static_cast<std::int64_t>(lines.size());
        after_id = lines.back().id;
    }
}

}  // namespace tsunagi::command
