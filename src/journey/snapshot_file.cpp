#include "journey/snapshot_file.h"

#include "base/files.h"
#include "journey/builder.h"

#include <nmmintrin.h>
#include <sys/mman.h>

#include <array>
#include <cstring>
#include <string>

namespace tsunagi::journey {

namespace {

constexpr std::uint32_t kFormat = 6;
constexpr std::array<char, 8> kMagic{'T', 'S', 'U', 'N', 'A', 'G', 'I', 'J'};
constexpr std::size_t kPage = 4096;

struct Header {
    std::array<char, 8> magic = kMagic;
    std::uint32_t format = kFormat;
    std::uint32_t sections = 0;
    std::int64_t watermark = 0;
    std::int64_t mark_at_ms = 0;
    std::uint32_t table_crc = 0;
    std::uint32_t crc = 0;  // of the header before it
};

struct Section {
    std::uint64_t place = 0;
    std::uint64_t cells = 0;
    std::uint32_t cell_bytes = 0;
    std::uint32_t crc = 0;
};

// CRC-32C (RFC 3720) by the SSE 4.2 instruction: over four quarters, so that four run at a time.
std::uint32_t crc32c(const void* bytes, std::size_t size) {
    const auto* at = static_cast<const unsigned char*>(bytes);
    const std::size_t quarter = size / 32 * 8;
    std::array<std::uint64_t, 4> sums{~0u, ~0u, ~0u, ~0u};
    const auto word = [](const unsigned char* from) {
        std::uint64_t value = 0;
        std::memcpy(&value, from, sizeof value);
        return value;
    };
    for (std::size_t i = 0; i < quarter; i += 8) {
        for (std::size_t k = 0; k < 4; ++k) {
            sums[k] = _mm_crc32_u64(sums[k], word(at + k * quarter + i));
        }
    }
    std::uint64_t sum = ~0u;
    for (const std::uint64_t part : sums) sum = _mm_crc32_u64(sum, part);
    for (std::size_t i = quarter * 4; i < size; ++i) {
        sum = _mm_crc32_u8(static_cast<std::uint32_t>(sum), at[i]);
    }
    return ~static_cast<std::uint32_t>(sum);
}

// Calls f(column) for every column of a part, in the order of the file.
template <class P, class F>
void each_column(P& part, F f) {
    const auto all = [&](auto&& columns) { std::apply([&](auto&... c) { (f(c), ...); }, columns); };
    all(part.people.columns());
    const auto lane = [&](auto& one) {
        f(one.offsets);
        all(one.columns());
        f(one.late.row);
        f(one.late.known_on);
    };
    lane(part.orders);
    lane(part.events);
    lane(part.touches);
    lane(part.given_up);
    f(part.orders.wide_row);
    f(part.orders.wide_amount);
    f(part.orders.many_row);
    f(part.orders.many);
    for (auto* touches : {&part.touches, &part.given_up}) {
        f(touches->answer_row);
        f(touches->answer);
    }
}

std::array<Extent*, 4> extents_of(Part& part) {
    return {&part.orders.extent, &part.events.extent, &part.touches.extent, &part.given_up.extent};
}

// Words and extents as text: "count\n" then "length bytes", for each list in turn.
class TextWriter {
public:
    void number(std::int64_t value) { text_ += std::to_string(value) + '\n'; }
    void text(std::string_view value) {
        number(static_cast<std::int64_t>(value.size()));
        text_ += value;
    }
    const std::string& done() const { return text_; }

private:
    std::string text_;
};

class TextReader {
public:
    explicit TextReader(std::string_view text) : rest_(text) {}
    std::int64_t number() {
        const auto end = rest_.find('\n');
        const std::string digits(rest_.substr(0, end));
        rest_.remove_prefix(end + 1);
        return std::stoll(digits);
    }
    std::string_view text() {
        const auto size = static_cast<std::size_t>(number());
        const auto value = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return value;
    }

private:
    std::string_view rest_;
};

std::array<Dictionary*, 9> dictionaries_of(Words& words) {
    return {&words.media,   &words.prefectures, &words.reasons, &words.channels,   &words.purposes,
            &words.results, &words.ranks,       &words.queues,  &words.agent_names};
}

std::array<Products*, 3> numberings_of(Words& words) {
    return {&words.products, &words.agents, &words.offers};
}

std::string text_of(Words words, Part part) {
    TextWriter out;
    for (const Extent* extent : extents_of(part)) {
        for (const LaneDay day : {extent->first, extent->last, extent->known}) out.number(day);
    }
    for (const Products* numbers : numberings_of(words)) {
        out.number(numbers->size());
        for (int i = 1; i < numbers->size(); ++i) out.number(numbers->id(i));
    }
    for (const Dictionary* dictionary : dictionaries_of(words)) {
        out.number(dictionary->size());
        for (int i = 1; i < dictionary->size(); ++i) out.text(dictionary->text(i));
    }
    return out.done();
}

Words read_text(std::string_view text, Part& part) {
    TextReader in(text);
    for (Extent* extent : extents_of(part)) {
        for (LaneDay* day : {&extent->first, &extent->last, &extent->known}) {
            *day = static_cast<LaneDay>(in.number());
        }
    }
    Words words;
    for (Products* numbers : numberings_of(words)) {
        for (auto left = in.number() - 1; left > 0; --left) numbers->add(in.number());
    }
    for (Dictionary* dictionary : dictionaries_of(words)) {
        for (auto left = in.number() - 1; left > 0; --left) dictionary->add(in.text());
    }
    return words;
}

std::uint64_t next_page(std::uint64_t place) { return (place + kPage - 1) / kPage * kPage; }

// Collects where each section goes and what its bytes are.
struct Layout {
    std::vector<Section> table;
    std::vector<std::string_view> bytes;
    std::uint64_t end = 2 * kPage;  // header and table lie in the first two pages

    void add(const void* data, std::size_t cells, std::size_t cell_bytes) {
        const std::size_t size = cells * cell_bytes;
        table.push_back({end, cells, static_cast<std::uint32_t>(cell_bytes), crc32c(data, size)});
        bytes.emplace_back(static_cast<const char*>(data), size);
        end = next_page(end + size);
    }
};

std::string_view bytes_of(const void* data, std::size_t size) {
    return {static_cast<const char*>(data), size};
}

void write_layout(File& file, const Layout& layout, const View& view, std::int64_t mark_at_ms) {
    const std::size_t table_bytes = layout.table.size() * sizeof(Section);
    ASSERT(sizeof(Header) + table_bytes <= 2 * kPage);
    Header header;
    header.sections = static_cast<std::uint32_t>(layout.table.size());
    header.watermark = view.watermark;
    header.mark_at_ms = mark_at_ms;
    header.table_crc = crc32c(layout.table.data(), table_bytes);
    header.crc = crc32c(&header, offsetof(Header, crc));
    const std::string padding(2 * kPage, '\0');
    file.write(bytes_of(&header, sizeof header));
    file.write(bytes_of(layout.table.data(), table_bytes));
    std::uint64_t place = sizeof header + table_bytes;
    for (std::size_t i = 0; i < layout.table.size(); ++i) {
        file.write(std::string_view(padding).substr(0, layout.table[i].place - place));
        file.write(layout.bytes[i]);
        place = layout.table[i].place + layout.bytes[i].size();
    }
}

struct Mapping {
    const char* bytes;
    std::size_t size;
    ~Mapping() { ::munmap(const_cast<char*>(bytes), size); }
};

std::shared_ptr<const Mapping> map_file(const std::filesystem::path& path) {
    std::error_code missing;
    if (!std::filesystem::is_regular_file(path, missing)) return nullptr;
    const File file = File::open(path);
    const std::size_t size = file.size();
    if (size < 2 * kPage) return nullptr;
    void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_SHARED | MAP_POPULATE, file.descriptor(), 0);
    if (bytes == MAP_FAILED) return nullptr;
    return std::shared_ptr<const Mapping>(new Mapping{static_cast<const char*>(bytes), size});
}

bool intact(const Mapping& map, const Header& header, std::vector<Section>& table) {
    if (header.magic != kMagic || header.format != kFormat) return false;
    if (header.crc != crc32c(&header, offsetof(Header, crc))) return false;
    const std::size_t table_bytes = header.sections * sizeof(Section);
    if (sizeof(Header) + table_bytes > 2 * kPage) return false;
    table.resize(header.sections);
    std::memcpy(table.data(), map.bytes + sizeof(Header), table_bytes);
    if (header.table_crc != crc32c(table.data(), table_bytes)) return false;
    for (const Section& section : table) {
        const std::uint64_t bytes = section.cells * section.cell_bytes;
        if (section.place > map.size || bytes > map.size - section.place) return false;
        if (crc32c(map.bytes + section.place, bytes) != section.crc) return false;
    }
    return true;
}

}  // namespace

void write_snapshot(const std::filesystem::path& path, const View& view, std::int64_t mark_at_ms) {
    ASSERT(view.delta->code.empty());
    Layout layout;
    each_column(*view.base, [&](const auto& column) {
        layout.add(column.data(), column.size(), sizeof(*column.data()));
    });
    const std::string text = text_of(*view.words, *view.base);
    layout.add(text.data(), text.size(), 1);
    AtomicFile file(path);
    write_layout(file.file(), layout, view, mark_at_ms);
    file.commit();
}

MappedSnapshot map_snapshot(const std::filesystem::path& path) {
    const auto map = map_file(path);
    if (map == nullptr) return {};
    Header header;
    std::memcpy(&header, map->bytes, sizeof header);
    std::vector<Section> table;
    if (!intact(*map, header, table)) return {};
    Part part;
    std::size_t at = 0;
    each_column(part, [&](auto& column) {
        using T = typename std::decay_t<decltype(column)>::value_type;
        const Section& section = table[at++];
        const auto* cells = reinterpret_cast<const T*>(map->bytes + section.place);
        column = Column<T>(cells, section.cells, map);
    });
    const Section& text = table[at];
    Words words = read_text({map->bytes + text.place, text.cells}, part);
    return {view_of(std::move(part), std::move(words), header.watermark),
            {header.watermark, header.mark_at_ms}};
}

}  // namespace tsunagi::journey
