#include "store/audit/heads.h"

#include "base/error.h"
#include "base/files.h"

#include <array>
#include <charconv>

namespace tsunagi::store::audit {

namespace {

constexpr std::size_t kWords = 4;
constexpr std::uint64_t kMostBytes = 256ULL * 1024 * 1024;

std::array<std::string_view, kWords> words_of(std::string_view line) {
    std::array<std::string_view, kWords> words;
    for (auto& word : words) {
        const auto end = std::min(line.find(' '), line.size());
        word = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

Head read_head(std::string_view line) {
    const auto [at, database, number, digest] = words_of(line);
    const auto instant = parse_instant(at);
    Head head{.at = instant.value_or(Instant{}), .database = std::string(database)};
    const auto [end, failure] = std::from_chars(number.data(), number.data() + number.size(),
                                                head.n);
    const bool whole = failure == std::errc() && end == number.data() + number.size();
    head.digest = digest;
    constexpr std::size_t kHexDigits = 64;
    if (!instant || !whole || digest.size() != kHexDigits) {
        throw Error(Code::InvalidInput, "no head of an audit chain: " + std::string(line));
    }
    return head;
}

}  // namespace

std::string line_of(const Head& head) {
    return to_text(head.at) + ' ' + head.database + ' ' + std::to_string(head.n) + ' ' +
           head.digest + '\n';
}

std::vector<Head> read_heads(std::string_view text, std::string_view database) {
    std::vector<Head> heads;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) continue;
        auto head = read_head(line);
        if (head.database == database) heads.push_back(std::move(head));
    }
    return heads;
}

std::vector<Head> read_heads_file(const std::filesystem::path& path, std::string_view database) {
    if (!std::filesystem::exists(path)) return {};
    return read_heads(read_file(path, kMostBytes), database);
}

void append_heads(const std::filesystem::path& path, const std::vector<Head>& heads) {
    if (heads.empty()) return;
    std::filesystem::create_directories(path.parent_path());
    std::string lines;
    for (const auto& head : heads) lines += line_of(head);
    File file = File::append(path);
    file.write(lines);
    file.sync();
    file.close();
}

}  // namespace tsunagi::store::audit
