#include "base/error.h"
#include "base/json.h"
#include "insight/catalogue.h"
#include "journey/follower.h"
#include "main/premises.h"
#include "main/say.h"
#include "paper/report_file.h"
#include "paper/text_table.h"
#include "record/settings.h"
#include "store/audit/event.h"
#include "store/audit/sealer.h"

#include <cstdio>

namespace tsunagi::command {

enum class AnalyseFormat { Table, Csv, Json };
BOOST_DESCRIBE_ENUM(AnalyseFormat, Table, Csv, Json)

namespace {

std::optional<Day> day_of_flag(const std::string& flag, const std::string& text) {
    if (text.empty()) return std::nullopt;
    if (const auto day = parse_day(text)) return day;
    throw Error(Code::InvalidInput, flag + " is YYYY-MM-DD, not " + text);
}

AnalyseFormat format_of(const std::string& word) {
    if (const auto format = parse_enum<AnalyseFormat>(word)) return *format;
    throw Error(Code::InvalidInput, "--format is table, csv or json, not " + word);
}

journey::Filter filter_of(const AnalyseOptions& options) {
    return {.from = day_of_flag("--from", options.from),
            .to = day_of_flag("--to", options.to),
            .product = options.products,
            .medium = options.media,
            .prefecture = options.prefectures};
}

Day as_of_day(const AnalyseOptions& options, Day today) {
    const Day day = day_of_flag("--as-of", options.as_of).value_or(today);
    if (day <= today) return day;
    throw Error(Code::InvalidInput, "--as-of " + to_text(day) +
                                        " lies ahead: what happened is known until " +
                                        to_text(today));
}

std::string written(AnalyseFormat format, const paper::Document& document) {
    switch (format) {
        case AnalyseFormat::Table: return paper::text_of(document);
        case AnalyseFormat::Csv: return paper::csv_of(document);
        case AnalyseFormat::Json: return to_json(document.report) + "\n";
    }
    return "";
}

void note_export(store::Shops& shops, store::Database& shop, const Machine& machine,
                 const insight::Report& report) {
    shop.write({}, [&](store::Tx& tx) {
        store::audit::Event event;
        event.user_name = "tsunagi";
        event.kind = "exported";
        event.operation = "analyse";
        event.entity = "report";
        for (const auto& figure : report.figures) event.row_count += std::ssize(figure.rows);
        store::audit::note(tx, event);
    });
    store::audit::seal_and_write_heads(shops, machine.clock, machine.random);
}

}  // namespace

int list_analyses(const Machine& machine) {
    for (const insight::Analysis* analysis : insight::catalogue()) {
        print(machine, text::kAnalysis,
              {{"name", std::string(analysis->name)},
               {"title", say(analysis->title, machine.language)},
               {"asks", say(analysis->asks, machine.language)}});
        for (const auto& rule : analysis->choices) {
            std::string values;
            for (const auto& option : rule.options) {
                values.append(values.empty() ? "" : "|").append(option.value);
            }
            if (values.empty()) values = std::to_string(rule.min) + "–" + std::to_string(rule.max);
            print(machine, text::kChoice, {{"key", std::string(rule.key)}, {"values", values}});
        }
    }
    return 0;
}

int analyse(const Machine& machine, const Config& config, const AnalyseOptions& options) {
    const auto& analysis = insight::analysis_named(options.name);
    const auto format = format_of(options.format);
    const insight::Choices choices(analysis.choices, options.choices);
    if (!choices.segments().empty()) {
        throw Error(Code::InvalidInput, "analyse parts nobody by kept segments: the pages do");
    }
    const auto filter = filter_of(options);
    auto shops = open_shops(machine, config);
    const Id<Shop> id{options.shop};
    auto& shop = shops.shop(id);
    const auto settings = shop.read(
        [](store::Reader& reader) { return record::read_settings(reader); });
    const Day as_of = as_of_day(options, record::day_of(settings, machine.clock.now()));
    const auto folder = shops.snapshots(id);
    std::filesystem::create_directories(folder);
    journey::Follower follower(shop, folder / "journeys.bin", machine.clock);
    follower.open();
    const auto labels = shop.read(
        [&](store::Reader& reader) { return insight::read_labels(reader, machine.language); });
    const auto scope = journey::scope_of({follower.view(), as_of}, filter);
    const auto report = insight::report_of(analysis, {scope, filter, labels, choices});
    paper::Document document{
        .report = report,
        .asks = say(analysis.asks, machine.language),
        .shop_name = settings.shop_name,
        .products = {},
        .segment = {},
        .notation = {.language = machine.language, .currency = settings.currency}};
    for (const auto product : filter.product) document.products.push_back(labels.product(product));
    const auto answer = written(format, document);
    note_export(shops, shop, machine, report);
    std::fwrite(answer.data(), 1, answer.size(), stdout);
    return 0;
}

}  // namespace tsunagi::command
