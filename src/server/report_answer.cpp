#include "server/report_answer.h"

#include "insight/catalogue.h"
#include "record/settings.h"
#include "segment/segments.h"
#include "server/condition_words.h"
#include "server/segment_members.h"

namespace tsunagi::server {

insight::Report report_for(const Asker& asker, std::string_view name, const ReportQuery& query,
                           insight::Place place) {
    const auto& analysis = insight::analysis_named(name);
    if (analysis.needs == insight::Needs::Money) require_money(asker);
    const insight::Choices choices(analysis.choices,
                                   query.choices.value_or(std::vector<std::string>()));
    return answer_timed(asker, query, [&](const auto& scope, const auto& filter) {
        const auto labels = labels_of(asker, scope.words());
        const auto segments = segments_of(asker, scope.snapshot, choices);
        const bool shows_money = asker.viewer().reads(FieldGroup::Money);
        return insight::report_of(analysis,
                                  {scope, filter, labels, choices, shows_money, segments, place});
    });
}

insight::Place place_of(paper::Format format) {
    return format == paper::Format::Pdf ? insight::Place::Page : insight::Place::File;
}

// With the words that a file needs to stand alone.
paper::ReportFile file_for(const Asker& asker, paper::Format format, const Answered& answered) {
    const auto settings = asker.read(
        [](store::Reader& reader) { return record::read_settings(reader); });
    paper::Document document{
        .report = answered.report,
        .asks = say(insight::analysis_named(answered.analysis).asks, asker.language()),
        .shop_name = settings.shop_name,
        .products = {},
        .segment = {},
        .condition = {},
        .notation = {.language = asker.language(), .currency = settings.currency}};
    if (!answered.report.meta.filter.product.empty()) {
        const auto labels = labels_of(asker);
        for (const auto id : answered.report.meta.filter.product) {
            document.products.push_back(labels.product(id));
        }
    }
    if (answered.segment) {
        document.segment = asker.read([&](store::Reader& reader) {
            return segment::find_segment(reader, {*answered.segment}).name;
        });
    }
    if (answered.condition) document.condition = said(asker, *answered.condition);
    return paper::file_of(format, document);
}

}  // namespace tsunagi::server
