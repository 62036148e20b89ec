#include "store/bulk.h"

namespace tsunagi::store {
namespace {

class DescribedRows final : public BulkRows {
public:
    DescribedRows(const TypeTable& type, const void* rows, std::size_t count, std::size_t row_size)
        : type_(type), next_(static_cast<const std::byte*>(rows)), left_(count), size_(row_size) {}

    bool next(std::vector<Value>& values) override {
        if (left_ == 0) return false;
        values.clear();
        for (const Arg& arg : args_of(type_, next_)) values.push_back(arg.value);
        next_ += size_;
        --left_;
        return true;
    }

private:
    const TypeTable& type_;
    const std::byte* next_;
    std::size_t left_;
    std::size_t size_;
};

}  // namespace

void insert_all(Tx& tx, std::string_view table, const TypeTable& type, const void* rows,
                std::size_t count, std::size_t row_size) {
    if (count == 0) return;
    std::vector<std::string_view> columns;
    for (const Arg& arg : args_of(type, rows)) columns.push_back(arg.name);
    DescribedRows source(type, rows, count, row_size);
    tx.bulk_insert(table, columns, source);
}

}  // namespace tsunagi::store
