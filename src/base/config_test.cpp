#include "base/config.h"

#include "base/error.h"
#include "base/testing.h"

namespace tsunagi {

TEST(Config, TheDefaultsFitTogether) { EXPECT_NO_THROW(check(Config{})); }

TEST(Config, OnlyLoopbackGoesWithoutTls) {
    for (const auto address : {"127.0.0.1", "127.8.8.8", "::1", "localhost"}) {
        EXPECT_TRUE(is_loopback(address)) << address;
    }
    for (const auto address : {"0.0.0.0", "::", "192.168.0.1", "1.127.0.0", "example.com", ""}) {
        EXPECT_FALSE(is_loopback(address)) << address;
        EXPECT_CODE(check({.listen_address = address}), Code::InvalidInput) << address;
        EXPECT_NO_THROW(check({.listen_address = address, .tls = true})) << address;
    }
}

TEST(Config, ADatabaseElsewhereIsSpokenToByTlsThatIsVerified) {
    for (const auto here :
         {"postgres:///shop", "postgresql://ann:p@ss@localhost:5432/shop", "postgres://127.0.0.1",
          "postgres://[::1]:5432/shop", "postgresql:///shop?host=/run/postgresql",
          "postgres://%2Frun%2Fpostgresql/shop", "postgres://ann@/shop?host=127.0.0.1&port=5433",
          "postgres://db.example/shop?sslmode=verify-full",
          "postgres://db.example/shop?connect_timeout=5&sslmode=verify-full"}) {
        EXPECT_NO_THROW(check({.database = here})) << here;
    }
    for (const auto elsewhere :
         {"postgres://db.example/shop", "postgres://db.example",
          "postgres://ann@10.0.0.5:5432/shop", "postgres://localhost,db.example/shop",
          "postgres:///shop?host=db.example", "postgres:///shop?host=/run&hostaddr=10.0.0.5",
          "postgres://[2001:db8::1]/shop", "postgres://db.example/shop?sslmode=require",
          "postgres://db.example/shop?sslmode=verify-ca"}) {
        EXPECT_CODE(check({.database = elsewhere}), Code::InvalidInput) << elsewhere;
    }
}

TEST(Config, EveryMistakeIsNamedAtOnce) {
    const Config config{.database = "mysql://x",
                        .tls = true,
                        .certificate = "cert.pem",
                        .trusted_proxies = {"10.0.0.0/8", "10.0.0.1/8", "proxy.example"}};
    try {
        check(config);
        FAIL() << "it was accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.fields().size(), 4U);
        EXPECT_NE(std::string_view(error.what()).find("postgres://"), std::string_view::npos);
    }
}

}  // namespace tsunagi
