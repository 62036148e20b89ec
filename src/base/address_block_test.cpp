#include "base/address_block.h"

#include "base/testing.h"

namespace tsunagi {

static bool holds(std::string_view block, std::string_view address) {
    return parse_block(block).value().holds(parse_block(address).value());
}

TEST(AddressBlock, HoldsTheAddressesThatBeginAsItDoes) {
    EXPECT_TRUE(holds("192.0.2.0/24", "192.0.2.255"));
    EXPECT_FALSE(holds("192.0.2.0/24", "192.0.3.0"));
    EXPECT_TRUE(holds("192.0.2.8/29", "192.0.2.15"));
    EXPECT_FALSE(holds("192.0.2.8/29", "192.0.2.16"));
    EXPECT_TRUE(holds("2001:db8::/33", "2001:db8:7fff::1"));
    EXPECT_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
    EXPECT_TRUE(holds("192.0.2.7", "192.0.2.7"));
    EXPECT_TRUE(holds("::/0", "2001:db8::1"));
    EXPECT_FALSE(holds("2001:db8::1", "2001:db8::/32"));
}

TEST(AddressBlock, KnowsAnIpv4AddressThatComesMapped) {
    EXPECT_TRUE(holds("10.0.0.0/8", "::ffff:10.1.2.3"));
    EXPECT_TRUE(holds("::ffff:10.0.0.0/104", "10.1.2.3"));
    EXPECT_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
}

TEST(AddressBlock, IsNotReadFromAnythingElse) {
    for (const auto* text :
         {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8 ", "10.0.0.1/8",
          "10.0.0", "10.0.0.0.0", "010.0.0.1", "0x0a000001", "localhost", "2001:db8::/129",
          "2001:db8::1/32", "[::1]", "fe80::1%eth0", "10.0.0.1:80"}) {
        EXPECT_FALSE(parse_block(text)) << text;
    }
    EXPECT_FALSE(parse_block(std::string_view("10.0.0.1\0x", 10)));
}

TEST(AddressBlock, WritesAnAddressInOneWay) {
    EXPECT_EQ(address_text(parse_block("::ffff:192.0.2.7").value()), "192.0.2.7");
    EXPECT_EQ(address_text(parse_block("2001:DB8:0:0:0:0:0:1").value()), "2001:db8::1");
}

}  // namespace tsunagi
