#include "base/error.h"
#include "base/json.h"
#include "main/commands_testing.h"
#include "record/products.h"
#include "segment/segments.h"

#include <functional>

namespace tsunagi::command {

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class AnalyseCommand : public Commands {
protected:
    void write(const Config& config, const std::function<void(store::Tx&, const Viewer&)>& f) {
        auto shops = open_shops(machine, config);
        const auto viewer = access::viewer_of_the_house(kShop);
        shops.shop(kShop).write({}, [&](store::Tx& tx) { f(tx, viewer); });
    }
    void add_soap(const Config& config) {
        write(config, [](store::Tx& tx, const Viewer& viewer) {
            record::ProductPatch soap;
            soap.external_key = record::set("SKU-1");
            soap.name = record::set("洗顔石鹸");
            record::create_product(tx, viewer, soap);
        });
    }
    void add_segment(const Config& config, const std::string& name) {
        write(config, [&](store::Tx& tx, const Viewer& viewer) {
            const auto condition = from_json<segment::Condition>(
                R"({"field": "order_count", "op": "at_least", "number": 0})");
            segment::create_segment(tx, viewer, {.name = name, .note = "", .condition = condition});
        });
    }
    std::string printed(const Config& config, AnalyseOptions options) {
        options.shop = kShop.value;
        Told told;
        EXPECT_EQ(analyse(machine, config, options), 0);
        return told.text();
    }
};
INSTANTIATE_ON_BOTH_DATABASES(AnalyseCommand);

}  // namespace

TEST_P(AnalyseCommand, AnAnalysisIsPrintedAsTableCsvOrJson) {
    const auto config = on_parameter("there");
    make_shop(config);
    add_people(config);
    EXPECT_THAT(printed(config, {.name = "deciles"}), HasSubstr("Deciles\nQuestion"));
    EXPECT_THAT(printed(config, {.name = "deciles", .from = "2026-01-01", .format = "csv"}),
                HasSubstr("Period,2026-01-01–\r\n"));
    EXPECT_THAT(printed(config, {.name = "deciles", .format = "json"}),
                HasSubstr(R"("title":"Deciles")"));
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
    EXPECT_EQ(code_of({.products = {"999"}}), Code::InvalidInput);
    EXPECT_EQ(code_of({.media = {"TV"}}), Code::InvalidInput);
    EXPECT_EQ(code_of({.prefectures = {"月"}}), Code::InvalidInput);
    EXPECT_EQ(code_of({.segment = "nobody"}), Code::InvalidInput);
    EXPECT_EQ(code_of({.compare = "segment:nobody"}), Code::InvalidInput);
    EXPECT_EQ(code_of({.compare = "tomorrow"}), Code::InvalidInput);
}

TEST_P(AnalyseCommand, ARefusalSpeaksTheReadersLanguageAndNamesWhatWasMeant) {
    const auto config = on_parameter("there");
    make_shop(config);
    add_soap(config);
    machine.language = Language::Ja;
    const auto said = [&](AnalyseOptions options) -> std::string {
        options.shop = kShop.value;
        try {
            analyse(machine, config, options);
        } catch (const Error& error) {
            EXPECT_THAT(error.fields(), IsEmpty());
            return error.what();
        }
        return "";
    };
    EXPECT_THAT(said({.name = "decile"}), AllOf(StartsWith("分析「decile」はありません。"),
                                                HasSubstr("もしかして: deciles。")));
    EXPECT_THAT(said({.name = "deciles", .products = {"洗顔石けん"}}),
                AllOf(HasSubstr("洗顔石けん"), HasSubstr("もしかして: 洗顔石鹸。")));
    EXPECT_THAT(said({.name = "cancellations", .choices = {"by:reson"}}),
                AllOf(HasSubstr("by に「reson」"), HasSubstr("もしかして: reason。")));
    EXPECT_THAT(said({.name = "deciles", .from = "2026-02-01", .to = "2026-01-31"}),
                HasSubstr("--to 2026-01-31 が --from 2026-02-01 より前です"));
    EXPECT_THAT(said({.name = "deciles", .condition = R"({"field":"order_count","op":"yes"})"}),
                AllOf(StartsWith("--condition は条件の JSON ではありません: "), HasSubstr("/op")));
    EXPECT_THAT(said({}), HasSubstr("分析の名前"));
}

TEST_P(AnalyseCommand, AProductIsNamedByItsNumberItsCodeOrItsName) {
    const auto config = on_parameter("there");
    make_shop(config);
    add_soap(config);
    for (const auto* word : {"1", "SKU-1", "洗顔石鹸"}) {
        EXPECT_THAT(printed(config, {.name = "deciles", .products = {word}, .format = "csv"}),
                    HasSubstr("Products,洗顔石鹸\r\n"))
            << word;
    }
    EXPECT_EQ(printed(config, {.products = {"list"}}), "1  SKU-1  洗顔石鹸\n");
}

TEST_P(AnalyseCommand, ASegmentFiltersIsComparedWithAndParts) {
    const auto config = on_parameter("there");
    make_shop(config);
    add_segment(config, "続けている方");
    const auto answer = printed(config,
                                {.name = "deciles", .segment = "続けている方", .format = "csv"});
    EXPECT_THAT(answer, HasSubstr("Segment,続けている方\r\n"));
    EXPECT_THAT(printed(config, {.name = "second-order", .compare = "segment:1", .format = "csv"}),
                HasSubstr("(続けている方)"));
    EXPECT_THAT(
        printed(config,
                {.name = "survival", .choices = {"by:segment", "segment:1"}, .format = "csv"}),
        HasSubstr("続けている方"));
    EXPECT_EQ(printed(config, {.segment = "list"}), "1  続けている方\n");
}

TEST_P(AnalyseCommand, AConditionFiltersWithoutBeingKept) {
    const auto config = on_parameter("there");
    make_shop(config);
    add_people(config);
    const auto asked = [](std::string condition) {
        return AnalyseOptions{
            .name = "deciles", .condition = std::move(condition), .format = "csv"};
    };
    const auto nobody = printed(config,
                                asked(R"({"field":"order_count","op":"at_least","number":999})"));
    EXPECT_THAT(nobody, HasSubstr("Condition,Orders is at least 999 orders\r\n"));
    EXPECT_THAT(nobody, HasSubstr("n,0\r\n"));
    EXPECT_EQ(printed(config, {.segment = "list"}), "");
}

TEST_P(AnalyseCommand, APeriodStandsBesideTheOneBeforeItOrTheYearBefore) {
    const auto config = on_parameter("there");
    make_shop(config);
    add_people(config);
    const AnalyseOptions february{
        .name = "second-order", .from = "2026-02-01", .to = "2026-02-28", .format = "csv"};
    auto asked = february;
    asked.compare = "previous";
    EXPECT_THAT(printed(config, asked), HasSubstr("(2026-01-01–2026-01-31)"));
    asked.compare = "last-year";
    EXPECT_THAT(printed(config, asked), HasSubstr("(2025-02-01–2025-02-28)"));
}

}  // namespace tsunagi::command
