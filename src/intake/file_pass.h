// One pass over the rows of an import's file, a batch at a time. A batch ends where its order does,
// as far as possible.
//
// Thread: one.
#pragma once

#include "intake/erased_rows.h"
#include "intake/layout.h"
#include "intake/row_taker.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace tsunagi::intake {

struct PassSetup {
    std::filesystem::path file;
    Layout layout;
    Mapping mapping;
    Zone zone;
    Day today;
    std::string country_calling_code;
    record::ErasedPeople erased{};
};

class FilePass {
public:
    using Groups = std::set<std::string, std::less<>>;

    FilePass(const PassSetup&, RowTaker&);

    // Rows that begin at these bytes were rejected by the plan and are left out.
    void leave_out(std::vector<std::int64_t> bytes) { left_out_ = std::move(bytes); }
    // What an earlier pass rejected, in file order, and the groups of those rows: all rows of
    // such a group are rejected.
    void refuse(const std::vector<Rejection>& known, const Groups& groups) {
        known_ = &known;
        refused_ = &groups;
    }

    // Notes the keys of the rows before `until`, which are stored already.
    void pass_over(std::uint64_t until);
    // The next rows; false at the end. `rejected` gets what cannot be taken.
    bool next(Batch&, std::vector<Rejection>& rejected);
    // Groups that next() had to reject a row of.
    const Groups& rejected_groups() const { return rejected_groups_; }

private:
    bool is_left_out(const CsvRow&);
    bool is_blank() const;
    bool is_refused(bool whole, std::vector<Rejection>& rejected);
    void take(Batch&, std::vector<Rejection>& rejected);
    void note_warnings(Batch&);

    OpenedTable table_;
    RowReader reader_;
    RowTaker& taker_;
    record::ErasedPeople erased_;
    ErasedLook erased_look_;
    CsvRow row_;
    std::vector<std::int64_t> left_out_;
    std::size_t left_out_at_ = 0;
    const std::vector<Rejection>* known_ = nullptr;
    std::size_t known_at_ = 0;
    const Groups* refused_ = nullptr;
    Groups rejected_groups_;
    std::string group_;
};

}  // namespace tsunagi::intake
