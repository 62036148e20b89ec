#include "journey/kernels.h"

#include <immintrin.h>

#include <algorithm>
#include <bit>

namespace tsunagi::journey {

namespace {

inline OrderTotals totals_scalar(const LaneDay* day, const std::int32_t* amount,
                                 std::uint32_t count) {
    std::int32_t orders = 0;
    std::int32_t last = 0;
    std::int32_t sum = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        orders += day[i] >> 15;
        last = (day[i] & OrderLane::kHead) != 0 ? day[i] : last;
        sum += amount[i];
    }
    return {orders, last & ~OrderLane::kHead, sum};
}

void each_scalar(const LaneDay* day, const std::int32_t* amount, const Row* offsets,
                 std::uint32_t count, OrderTotals* sums) {
    for (std::uint32_t i = 0; i < count; ++i) {
        sums[i] = totals_scalar(day + offsets[i], amount + offsets[i], offsets[i + 1] - offsets[i]);
    }
}

void heads_scalar(const LaneDay* day, const Row* offsets, std::uint32_t count,
                  std::uint32_t* heads) {
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t rows = std::min(offsets[i + 1] - offsets[i], 32u);
        std::uint32_t mask = 0;
        for (std::uint32_t k = 0; k < rows; ++k) {
            mask |= static_cast<std::uint32_t>(day[offsets[i] + k] >> 15) << k;
        }
        heads[i] = mask;
    }
}

__attribute__((target("avx2,popcnt"))) inline OrderTotals totals_avx2(const LaneDay* day,
                                                                      const std::int32_t* amount,
                                                                      std::uint32_t count) {
    __m256i sums = _mm256_setzero_si256();
    std::int32_t orders = 0;
    std::int32_t last = 0;
    std::uint32_t i = 0;
    for (; i + 16 <= count; i += 16) {
        const auto* at = reinterpret_cast<const __m256i*>(amount + i);
        sums = _mm256_add_epi32(sums, _mm256_loadu_si256(at));
        sums = _mm256_add_epi32(sums, _mm256_loadu_si256(at + 1));
        const __m256i days = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(day + i));
        // The sign bit of a 16-bit day is the head flag; odd bytes of the byte mask hold them.
        const auto mask = static_cast<std::uint32_t>(_mm256_movemask_epi8(days)) & 0xaaaaaaaau;
        orders += std::popcount(mask);
        if (mask != 0) last = day[i + static_cast<std::uint32_t>(31 - std::countl_zero(mask)) / 2];
    }
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4e));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xb1));
    std::int32_t sum = _mm_cvtsi128_si32(half);
    for (; i < count; ++i) {
        orders += day[i] >> 15;
        last = (day[i] & OrderLane::kHead) != 0 ? day[i] : last;
        sum += amount[i];
    }
    return {orders, last & ~OrderLane::kHead, sum};
}

__attribute__((target("avx2,popcnt"))) void each_avx2(const LaneDay* day,
                                                      const std::int32_t* amount,
                                                      const Row* offsets, std::uint32_t count,
                                                      OrderTotals* sums) {
    for (std::uint32_t i = 0; i < count; ++i) {
        sums[i] = totals_avx2(day + offsets[i], amount + offsets[i], offsets[i + 1] - offsets[i]);
    }
}

__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,popcnt"))) inline OrderTotals
totals_avx512(const LaneDay* day, const std::int32_t* amount, std::uint32_t count) {
    if (count == 0) return {};  // an empty lane has no columns to point into
    __m512i sums = _mm512_setzero_si512();
    std::int32_t orders = 0;
    std::int32_t last = 0;
    for (; count > 32; count -= 32, day += 32, amount += 32) {
        sums = _mm512_add_epi32(sums, _mm512_loadu_si512(amount));
        sums = _mm512_add_epi32(sums, _mm512_loadu_si512(amount + 16));
        const std::uint32_t heads = _mm512_movepi16_mask(_mm512_loadu_si512(day));
        orders += std::popcount(heads);
        if (heads != 0) last = day[31 - std::countl_zero(heads)];
    }
    const std::uint32_t mask = 0xffffffffu >> (32 - count);
    sums = _mm512_add_epi32(sums, _mm512_maskz_loadu_epi32(static_cast<__mmask16>(mask), amount));
    sums = _mm512_add_epi32(
        sums, _mm512_maskz_loadu_epi32(static_cast<__mmask16>(mask >> 16), amount + 16));
    const std::uint32_t heads = _mm512_movepi16_mask(_mm512_maskz_loadu_epi16(mask, day));
    orders += std::popcount(heads);
    if (heads != 0) last = day[31 - std::countl_zero(heads)];
    return {orders, last & ~OrderLane::kHead, _mm512_reduce_add_epi32(sums)};
}

__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,popcnt"))) void each_avx512(
    const LaneDay* day, const std::int32_t* amount, const Row* offsets, std::uint32_t count,
    OrderTotals* sums) {
    for (std::uint32_t i = 0; i < count; ++i) {
        sums[i] = totals_avx512(day + offsets[i], amount + offsets[i], offsets[i + 1] - offsets[i]);
    }
}

__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,popcnt"))) void heads_avx512(
    const LaneDay* day, const Row* offsets, std::uint32_t count, std::uint32_t* heads) {
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t rows = offsets[i + 1] - offsets[i];
        const auto mask = static_cast<__mmask32>((std::uint64_t{1} << std::min(rows, 32u)) - 1);
        heads[i] = _mm512_movepi16_mask(_mm512_maskz_loadu_epi16(mask, day + offsets[i]));
    }
}

}  // namespace

const std::vector<Kernel>& runnable_kernels() {
    static const std::vector<Kernel> kernels = [] {
        __builtin_cpu_init();
        std::vector<Kernel> found;
        if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
            __builtin_cpu_supports("avx512dq")) {
            found.push_back({"avx512", totals_avx512, each_avx512, heads_avx512});
        }
        if (__builtin_cpu_supports("avx2"))
            found.push_back({"avx2", totals_avx2, each_avx2, heads_scalar});
        found.push_back({"scalar", totals_scalar, each_scalar, heads_scalar});
        return found;
    }();
    return kernels;
}

const Kernel kernel = runnable_kernels().front();

}  // namespace tsunagi::journey
