// Files whose rows are people: customers alone, and contacts with their customers. A contact that
// is there stays as it is: what an agent wrote is not rewritten by a file. Only answers of a survey
// and what a telephone's log tells (call_log.h) fill in what it does not have yet. A row of a call
// list that was never called is only its customer.
#pragma once

#include "intake/call_log.h"
#include "intake/people.h"

#include <set>

namespace tsunagi::intake {

class CustomerTaker final : public RowTaker {
public:
    explicit CustomerTaker(const TakerSetup& setup) : setup_(setup), people_(setup_) {}
    void pass_over(RowReader& row) override { people_.pass_over(row); }
    void take(RowReader&, Batch&) override;
    void resolve(store::Reader& reader, IdSource& ids, Batch& batch) override {
        people_.resolve(reader, ids, batch);
    }

private:
    TakerSetup setup_;
    People people_;
};

class ContactTaker final : public RowTaker {
public:
    explicit ContactTaker(const TakerSetup& setup) : setup_(setup), people_(setup_) {}
    void pass_over(RowReader&) override;
    void take(RowReader&, Batch&) override;
    void resolve(store::Reader&, IdSource&, Batch&) override;

private:
    struct Draft {
        People::Person* person = nullptr;  // null: a call of the caller's
        Caller caller{};
        bool is_call = false;  // as a telephone's log tells it
        table::Contact row{};
        std::int64_t line = 0;
    };
    std::string key_of(RowReader&);
    void read(RowReader&, table::Contact&) const;
    void name_customers(store::Reader&, Batch&);
    // What the row tells and the contact, which is there, does not have.
    void fill_in(const Draft&, const ContactGaps& there, Batch&) const;

    TakerSetup setup_;
    People people_;
    std::set<std::string> keys_;  // of the rows seen
    TextMap<int> equal_rows_;     // rows seen with this content
    std::vector<Draft> drafts_;
    WrittenCalls written_;
};

}  // namespace tsunagi::intake
