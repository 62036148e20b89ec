#include "paper/testing.h"

#include <zlib.h>

#include <functional>

namespace tsunagi::paper {

using insight::Figure;
using insight::Report;
using insight::Unit;

Figure figure_of_three(insight::Shape shape) {
    Figure figure{.key = "groups",
                  .title = "グループ別",
                  .shape = shape,
                  .columns = {{"name", "名前", Unit::Text},
                              {"count", "顧客数", Unit::Count},
                              {"rate", "継続率", Unit::Share}}};
    figure.add({{.text = "石けん"},
                {.value = 1200},
                {.value = 0.5, .low = 0.47, .high = 0.53, .n = 1200}});
    figure.add({{.text = "=cmd|'/c calc'!A1"},
                {.value = 30},
                {.value = 0.2, .low = 0.1, .high = 0.4, .n = 30}});
    figure.add({{.text = "クリーム"}, {.value = 5}, {.n = 5, .immature = true}});
    return figure;
}

Report example_report() {
    Report report;
    report.title = "商品別の継続率";
    report.meta.as_of = Day{20'000};  // 2024-10-04
    report.meta.n = 1235;
    report.meta.filter.medium = {"@media"};
    report.meta.definition = {"example", "期間内に始まった定期の数です。",
                              "Subscriptions that began.", "Kaplan & Meier, 1958"};
    report.headlines.push_back({.key = "rate",
                                .label = "継続率",
                                .unit = Unit::Share,
                                .cell = {.value = 0.4567, .low = 0.4, .high = 0.5123, .n = 1235}});
    report.headlines.push_back(
        {.key = "sales", .label = "売上", .unit = Unit::Money, .cell = {.value = 1'234'567}});
    report.figures.push_back(figure_of_three(insight::Shape::Bars));
    Figure months{.key = "months",
                  .title = "月ごと",
                  .shape = insight::Shape::Lines,
                  .columns = {{"month", "月", Unit::Month},
                              {"sales", "売上", Unit::Money},
                              {"change", "前月差", Unit::Points}}};
    months.add({{.value = 657}, {.value = 98'765}, {}});
    months.add({{.value = 658}, {.value = -1500}, {.value = -0.0123}});
    months.left_out = 7;
    report.figures.push_back(std::move(months));
    report.remarks.emplace_back("データの少ない商品があります。");
    return report;
}

namespace {

std::size_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::size_t number = 0;
    for (std::size_t i = size; i-- > 0;) {
        number = number << 8 | static_cast<unsigned char>(bytes.at(at + i));
    }
    return number;
}

struct Entry {
    std::string name;
    std::size_t packed = 0;
    std::size_t size = 0;
    std::size_t offset = 0;
};

// The central directory; APPNOTE.TXT 4.3.12 and 4.3.16.
void each_entry(std::string_view zip, const std::function<void(const Entry&)>& f) {
    const auto end = zip.rfind("PK\x05\x06");
    if (end == std::string_view::npos) return;
    auto at = number_at(zip, end + 16, 4);
    for (auto left = number_at(zip, end + 10, 2); left > 0; --left) {
        const auto name = number_at(zip, at + 28, 2);
        f({.name = std::string(zip.substr(at + 46, name)),
           .packed = number_at(zip, at + 20, 4),
           .size = number_at(zip, at + 24, 4),
           .offset = number_at(zip, at + 42, 4)});
        at += 46 + name + number_at(zip, at + 30, 2) + number_at(zip, at + 32, 2);
    }
}

std::string inflated(std::string_view packed, std::size_t size) {
    std::string out(size, '\0');
    z_stream stream{};
    inflateInit2(&stream, -MAX_WBITS);
    std::string in(packed);
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int result = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    return result == Z_STREAM_END ? out : "damaged";
}

}  // namespace

std::vector<std::string> names_in_zip(std::string_view zip) {
    std::vector<std::string> names;
    each_entry(zip, [&](const Entry& entry) { names.push_back(entry.name); });
    return names;
}

std::string file_in_zip(std::string_view zip, std::string_view name) {
    std::string out;
    each_entry(zip, [&](const Entry& entry) {
        if (entry.name != name) return;
        const auto begin = entry.offset + 30 + number_at(zip, entry.offset + 26, 2) +
                           number_at(zip, entry.offset + 28, 2);
        out = inflated(zip.substr(begin, entry.packed), entry.size);
    });
    return out;
}

}  // namespace tsunagi::paper
