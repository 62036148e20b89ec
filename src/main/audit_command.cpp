#include "base/error.h"
#include "base/files.h"
#include "main/premises.h"
#include "main/say.h"
#include "store/audit/sealer.h"
#include "store/audit/verify.h"

#include <cstdio>

namespace tsunagi::command {

using store::audit::Head;
using store::audit::Verification;

static std::vector<Head> kept_heads(const store::Shops& shops, const std::filesystem::path& file,
                                    const std::string& database) {
    auto heads = store::audit::read_heads_file(store::audit::heads_file(shops.data_folder()),
                                               database);
    if (file.empty()) return heads;
    constexpr std::uint64_t kMostBytes = 64ULL * 1024 * 1024;
    for (auto& head : store::audit::read_heads(read_file(file, kMostBytes), database)) {
        heads.push_back(std::move(head));
    }
    return heads;
}

static void print_verification(const Machine& machine, const std::string& database,
                               const Verification& found) {
    print(machine, found.findings.empty() ? text::kTrailWhole : text::kTrailBent,
          {{"database", database},
           {"links", std::to_string(found.links)},
           {"erased", std::to_string(found.erased)},
           {"unsealed", std::to_string(found.unsealed)},
           {"findings", std::to_string(found.findings.size())}});
    for (const auto& finding : found.findings) {
        print(machine, text::kFinding,
              {{"fault", std::string(word_of(finding.fault))},
               {"n", std::to_string(finding.n)},
               {"place", finding.place}});
    }
}

int verify_audit(const Machine& machine, const Config& config, const std::filesystem::path& file) {
    auto shops = open_shops(machine, config);
    bool whole = true;
    for (const auto& [name, database] : store::audit::all_databases(shops)) {
        const auto heads = kept_heads(shops, file, name);
        const auto found = database->read(
            [&](store::Reader& reader) { return store::audit::verify(reader, heads); });
        print_verification(machine, name, found);
        whole = whole && found.findings.empty();
    }
    return whole ? 0 : exit_code_of(Code::Corrupt);
}

int print_audit_heads(const Machine& machine, const Config& config) {
    auto shops = open_shops(machine, config);
    store::audit::seal_and_write_heads(shops, machine.clock, machine.random);
    for (const auto& [name, database] : store::audit::all_databases(shops)) {
        const auto link = database->read(
            [](store::Reader& reader) { return store::audit::find_last_link(reader); });
        if (!link) continue;
        const auto line = store::audit::line_of(
            {machine.clock.now(), name, link->n, store::audit::hex_of(link->digest)});
        std::fwrite(line.data(), 1, line.size(), stdout);
    }
    return 0;
}

}  // namespace tsunagi::command
