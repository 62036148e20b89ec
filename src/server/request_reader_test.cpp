#include "server/request_reader.h"

#include <gtest/gtest.h>

namespace tsunagi::server {
namespace {

using State = RequestReader::State;

const Limits kLimits;

// The status with which these bytes are refused; 0 when they are a whole request.
int refusal_of(std::string_view bytes) {
    RequestReader reader(kLimits);
    try {
        while (!bytes.empty()) {
            const auto used = reader.put(bytes);
            bytes.remove_prefix(used);
            if (used == 0 || reader.state() == State::Done) break;
        }
    } catch (const HttpError& error) {
        return error.status();
    }
    return reader.state() == State::Done ? 0 : -1;
}

TEST(RequestReader, ReadsARequestCutAnywhere) {
    const std::string bytes = "POST /a/%E3%81%82?q=1 HTTP/1.1\r\nHost: x\r\nX-One:  two \r\n"
                              "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
        RequestReader reader(kLimits);
        std::string kept = bytes.substr(0, cut);
        std::size_t rest = cut;
        for (int round = 0; round < 20 && reader.state() != State::Done; ++round) {
            kept.erase(0, reader.put(kept));
            if (kept.empty() || round > 3) {
                kept += bytes.substr(rest);
                rest = bytes.size();
            }
        }
        ASSERT_EQ(reader.state(), State::Done) << cut;
        EXPECT_EQ(reader.body(), "abcde");
        EXPECT_EQ(reader.request().header("x-one"), "two");
        EXPECT_EQ(reader.request().target, "/a/%E3%81%82?q=1");
    }
}

TEST(RequestReader, ReadsAChunkedBodyByteByByte) {
    for (const std::string body : {"", "abc"}) {
        RequestReader reader(kLimits);
        reader.put("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        std::string kept;
        for (const char c : (body.empty() ? "" : "3\r\nabc\r\n") + std::string("0\r\n\r\n")) {
            kept += c;
            kept.erase(0, reader.put(kept));
        }
        EXPECT_EQ(reader.state(), State::Done);
        EXPECT_EQ(reader.body(), body);
        EXPECT_EQ(kept, "");
    }
}

TEST(RequestReader, LeavesTheNextRequestInTheBuffer) {
    const std::string one = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    RequestReader reader(kLimits);
    EXPECT_EQ(reader.put(one + one), one.size());
    EXPECT_EQ(reader.state(), State::Done);
}

struct Refused {
    std::string name;
    std::string bytes;
    int status;
};

class RefusedRequests : public testing::TestWithParam<Refused> {};

TEST_P(RefusedRequests, AreNamedByTheirStatus) {
    EXPECT_EQ(refusal_of(GetParam().bytes), GetParam().status);
}

std::string post(const std::string& fields, const std::string& body = "") {
    return "POST / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + body;
}

std::string chunked(const std::string& body) {
    return post("Transfer-Encoding: chunked\r\n", body);
}

// Ways of giving a body two lengths, or none that every reader sees alike (RFC 9112 sections 5.1,
// 6.1, 6.3, 11.2).
INSTANTIATE_TEST_SUITE_P(
    TwoLengths, RefusedRequests,
    testing::Values(
        Refused{"LengthAndCoding",
                post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        Refused{"CodingAndLength",
                post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"), 400},
        Refused{"LengthAndCodingInOtherCase",
                post("content-length: 4\r\ntRANSFER-eNCODING: ChUnKeD\r\n", "0\r\n\r\n"), 400},
        Refused{"TwoLengths", post("Content-Length: 1\r\nContent-Length: 1\r\n", "a"), 400},
        Refused{"TwoDifferentLengths", post("Content-Length: 0\r\nContent-Length: 1\r\n", "a"),
                400},
        Refused{"ListOfLengths", post("Content-Length: 1, 1\r\n", "a"), 400},
        Refused{"EmptyLength", post("Content-Length:\r\n"), 400},
        Refused{"NegativeLength", post("Content-Length: -1\r\n"), 400},
        Refused{"SignedLength", post("Content-Length: +1\r\n", "a"), 400},
        Refused{"HexLength", post("Content-Length: 0x1\r\n", "a"), 400},
        Refused{"HugeLength", post("Content-Length: 99999999999999999999\r\n"), 400},
        Refused{"OtherCoding", post("Transfer-Encoding: gzip\r\n"), 501},
        Refused{"NoCoding", post("Transfer-Encoding:\r\n"), 501},
        Refused{"IdentityCoding", post("Transfer-Encoding: identity\r\n"), 501},
        Refused{"QuotedCoding", post("Transfer-Encoding: \"chunked\"\r\n"), 501},
        Refused{"CodingAlmostChunked", post("Transfer-Encoding: xchunked\r\n"), 501},
        Refused{"CodingWithParameter", post("Transfer-Encoding: chunked;q=1\r\n"), 501},
        Refused{"CodingTwice", post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"), 501},
        Refused{"TwoCodingFields",
                post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"), 400},
        Refused{"CodingInHttp10",
                "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400}),
    [](const auto& parameter) { return parameter.param.name; });

INSTANTIATE_TEST_SUITE_P(
    BrokenLines, RefusedRequests,
    testing::Values(
        Refused{"SpaceBeforeColon", post("Content-Length : 1\r\n", "a"), 400},
        Refused{"TabBeforeColon", post("Transfer-Encoding\t: chunked\r\n"), 400},
        Refused{"SpaceBeforeName", "POST / HTTP/1.1\r\n Host: x\r\n\r\n", 400},
        Refused{"NoColon", post("Content-Length 1\r\n", "a"), 400},
        Refused{"NoName", post(": 1\r\n"), 400},
        Refused{"FoldedLine", post("X-A: 1\r\n 2\r\n"), 400},
        Refused{"FoldedCoding", post("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"), 400},
        Refused{"FoldedByTab", post("Transfer-Encoding: identity,\r\n\tchunked\r\n"), 400},
        Refused{"VerticalTabInCoding", post("Transfer-Encoding: \vchunked\r\n"), 400},
        Refused{"BareCarriageReturn", post("X-A: 1\rX-B: 2\r\n"), 400},
        Refused{"BareLineFeed", "GET / HTTP/1.1\nHost: x\n\n\r\n\r\n", 400},
        Refused{"BareLineFeedInAField", post("X-A: 1\nContent-Length: 1\r\n", "a"), 400},
        Refused{"NulByte", post(std::string("X-A: 1\0 2\r\n", 11)), 400},
        Refused{"TwoSpacesInTheRequestLine", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        Refused{"TabInTheRequestLine", "GET /\tHTTP/1.1\r\nHost: x\r\n\r\n", 400},
        Refused{"SpaceInTheTarget", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 505},
        Refused{"NoHost", "GET / HTTP/1.1\r\n\r\n", 400},
        Refused{"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        Refused{"Http2", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505},
        Refused{"UnknownExpectation", post("Expect: 200-maybe\r\nContent-Length: 1\r\n"), 417}),
    [](const auto& parameter) { return parameter.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Chunks, RefusedRequests,
    testing::Values(Refused{"BadSize", chunked("zz\r\nabc"), 400},
                    Refused{"NoSize", chunked("\r\nabc"), 400},
                    Refused{"SizeWithPrefix", chunked("0x3\r\nabc\r\n0\r\n\r\n"), 400},
                    Refused{"SignedSize", chunked("+3\r\nabc\r\n0\r\n\r\n"), 400},
                    Refused{"NegativeSize", chunked("-3\r\nabc\r\n0\r\n\r\n"), 400},
                    Refused{"SizeOver64Bits", chunked("10000000000000003\r\nabc\r\n0\r\n\r\n"),
                            400},
                    Refused{"SpaceAfterSize", chunked("3 \r\nabc\r\n0\r\n\r\n"), 400},
                    Refused{"SizeEndedByLineFeed", chunked("3\nabc\r\n0\r\n\r\n"), 400},
                    Refused{"TextLongerThanItsSize", chunked("3\r\nabcd\r\n0\r\n\r\n"), 400},
                    Refused{"TextEndedByLineFeed", chunked("3\r\nabc\n0\r\n\r\n"), 400},
                    Refused{"Extension", chunked("3;name=value\r\nabc\r\n0\r\n\r\n"), 400},
                    Refused{"EmptyExtension", chunked("3;\r\nabc\r\n0\r\n\r\n"), 400},
                    Refused{"ExtensionWithLineFeed", chunked("3;\nxx\r\nabc\r\n0\r\n\r\n"), 400},
                    Refused{"ExtensionOfTheLastChunk", chunked("0;name=\"value\"\r\n\r\n"), 400},
                    Refused{"Trailer", chunked("0\r\nX-A: 1\r\n\r\n"), 400},
                    Refused{"LengthInATrailer", chunked("0\r\nContent-Length: 50\r\n\r\n"), 400}),
    [](const auto& parameter) { return parameter.param.name; });

INSTANTIATE_TEST_SUITE_P(
    TooMuch, RefusedRequests,
    testing::Values(Refused{"LongTarget",
                            "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
                    Refused{"LongHead", post("X-A: " + std::string(17000, 'a') + "\r\n"), 431},
                    Refused{"ManyFields",
                            [] {
                                std::string fields;
                                for (int at = 0; at < 120; ++at)
                                    fields += "A" + std::to_string(at) + ": 1\r\n";
                                return post(fields);
                            }(),
                            431}),
    [](const auto& parameter) { return parameter.param.name; });

TEST(RequestReader, RefusesABodyOverItsLimitBeforeReadingIt) {
    RequestReader reader(kLimits);
    reader.put(post("Content-Length: 11\r\n"));
    EXPECT_EQ(reader.state(), State::Body);
    EXPECT_THROW(reader.limit_body(10), HttpError);
}

TEST(RequestReader, RefusesAChunkedBodyAsSoonAsItIsOverItsLimit) {
    RequestReader reader(kLimits);
    reader.put(post("Transfer-Encoding: chunked\r\n"));
    reader.limit_body(4);
    EXPECT_THROW(reader.put("5\r\nabcde\r\n0\r\n\r\n"), HttpError);
}

TEST(Target, IsSplitBeforeItIsDecoded) {
    Request request;
    request.target = "/a%2Fb/%E5%B1%B1?x=1&y=a+b%26c&z";
    split_target(request);
    EXPECT_EQ(request.segments, (std::vector<std::string>{"a/b", "山"}));
    EXPECT_EQ(*request.parameter("y"), "a b&c");
    EXPECT_EQ(*request.parameter("z"), "");
    for (const char* bad : {"/%zz", "/%2", "/%00", "/%ff", "relative"}) {
        request.target = bad;
        EXPECT_THROW(split_target(request), Error) << bad;
    }
}

}  // namespace
}  // namespace tsunagi::server
