#include "intake/file_pass.h"

#include "intake/preview.h"

#include <algorithm>

namespace tsunagi::intake {

namespace {

// An order longer than this is cut at the end of a batch.
constexpr std::int64_t kMostRowsOver = 2'000;

}  // namespace

FilePass::FilePass(const PassSetup& setup, RowTaker& taker)
    : table_(open_table(setup.file, setup.layout)),
      reader_(setup.mapping, setup.layout.columns, table_.encoding, setup.zone, setup.today),
      taker_(taker), erased_(setup.erased), erased_look_{erased_, setup.country_calling_code} {}

bool FilePass::is_left_out(const CsvRow& row) {
    const auto byte = static_cast<std::int64_t>(row.place.byte);
    while (left_out_at_ < left_out_.size() && left_out_[left_out_at_] < byte) ++left_out_at_;
    return left_out_at_ < left_out_.size() && left_out_[left_out_at_] == byte;
}

// A row of an erased person is blanked in the file (erased_rows.h), and so is nothing any more.
bool FilePass::is_blank() const {
    return table_.columns > 1 && row_.cells.size() == 1 &&
           row_.cells[0].find_first_not_of(' ') == std::string_view::npos;
}

void FilePass::pass_over(std::uint64_t until) {
    while (table_.reader.place().byte < until && table_.reader.next(row_)) {
        const bool stored = !is_blank() && !is_left_out(row_);
        if (stored && reader_.turn_to(row_)) taker_.pass_over(reader_);
    }
}

bool FilePass::next(Batch& batch, std::vector<Rejection>& rejected) {
    batch.begin = table_.reader.place();
    const auto full = taker_.batch_rows();
    std::string last_group;
    while (batch.rows < full + kMostRowsOver) {
        if (batch.rows == full) last_group = group_;
        if (!table_.reader.next(row_)) break;
        if (is_blank()) continue;
        // Reading one row too far costs only the reading of it again.
        if (batch.rows >= full) {
            reader_.turn_to(row_);
            if (last_group.empty() || taker_.group_of(reader_) != last_group) {
                table_.reader.step_back(row_.place);
                break;
            }
        }
        ++batch.rows;
        if (!is_left_out(row_)) take(batch, rejected);
    }
    batch.end = table_.reader.place();
    return batch.rows > 0;
}

// A second pass over a file with rejected rows: they are told again, and with them the other rows
// of their orders.
bool FilePass::is_refused(bool whole, std::vector<Rejection>& rejected) {
    if (known_ == nullptr) return false;
    const auto byte = row_.place.byte;
    while (known_at_ < known_->size() && (*known_)[known_at_].place.byte < byte) ++known_at_;
    if (known_at_ < known_->size() && (*known_)[known_at_].place.byte == byte) {
        rejected.push_back((*known_)[known_at_]);
        return true;
    }
    if (!whole || group_.empty() || !refused_->contains(group_)) return false;
    reader_.reject(FieldId::OrderKey, group_, Fault::OrderRejected);
    rejected.push_back(reader_.rejection());
    return true;
}

void FilePass::note_warnings(Batch& batch) {
    if (reader_.warnings().empty()) return;
    ++batch.warned;
    for (const Rejection& warning : reader_.warnings()) {
        if (batch.warnings.size() < kPreviewed) batch.warnings.push_back(warning);
    }
}

void FilePass::take(Batch& batch, std::vector<Rejection>& rejected) {
    const bool whole = reader_.turn_to(row_);
    group_ = taker_.group_of(reader_);
    if (is_refused(whole, rejected)) return;
    if (whole && (speaks_of_erased(reader_, erased_look_) ||
                  speaks_of_erased(row_, table_.encoding, erased_look_))) {
        reader_.reject(FieldId::CustomerKey, "", Fault::ErasedPerson);
    } else if (whole) {
        taker_.take(reader_, batch);
    }
    if (!reader_.rejected()) return note_warnings(batch);
    rejected.push_back(reader_.rejection());
    if (!group_.empty()) rejected_groups_.insert(group_);
}

}  // namespace tsunagi::intake
