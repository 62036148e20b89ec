#include "segment/asked_condition.h"

#include "base/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::segment {

namespace {

Condition read(std::string_view json) { return from_json<Condition>(json); }

std::string code_of(const Condition& condition) {
    try {
        check_asked(condition, "/condition");
    } catch (const Error& error) {
        return std::string(error.fields().at(0).path) + " " + error.fields().at(0).code;
    }
    return "";
}

std::string in_media(int how_many, const std::string& medium) {
    std::string list;
    for (int i = 0; i < how_many; ++i) {
        list += (list.empty() ? "\"" : ",\"") + medium + std::to_string(i) + "\"";
    }
    return R"({"field":"medium","op":"any_of","values":[)" + list + "]}";
}

}  // namespace

TEST(AskedCondition, IsWrittenAsShortAsSomebodyWouldWriteIt) {
    for (const std::string_view json :
         {R"({"field":"order_count","op":"at_least","number":2})",
          R"({"all":[{"field":"medium","op":"any_of","values":["a\",\"b\":null,","null"]},)"
          R"({"none":[{"field":"contact_count","op":"at_least","number":1,)"
          R"("of":{"purpose":["cancel"]},"window":{"last_days":90}}]}]})",
          R"({"field":"result","op":"any_of",)"
          R"("cell":{"analysis":"deciles","choices":[],"key":"group/1"}})"}) {
        EXPECT_EQ(text_of(read(json)), json);
        EXPECT_EQ(read(text_of(read(json))), read(json));
    }
}

TEST(AskedCondition, IsRefusedWithAllThatIsWrong) {
    EXPECT_EQ(code_of(read(R"({"all":[{"field":"order_count","op":"yes","number":1}]})")),
              "/condition/all/0/op not_in_list");
    EXPECT_EQ(code_of(read("{}")), "/condition/field missing");
}

TEST(AskedCondition, HasToFitAnAddressWhereJapaneseTakesNineBytesALetter) {
    EXPECT_EQ(code_of(read(in_media(40, "web"))), "");
    EXPECT_EQ(code_of(read(in_media(40, "折込チラシ"))), "");
    EXPECT_EQ(code_of(read(in_media(100, "折込チラシ"))), "/condition condition_too_long");
}

}  // namespace tsunagi::segment
