#include "privacy/tombstone_folder.h"

#include "base/error.h"
#include "base/files.h"

#include <sodium.h>

#include <charconv>
#include <mutex>

namespace tsunagi::privacy {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyBytes = 32;

// The key of one shop, made of that of the folder: equal people of two shops have other hashes.
record::ErasureKey key_of_shop(const std::string& hex, Id<Shop> shop, const fs::path& path) {
    std::array<unsigned char, kKeyBytes> master{};
    std::size_t size = 0;
    const int bad = sodium_hex2bin(master.data(), master.size(), hex.data(), hex.size(), "\n",
                                   &size, nullptr);
    if (bad != 0 || size != master.size()) {
        throw Error(Code::Corrupt, path.string() + " is no key");
    }
    record::ErasureKey key;
    const auto name = "shop " + std::to_string(shop.value);
    crypto_generichash(key.bytes.data(), key.bytes.size(),
                       reinterpret_cast<const unsigned char*>(name.data()), name.size(),
                       master.data(), master.size());
    sodium_memzero(master.data(), master.size());
    return key;
}

std::string fresh_key(Random& random) {
    std::array<std::byte, kKeyBytes> bytes{};
    random.fill(bytes);
    std::array<char, kKeyBytes * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                   bytes.size());
    return std::string(hex.data()) + "\n";
}

std::string_view next_part(std::string_view& text, char end) {
    const auto at = text.find(end);
    const auto part = text.substr(0, at);
    text = at == text.npos ? std::string_view() : text.substr(at + 1);
    return part;
}

record::Tombstone tombstone_of(std::string_view line, const fs::path& path) {
    record::Tombstone tombstone{.hash = std::string(next_part(line, ' '))};
    const auto mark = parse_enum<record::TombstoneMark>(next_part(line, ' '));
    const auto read = std::from_chars(line.data(), line.data() + line.size(),
                                      tombstone.erased_at.ms);
    if (!mark || read.ec != std::errc{}) {
        throw Error(Code::Corrupt, path.string() + " has a line that is no tombstone");
    }
    tombstone.mark = *mark;
    return tombstone;
}

// Two erasures at once write the list one after the other.
std::mutex& lists() {
    static std::mutex mutex;
    return mutex;
}

}  // namespace

TombstoneFolder::TombstoneFolder(const fs::path& data_folder) : folder_(data_folder / "erased") {}

record::ErasureKey TombstoneFolder::key(Id<Shop> shop) const {
    const auto path = folder_ / "key";
    if (!fs::exists(path)) return {};
    return key_of_shop(read_file(path, 1024), shop, path);
}

record::ErasureKey TombstoneFolder::make_key(Id<Shop> shop, Random& random) const {
    const std::lock_guard lock(lists());
    const auto path = folder_ / "key";
    if (!fs::exists(path)) {
        fs::create_directories(folder_);
        fs::permissions(folder_, fs::perms::owner_all);
        write_atomically(path, fresh_key(random));
    }
    return key(shop);
}

std::vector<record::Tombstone> TombstoneFolder::list(Id<Shop> shop) const {
    constexpr std::uint64_t kLongest = 1 << 30;
    const auto path = folder_ / (std::to_string(shop.value) + ".list");
    std::vector<record::Tombstone> tombstones;
    if (!fs::exists(path)) return tombstones;
    const auto text = read_file(path, kLongest);
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto line = next_part(rest, '\n');
        if (!line.empty()) tombstones.push_back(tombstone_of(line, path));
    }
    return tombstones;
}

void TombstoneFolder::add(Id<Shop> shop, const std::vector<record::Tombstone>& more) const {
    const std::lock_guard lock(lists());
    std::map<std::string, record::Tombstone> all;
    for (auto& one : list(shop)) all.emplace(one.hash, one);
    const auto known = all.size();
    for (const auto& one : more) all.emplace(one.hash, one);
    if (all.size() > known) write(shop, all);
}

void TombstoneFolder::remove(Id<Shop> shop, const std::vector<record::Tombstone>& some) const {
    const std::lock_guard lock(lists());
    std::map<std::string, record::Tombstone> all;
    for (auto& one : list(shop)) all.emplace(one.hash, one);
    const auto known = all.size();
    for (const auto& one : some) all.erase(one.hash);
    if (all.size() < known) write(shop, all);
}

void TombstoneFolder::write(Id<Shop> shop,
                            const std::map<std::string, record::Tombstone>& all) const {
    std::string text;
    for (const auto& [hash, one] : all) {
        text += hash + " " + std::string(word_of(one.mark)) + " " +
                std::to_string(one.erased_at.ms) + "\n";
    }
    fs::create_directories(folder_);
    write_atomically(folder_ / (std::to_string(shop.value) + ".list"), text);
}

}  // namespace tsunagi::privacy
