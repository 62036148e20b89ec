// A Column is an immutable array of one lane: made in memory or mapped from a snapshot file.
// Copies share the cells.
#pragma once

#include "base/error.h"

#include <sys/mman.h>

#include <cstddef>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace tsunagi::journey {

// Large arrays come on 2 MB pages where the kernel has them: a fold reads hundreds of megabytes.
template <class T>
struct HugePages {
    using value_type = T;
    HugePages() = default;
    template <class U>
    explicit HugePages(const HugePages<U>&) {}

    static constexpr std::size_t kPage = std::size_t{2} << 20;

    T* allocate(std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        if (bytes < kPage) return static_cast<T*>(::operator new(bytes));
        const std::size_t rounded = (bytes + kPage - 1) / kPage * kPage;
        void* memory = ::operator new(rounded, std::align_val_t{kPage});
        ::madvise(memory, rounded, MADV_HUGEPAGE);  // advice: a refusal costs speed only
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t count) {
        if (count * sizeof(T) < kPage) return ::operator delete(memory);
        ::operator delete(memory, std::align_val_t{kPage});
    }
    friend bool operator==(const HugePages&, const HugePages&) { return true; }
};

template <class T>
using Cells = std::vector<T, HugePages<T>>;

template <class T>
class Column {
public:
    using value_type = T;

    Column() = default;
    explicit Column(Cells<T> cells) {
        auto owned = std::make_shared<const Cells<T>>(std::move(cells));
        data_ = owned->data();
        size_ = owned->size();
        owner_ = std::move(owned);
    }
    // Cells that `owner` keeps alive; without an owner the caller does.
    Column(const T* data, std::size_t size, std::shared_ptr<const void> owner = nullptr)
        : data_(data), size_(size), owner_(std::move(owner)) {}

    const T& operator[](std::size_t row) const { return data_[row]; }
    const T* data() const { return data_; }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const T* begin() const { return data_; }
    const T* end() const { return data_ + size_; }

private:
    const T* data_ = nullptr;
    std::size_t size_ = 0;
    std::shared_ptr<const void> owner_;
};

}  // namespace tsunagi::journey
