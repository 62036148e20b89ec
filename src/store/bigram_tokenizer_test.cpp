#include "store/bigram_tokenizer.h"

#include "store/sqlite_connection.h"
#include "store/transaction.h"

#include <gmock/gmock.h>

namespace tsunagi::store {

namespace {

class Bigrams : public testing::Test {
protected:
    void SetUp() override {
        connection_.script("CREATE VIRTUAL TABLE search USING fts5 (grams, tokenize = 'bigram')");
    }
    void add(std::string_view text) {
        connection_.run({"test", "INSERT INTO search (grams) VALUES (:text)", {}},
                        {{"text", text}});
    }
    std::int64_t matches(std::string_view query) {
        return ConnectionReader(connection_)
            .integer({"test", "SELECT count(*) FROM search WHERE grams MATCH :query", {}},
                     {{"query", query}});
    }
    SqliteConnection connection_{{.file = ":memory:", .access = SqliteOptions::Access::ReadWrite}};
};

TEST_F(Bigrams, TwoCharactersInsideAWordAreFound) {
    add("山田太郎");
    EXPECT_EQ(matches(R"("山田")"), 1);
    EXPECT_EQ(matches(R"("田太")"), 1);
    EXPECT_EQ(matches(R"("山田太郎")"), 1);
    EXPECT_EQ(matches(R"("太田")"), 0);
}

TEST_F(Bigrams, TextThatAlreadyIsPairsMeansTheSame) {
    add("ヤマ マダ 09 90 a@ @b");
    EXPECT_EQ(matches(R"("ヤマ" AND "マダ")"), 1);
    EXPECT_EQ(matches(R"("a@" "@b")"), 1);
    EXPECT_EQ(matches(R"("ダ0")"), 0) << "pairs do not cross a space";
}

TEST_F(Bigrams, APieceOfOneCharacterIsItself) {
    add("林 𠮷");
    EXPECT_EQ(matches(R"("林")"), 1);
    EXPECT_EQ(matches(R"("𠮷")"), 1);
}

TEST_F(Bigrams, IllFormedTextIsTakenByteByByte) {
    add("\xff\xe5");
    EXPECT_EQ(matches("\"\xff\xe5\""), 1);
}

}  // namespace

}  // namespace tsunagi::store
