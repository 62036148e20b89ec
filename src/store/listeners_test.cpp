#include "store/listeners.h"

#include <gtest/gtest.h>

namespace tsunagi::store {
namespace {

TEST(Listeners, MayBeAddedWhileOneHears) {
    Listeners listeners;
    std::int64_t heard = 0;
    listeners.add([&](std::int64_t) {
        if (heard == 0) listeners.add([&](std::int64_t seq) { heard = seq; });
    });
    listeners.tell(1);
    EXPECT_EQ(heard, 0);
    listeners.tell(2);
    EXPECT_EQ(heard, 2);
}

}  // namespace
}  // namespace tsunagi::store
