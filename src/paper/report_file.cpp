#include "paper/report_file.h"

namespace tsunagi::paper {

static std::string period_of(const journey::Filter& filter, bool ja) {
    if (!filter.from && !filter.to) return ja ? "全期間" : "all time";
    return (filter.from ? to_text(*filter.from) : "") + (ja ? "〜" : "–") +
           (filter.to ? to_text(*filter.to) : "");
}

static std::string joined(const std::vector<std::string>& words, bool ja) {
    std::string out;
    for (const auto& word : words) out.append(out.empty() ? "" : ja ? "、" : ", ").append(word);
    return out;
}

static std::string label_of(const insight::ReportChoice& choice, bool ja) {
    if (choice.segments > 0) {
        std::vector<std::string> names;
        names.reserve(choice.options.size());
        for (const auto& option : choice.options) names.push_back(option.label);
        return names.empty() ? "–" : joined(names, ja);
    }
    for (const auto& option : choice.options) {
        if (option.value == choice.value) return option.label;
    }
    return choice.value;
}

std::vector<Fact> facts_of(const Document& document) {
    const bool ja = document.notation.ja();
    const auto& meta = document.report.meta;
    const auto& filter = meta.filter;
    std::vector<Fact> facts;
    const auto add = [&](const char* japanese, const char* english, const std::string& value) {
        if (!value.empty()) facts.push_back({ja ? japanese : english, value});
    };
    add("問い", "Question", document.asks);
    add("ショップ", "Shop", document.shop_name);
    add("基準日", "As of", to_text(meta.as_of));
    add("期間", "Period", period_of(filter, ja));
    add("商品", "Products", joined(document.products, ja));
    add("セグメント", "Segment", document.segment);
    add("条件", "Condition", document.condition);
    add("媒体", "Media", joined(filter.medium, ja));
    add("都道府県", "Prefectures", joined(filter.prefecture, ja));
    for (const auto& choice : document.report.choices) {
        facts.push_back({choice.label, label_of(choice, ja)});
    }
    add("n", "n", document.notation.written(static_cast<double>(meta.n), insight::Unit::Count));
    add("定義", "Definition", ja ? meta.definition.ja : meta.definition.en);
    add("出典", "Source", meta.definition.source);
    return facts;
}

ReportFile file_of(Format format, const Document& document) {
    const auto& meta = document.report.meta;
    ReportFile file;
    switch (format) {
        case Format::Csv:
            file.type = "text/csv; charset=utf-8";
            file.bytes = csv_of(document);
            break;
        case Format::Xlsx:
            file.type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            file.bytes = xlsx_of(document);
            break;
        case Format::Pdf:
            file.type = "application/pdf";
            file.bytes = pdf_of(document);
            break;
    }
    file.name = meta.definition.key + "-" + to_text(meta.as_of) + "." +
                std::string(word_of(format));
    for (const auto& figure : document.report.figures) file.rows += std::ssize(figure.rows);
    return file;
}

}  // namespace tsunagi::paper
