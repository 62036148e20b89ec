#include "base/error.h"
#include "base/json.h"
#include "insight/catalogue.h"
#include "journey/follower.h"
#include "main/analysis_asked.h"
#include "main/premises.h"
#include "main/say.h"
#include "paper/report_file.h"
#include "paper/text_table.h"
#include "record/settings.h"
#include "server/condition_words.h"
#include "server/insight_query.h"
#include "server/segment_members.h"
#include "store/audit/event.h"
#include "store/audit/sealer.h"

#include <cstdio>

namespace tsunagi::command {

namespace {

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

// Where questions of one analysis are answered.
struct Desk {
    const server::Asker& asker;
    const journey::Follower& follower;
    const insight::Analysis& analysis;
    insight::Choices choices;

    insight::Report report_of(const Sought& sought) const {
        auto scope = journey::scope_of({follower.view(), sought.as_of}, sought.filter);
        if (sought.segment) {
            const auto& condition = sought.segment->condition;
            journey::keep_only(scope,
                               server::members_of(asker, scope.snapshot, condition, "/segment"));
        }
        if (sought.condition) {
            journey::keep_only(
                scope, server::members_of(asker, scope.snapshot, *sought.condition, "/condition"));
        }
        const auto labels = server::labels_of(asker, scope.words());
        const auto segments = server::segments_of(asker, scope.snapshot, choices);
        return insight::report_of(analysis, {scope, sought.filter, labels, choices, true, segments,
                                             insight::Place::File});
    }

    // With what it is compared with, when something is asked for.
    insight::Report beside(insight::Report report, const Sought& sought) const {
        if (!sought.comparison) return report;
        const insight::Back back = sought.comparison->back;
        Sought other = sought;
        std::string label;
        if (sought.comparison->segment) {
            other.segment = sought.comparison->segment;
            other.condition.reset();
            label = other.segment->name;
        } else {
            other.as_of = insight::moved_back(sought.as_of, back);
            journey::Filter& filter = other.filter;
            if (filter.from) filter.from = insight::moved_back(*filter.from, back);
            if (filter.to) filter.to = insight::moved_back(*filter.to, back);
            label = (filter.from ? to_text(*filter.from) : "") + "–" +
                    to_text(filter.to.value_or(other.as_of));
        }
        const auto there = report_of(other);
        return insight::beside(std::move(report), {there, label, back, asker.language()});
    }
};

paper::Document document_of(const server::Asker& asker, const insight::Analysis& analysis,
                            const insight::Report& report, const Sought& sought) {
    const auto settings = asker.read(
        [](store::Reader& reader) { return record::read_settings(reader); });
    paper::Document document{
        .report = report,
        .asks = say(analysis.asks, asker.language()),
        .shop_name = settings.shop_name,
        .products = {},
        .segment = sought.segment ? sought.segment->name : "",
        .condition = sought.condition ? server::said(asker, *sought.condition) : "",
        .notation = {.language = asker.language(), .currency = settings.currency}};
    const auto labels = server::labels_of(asker);
    for (const auto product : sought.filter.product) {
        document.products.push_back(labels.product(product));
    }
    return document;
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
    const bool lists = asks_for_list(options);
    const auto format = format_of(machine, options.format);
    const insight::Analysis* analysis = lists ? nullptr : &named_analysis(machine, options.name);
    if (!lists) choices_of(machine, *analysis, options.choices);
    require_data(config);
    Premises premises(machine, config);
    auto house = premises.house();
    const Id<Shop> id{options.shop};
    const auto viewer = access::viewer_of_the_house(id, machine.language);
    const server::Asker asker(house, viewer);
    const auto folder = premises.shops().snapshots(id);
    std::filesystem::create_directories(folder);
    journey::Follower follower(asker.shop(), folder / "journeys.bin", machine.clock);
    follower.open();
    if (lists) {
        list_asked(machine, asker, *follower.view(), options);
        return 0;
    }
    const Desk desk{asker, follower, *analysis, choices_of(machine, *analysis, options.choices)};
    const auto sought = sought_of(machine, asker, *follower.view(), options);
    const auto report = desk.beside(desk.report_of(sought), sought);
    const auto answer = written(format, document_of(asker, *analysis, report, sought));
    note_export(premises.shops(), asker.shop(), machine, report);
    std::fwrite(answer.data(), 1, answer.size(), stdout);
    return 0;
}

}  // namespace tsunagi::command
