#include "server/forwarded.h"

#include <gtest/gtest.h>

namespace tsunagi::server {
namespace {

std::vector<AddressBlock> trusted() {
    std::vector<AddressBlock> blocks;
    for (const auto* block : {"10.0.0.0/8", "127.0.0.1", "2001:db8:1::/48"}) {
        blocks.push_back(parse_block(block).value());
    }
    return blocks;
}

using Fields = std::vector<HeaderField>;

// "192.0.2.7 https", "192.0.2.7", "nobody" or "refused".
std::string asker(Fields fields) {
    Request request;
    request.headers = std::move(fields);
    try {
        const auto found = asker_of(request, trusted());
        if (!found) return "nobody";
        return found->address + (!found->secure ? "" : *found->secure ? " https" : " http");
    } catch (const HttpError& error) {
        EXPECT_EQ(error.status(), 400);
        return "refused";
    }
}

std::string x_forwarded(std::string nodes) {
    return asker({{"x-forwarded-for", std::move(nodes)}});
}
std::string forwarded(std::string elements) { return asker({{"forwarded", std::move(elements)}}); }

TEST(Forwarded, NamesNobodyWhenTheProxyAsksForItself) {
    EXPECT_EQ(asker({{"host", "x"}}), "nobody");
}

TEST(Forwarded, TakesTheRightmostAddressThatIsNoTrustedProxy) {
    EXPECT_EQ(x_forwarded("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(x_forwarded("192.0.2.7, 10.1.1.1"), "192.0.2.7");
    EXPECT_EQ(x_forwarded("198.51.100.1, 192.0.2.7,10.1.1.1,\t10.1.1.2"), "192.0.2.7");
    EXPECT_EQ(x_forwarded("10.9.9.9, 192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(forwarded("for=198.51.100.1, for=192.0.2.7, for=10.1.1.1"), "192.0.2.7");
}

TEST(Forwarded, DoesNotReadWhatTheClientPutBeforeItsOwnAddress) {
    EXPECT_EQ(x_forwarded("<script>, ' OR 1=1, 192.0.2.7, 10.1.1.1"), "192.0.2.7");
    EXPECT_EQ(forwarded("for=unknown, for=_x, for=192.0.2.7"), "192.0.2.7");
}

TEST(Forwarded, NamesTheFirstHopWhenAllAreTrusted) {
    EXPECT_EQ(x_forwarded("10.3.3.3, 10.1.1.1"), "10.3.3.3");
}

TEST(Forwarded, JoinsTheFieldsOfOneName) {
    EXPECT_EQ(asker({{"x-forwarded-for", "198.51.100.1"},
                     {"x-forwarded-for", "192.0.2.7"},
                     {"x-forwarded-for", "10.1.1.1"}}),
              "192.0.2.7");
}

TEST(Forwarded, KnowsAnAddressInEveryWriting) {
    EXPECT_EQ(x_forwarded("192.0.2.7:4711"), "192.0.2.7");
    EXPECT_EQ(x_forwarded("::ffff:192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(x_forwarded("2001:DB8::0:1"), "2001:db8::1");
    EXPECT_EQ(x_forwarded("[2001:db8::1]:4711, 2001:db8:1::5"), "2001:db8::1");
    EXPECT_EQ(forwarded("For=\"[2001:db8::1]:4711\";Proto=HTTPS;by=_me"), "2001:db8::1 https");
    EXPECT_EQ(forwarded("for=\"192.0.2.7:80\";host=\"a;b,c\\\"d\""), "192.0.2.7");
}

TEST(Forwarded, TakesTheProtocolOfTheSameHop) {
    const auto both = [](std::string nodes, std::string protos) {
        return asker(
            {{"x-forwarded-for", std::move(nodes)}, {"x-forwarded-proto", std::move(protos)}});
    };
    EXPECT_EQ(both("192.0.2.7", "https"), "192.0.2.7 https");
    EXPECT_EQ(both("192.0.2.7, 10.1.1.1", "https, http"), "192.0.2.7 https");
    EXPECT_EQ(both("192.0.2.7, 10.1.1.1", "https"), "192.0.2.7 https");
    EXPECT_EQ(both("192.0.2.7", "https, http"), "192.0.2.7 http");
    EXPECT_EQ(forwarded("for=192.0.2.7;proto=https, for=10.1.1.1;proto=http"), "192.0.2.7 https");
    EXPECT_EQ(forwarded("for=192.0.2.7;proto=http, for=10.1.1.1;proto=https"), "192.0.2.7 http");
}

TEST(Forwarded, IsRefusedWhenItCannotBeRead) {
    for (const auto* nodes :
         {"", ",", "unknown", "_hidden", "192.0.2.7,", "192.0.2.7, x", "192.0.2.0/24", "1.2.3",
          "[2001:db8::1", "[2001:db8::1]x", "[]", "192.0.2.7 10.1.1.1", "localhost", "\"192.0.2.7",
          "garbage, 10.1.1.1"}) {
        EXPECT_EQ(x_forwarded(nodes), "refused") << nodes;
    }
    for (const auto* elements :
         {"", ";", "for", "for=", "192.0.2.7", "proto=https", "for=unknown", "for=\"192.0.2.7",
          "for=192.0.2.7;for=192.0.2.8", "for=192.0.2.7;proto=gopher", "for=192.0.2.7;proto"}) {
        EXPECT_EQ(forwarded(elements), "refused") << elements;
    }
    EXPECT_EQ(asker({{"x-forwarded-for", "192.0.2.7"}, {"x-forwarded-proto", "wss"}}), "refused");
    EXPECT_EQ(asker({{"x-forwarded-for", "192.0.2.7"}, {"x-forwarded-proto", ","}}), "refused");
    EXPECT_EQ(asker({{"x-forwarded-proto", "https"}}), "refused");
}

TEST(Forwarded, IsRefusedWhenTheTwoWaysOfSayingItDiffer) {
    EXPECT_EQ(asker({{"x-forwarded-for", "192.0.2.7"}, {"forwarded", "for=192.0.2.7"}}),
              "192.0.2.7");
    EXPECT_EQ(asker({{"x-forwarded-for", "192.0.2.7"}, {"forwarded", "for=10.9.9.9"}}), "refused");
    EXPECT_EQ(asker({{"x-forwarded-for", "192.0.2.7"}, {"forwarded", "for=192.0.2.7;proto=https"}}),
              "refused");
}

}  // namespace
}  // namespace tsunagi::server
