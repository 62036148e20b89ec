#include "base/error.h"
#include "main/commands_testing.h"

namespace tsunagi::command {

namespace {

using testing::HasSubstr;

class AnalyseCommand : public Commands {};
INSTANTIATE_ON_BOTH_DATABASES(AnalyseCommand);

}  // namespace

TEST_P(AnalyseCommand, AnAnalysisIsPrintedAsTableCsvOrJson) {
    const auto config = on_parameter("there");
    make_shop(config);
    add_people(config);
    const auto printed = [&](AnalyseOptions options) {
        options.shop = kShop.value;
        options.name = "deciles";
        Told told;
        EXPECT_EQ(analyse(machine, config, options), 0);
        return told.text();
    };
    EXPECT_THAT(printed({}), HasSubstr("Deciles\nQuestion"));
    EXPECT_THAT(printed({.from = "2026-01-01", .format = "csv"}),
                HasSubstr("Period,2026-01-01–\r\n"));
    EXPECT_THAT(printed({.format = "json"}), HasSubstr(R"("title":"Deciles")"));
    Told told;
    EXPECT_EQ(list_analyses(machine), 0);
    EXPECT_THAT(told.text(), HasSubstr("deciles  Deciles: "));
}

TEST_P(AnalyseCommand, AnAnalysisNamesWhatItCannotTake) {
    const auto config = on_parameter("there");
    make_shop(config);
    const auto code_of = [&](AnalyseOptions options) {
        if (options.name.empty()) options.name = "deciles";
        options.shop = kShop.value;
        return code_thrown_by([&] { analyse(machine, config, options); });
    };
    EXPECT_EQ(code_of({.name = "horoscope"}), Code::NotFound);
    EXPECT_EQ(code_of({.from = "yesterday"}), Code::InvalidInput);
    EXPECT_EQ(code_of({.as_of = "2999-01-01"}), Code::InvalidInput);
    EXPECT_EQ(code_of({.from = "2026-02-01", .to = "2026-01-31"}), Code::InvalidInput);
    EXPECT_EQ(code_of({.choices = {"moon:full"}}), Code::InvalidInput);
    EXPECT_EQ(code_of({.format = "docx"}), Code::InvalidInput);
}

}  // namespace tsunagi::command
