#include "record/search.h"

#include "base/text.h"
#include "record/customers.sql.h"
#include "record/scope.h"
#include "record/search.sql.h"
#include "record/search_grams.h"
#include "record/settings.h"

#include <unordered_set>

namespace tsunagi::record {

namespace {

constexpr int kMaxChunks = 20;  // a rare status is looked for in so many portions of hits

struct EntryRow {
    Id<Customer> id;
    std::string forms;
    std::string grams;
};
BOOST_DESCRIBE_STRUCT(EntryRow, (), (id, forms, grams))

struct Names {
    std::string name;
    std::string kana;
};
BOOST_DESCRIBE_STRUCT(Names, (), (name, kana))

void insert_entry(store::Tx& tx, const SearchEntry& entry) {
    tx.run(sql::insert_search_entry,
           store::args_of(EntryRow{entry.id, entry.forms, grams_of(entry.forms)}));
}

// "a b" -> {"a","b"}: grams hold neither quotes nor backslashes.
std::string array_of(std::string_view grams) {
    std::string array = "{\"";
    for (const char c : grams) {
        if (c == ' ') {
            array += "\",\"";
        } else {
            array += c;
        }
    }
    return array + "\"}";
}

class EntryRows final : public store::BulkRows {
public:
    EntryRows(std::span<const SearchEntry> entries, store::Dialect dialect)
        : entries_(entries), dialect_(dialect) {}

    bool next(std::vector<store::Value>& row) override {
        if (at_ == entries_.size()) return false;
        const SearchEntry& entry = entries_[at_++];
        grams_ = grams_of(entry.forms);
        row.clear();
        row.push_back(store::value_of(entry.id));
        if (dialect_ == store::Dialect::Postgres) {
            grams_ = grams_.empty() ? "{}" : array_of(grams_);
            row.push_back(store::value_of(entry.forms));
        }
        row.push_back(store::value_of(grams_));
        return true;
    }

private:
    std::span<const SearchEntry> entries_;
    store::Dialect dialect_;
    std::size_t at_ = 0;
    std::string grams_;
};

void insert_in_bulk(store::Tx& tx, std::span<const SearchEntry> entries) {
    static constexpr std::array<std::string_view, 2> kSqlite{"rowid", "grams"};
    static constexpr std::array<std::string_view, 3> kPostgres{"customer_id", "forms", "grams"};
    EntryRows rows(entries, tx.dialect());
    if (tx.dialect() == store::Dialect::Sqlite) {
        tx.bulk_insert("customer_search", kSqlite, rows);
    } else {
        tx.bulk_insert("customer_search", kPostgres, rows);
    }
}

std::vector<Id<Customer>> read_ids(store::Reader& reader, const store::Statement& statement,
                                   const store::Args& args) {
    std::vector<Id<Customer>> ids;
    reader.rows(statement, args, [&](const store::Row& row) {
        ids.push_back({row.integer(0)});
        return true;
    });
    return ids;
}

std::vector<Id<Customer>> exact_hits(store::Reader& reader, const Viewer& viewer,
                                     std::string_view query, int limit) {
    const auto key = trimmed(query);
    std::optional<std::string> form;
    std::optional<std::string> e164;
    std::optional<std::string> email;
    if (viewer.reads(FieldGroup::Name)) form = search_form(query);
    if (viewer.reads(FieldGroup::Email)) email = email_form(query);
    if (viewer.reads(FieldGroup::Phone)) {
        e164 = phone_e164(query, read_settings(reader).country_calling_code);
    }
    return read_ids(
        reader, sql::find_exact_hits,
        {{"key", key}, {"form", form}, {"e164", e164}, {"email", email}, {"limit", limit}});
}

// The query as the arguments of find_hits. A single way is given twice the first: the second then
// asks for a gram that no entry has.
struct Hits {
    explicit Hits(std::string_view query) {
        const auto ways = conjunctions_of(query);
        any = !ways.empty();
        if (!any) return;
        match = match_of(ways);
        grams = joined(ways.front());
        patterns = patterns_of(ways.front());
        if (ways.size() == 1) return;
        other_grams = joined(ways.back());
        other_patterns = patterns_of(ways.back());
    }

    std::vector<Id<Customer>> after(store::Reader& reader, std::int64_t id, int limit) const {
        if (!any) return {};
        store::Args args{{"after_id", id}, {"limit", limit}};
        if (reader.dialect() == store::Dialect::Sqlite) {
            args.emplace_back("match", match);
        } else {
            args.emplace_back("grams", grams);
            args.emplace_back("patterns", patterns);
            args.emplace_back("other_grams", other_grams);
            args.emplace_back("other_patterns", other_patterns);
        }
        return read_ids(reader, sql::find_hits, args);
    }

    static std::string joined(const Conjunction& way) {
        std::string grams;
        for (const std::string& word : way.grams) {
            if (!grams.empty()) grams += ' ';
            grams += word;
        }
        return grams;
    }

    bool any = false;
    std::string match;
    std::string grams;
    std::string patterns;
    std::string other_grams = "||";
    std::string other_patterns = "%||%";
};

// Whom a viewer can find: customers she sees, by the fields she may read. The index knows neither,
// so each hit is asked whether it is one without what she may not read.
class Sight {
public:
    Sight(store::Reader& reader, const Viewer& viewer, std::string_view query)
        : reader_(reader), viewer_(viewer), seen_(reader, viewer, Entity::Customer),
          ways_(conjunctions_of(query)) {
        for (const auto group : {FieldGroup::Name, FieldGroup::Phone, FieldGroup::Email}) {
            reads_all_ = reads_all_ && viewer.reads(group);
            reads_any_ = reads_any_ || viewer.reads(group);
        }
    }

    bool is_whole() const { return seen_.all() && reads_all_; }
    bool finds_by_parts() const { return reads_any_; }
    bool sees(Id<Customer> id) const { return seen_.has(id); }
    bool finds(Id<Customer> id) {
        if (!seen_.has(id)) return false;
        if (reads_all_) return true;
        const auto forms = readable_forms(id);
        return std::ranges::any_of(ways_, [&](const Conjunction& way) {
            return std::ranges::all_of(
                way.texts, [&](const std::string& text) { return forms.find(text) != forms.npos; });
        });
    }

private:
    std::string readable_forms(Id<Customer> id) {
        const auto names = reader_.one<Names>(sql::find_names, {{"id", id}}).value_or(Names{});
        std::vector<Phone> phones;
        std::vector<Email> emails;
        const store::Args of{{"customer_id", id}};
        if (viewer_.reads(FieldGroup::Phone)) phones = reader_.all<Phone>(sql::list_phones, of);
        if (viewer_.reads(FieldGroup::Email)) emails = reader_.all<Email>(sql::list_emails, of);
        if (!viewer_.reads(FieldGroup::Name)) {
            return SearchEntry::of(id, {"", "", phones, emails}).forms;
        }
        return SearchEntry::of(id, {names.name, names.kana, phones, emails}).forms;
    }

    store::Reader& reader_;
    const Viewer& viewer_;
    SeenCustomers seen_;
    std::vector<Conjunction> ways_;
    bool reads_all_ = true;
    bool reads_any_ = false;
};

// Fills a page: the exact hits on the first one, then the others after `after`.
class Finder {
public:
    Finder(store::Reader& reader, const Viewer& viewer, std::string_view query,
           std::optional<CustomerStatus> status, const PageRequest& asked)
        : reader_(reader), viewer_(viewer), status_(status), limit_(std::size_t(asked.rows())),
          hits_(query), sight_(reader, viewer, query),
          exact_(exact_hits(reader, viewer, query, asked.rows())) {
        std::erase_if(exact_, [&](const auto id) { return !sight_.sees(id); });
        is_exact_.insert(exact_.begin(), exact_.end());
        reader.text(sql::plan_each_search);
    }

    Page<CustomerRow> first_page() {
        add(exact_);
        return page_after(0);
    }

    Page<CustomerRow> page_after(std::int64_t after) {
        for (int chunk = 0; chunk < kMaxChunks; ++chunk) {
            if (page_.items.size() >= limit_) return full_page(after);
            const auto ids = hits_after(after, int(limit_) + 1);
            add_hits(ids, after);
            if (ids.size() <= limit_) return end_page(after);
        }
        page_.next = Cursor().add(after).text();
        return std::move(page_);
    }

private:
    // Hits that the viewer may find; she learns nothing of the others, not even that they are.
    std::vector<Id<Customer>> hits_after(std::int64_t after, int limit) {
        if (sight_.is_whole()) return hits_.after(reader_, after, limit);
        constexpr int kPortion = 1000;
        std::vector<Id<Customer>> found;
        bool more = sight_.finds_by_parts();
        while (more && int(found.size()) < limit) {
            const auto portion = hits_.after(reader_, after, kPortion);
            more = int(portion.size()) == kPortion;
            if (more) after = portion.back().value;
            std::ranges::copy_if(portion, std::back_inserter(found),
                                 [&](const auto id) { return sight_.finds(id); });
        }
        found.resize(std::min(found.size(), std::size_t(limit)));
        return found;
    }

    void add(std::span<const Id<Customer>> ids) {
        for (CustomerRow& row : customer_rows(reader_, viewer_, ids)) {
            if (!status_ || row.status == *status_) page_.items.push_back(std::move(row));
        }
    }

    // Takes hits in order until the page is full and moves `after` to the last one looked at.
    void add_hits(std::span<const Id<Customer>> ids, std::int64_t& after) {
        std::vector<Id<Customer>> others;
        for (const auto id : ids) {
            if (!is_exact_.contains(id)) others.push_back(id);
        }
        std::unordered_map<Id<Customer>, CustomerRow> rows;
        for (CustomerRow& row : customer_rows(reader_, viewer_, others)) {
            rows.emplace(row.id, std::move(row));
        }
        for (const auto id : ids) {
            if (page_.items.size() >= limit_) {
                left_over_ = true;
                return;
            }
            after = id.value;
            const auto row = rows.find(id);
            if (row == rows.end()) continue;
            if (!status_ || row->second.status == *status_) page_.items.push_back(row->second);
        }
    }

    // Full before all hits were looked at: whether more follow is one look at the next.
    Page<CustomerRow> full_page(std::int64_t after) {
        if (page_.items.size() > limit_) page_.items.resize(limit_);
        for (const auto id : hits_after(after, int(exact_.size()) + 1)) {
            if (!is_exact_.contains(id)) left_over_ = true;
        }
        return end_page(after);
    }

    Page<CustomerRow> end_page(std::int64_t after) {
        if (left_over_) page_.next = Cursor().add(after).text();
        return std::move(page_);
    }

    store::Reader& reader_;
    const Viewer& viewer_;
    std::optional<CustomerStatus> status_;
    std::size_t limit_;
    Hits hits_;
    Sight sight_;
    std::vector<Id<Customer>> exact_;
    std::unordered_set<Id<Customer>> is_exact_;
    Page<CustomerRow> page_;
    bool left_over_ = false;
};

}  // namespace

void index_customers(store::Tx& tx, std::span<const SearchEntry> entries, Entries which) {
    if (which == Entries::AreNew && entries.size() > 1) return insert_in_bulk(tx, entries);
    for (const SearchEntry& entry : entries) {
        if (which == Entries::Replace) tx.run(sql::forget_search_entry, {{"id", entry.id}});
        insert_entry(tx, entry);
    }
}

void forget_customers(store::Tx& tx, std::span<const Id<Customer>> ids) {
    for (const auto id : ids) tx.run(sql::forget_search_entry, {{"id", id}});
}

Page<CustomerRow> search_customers(store::Reader& reader, const Viewer& viewer,
                                   std::string_view query, std::optional<CustomerStatus> status,
                                   const PageRequest& asked) {
    if (trimmed(query).empty()) return list_customers(reader, viewer, status, asked);
    if (!sees_any(viewer, Entity::Customer)) return {};
    Finder finder(reader, viewer, query, status, asked);
    if (asked.cursor.empty()) return finder.first_page();
    return finder.page_after(Cursor::parse(asked.cursor, 1).integer(0));
}

}  // namespace tsunagi::record
