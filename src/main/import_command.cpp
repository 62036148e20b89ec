#include "access/sessions.h"
#include "base/error.h"
#include "intake/command.h"
#include "main/premises.h"
#include "main/progress_line.h"
#include "main/say.h"
#include "privacy/tombstone_folder.h"
#include "store/audit/sealer.h"

#include <cstdio>
#include <istream>

namespace tsunagi::command {

static constexpr int kShownRejections = 10;

static void print_plan(const Machine& machine, const intake::Imports& imports,
                       const intake::Import& import) {
    const auto target = import.mapping ? std::string(word_of(import.mapping->target)) : "";
    print(machine, text::kPlan, {{"file", import.file_name}, {"target", target}});
    if (import.preset_key) print(machine, text::kPreset, {{"preset", *import.preset_key}});
    for (const auto& count : import.counts) {
        print(machine, text::kCount,
              {{"entity", count.entity},
               {"created", std::to_string(count.created)},
               {"updated", std::to_string(count.updated)},
               {"unchanged", std::to_string(count.unchanged)}});
    }
    if (import.without_customer > 0) {
        print(machine, text::kWithoutCustomer, {{"rows", std::to_string(import.without_customer)}});
    }
    if (import.rejected == 0) return;
    print(machine, text::kRejected, {{"rows", std::to_string(import.rejected)}});
    for (const auto& row :
         imports.rejections(import.id, {.cursor = "", .limit = kShownRejections}).items) {
        print(machine, text::kRejection,
              {{"line", std::to_string(row.line)},
               {"column", row.column},
               {"value", row.value},
               {"message", row.message}});
    }
}

static bool says_yes(const Machine& machine) {
    if (machine.answers == nullptr) return false;
    const auto question = say(text::kAsk, machine.language);
    std::fwrite(question.data(), 1, question.size(), stdout);
    std::fflush(stdout);
    std::string answer;
    std::getline(*machine.answers, answer);
    return answer.starts_with('y') || answer.starts_with('Y');
}

static int print_failure(const Machine& machine, const intake::Problem& problem) {
    std::string place;  // a message of the reader begins with the line
    if (problem.line && !problem.message.starts_with("line ")) {
        place += say(text::kLine, machine.language, {{"line", std::to_string(*problem.line)}});
    }
    if (problem.column)
        place += say(text::kColumn, machine.language, {{"column", *problem.column}});
    print(machine, text::kImportFailed, {{"place", place}, {"message", problem.message}});
    return exit_code_of(Code::InvalidInput);
}

int import_file(const Machine& machine, const Config& config, const ImportOptions& options) {
    auto shops = open_shops(machine, config);
    const Id<Shop> shop{options.shop};
    intake::Imports imports(shops.shop(shop), shops.files(shop), machine.clock, machine.random,
                            privacy::TombstoneFolder(shops.data_folder()).key(shop));
    intake::ImportCommand command{.file = options.file, .yes = options.yes};
    if (!options.preset.empty()) command.preset_key = options.preset;
    if (!options.mapping.empty()) command.mapping_file = options.mapping;
    ProgressLine progress(machine);
    const intake::ImportTalk talk{
        .progress = [&](const intake::Import& import) { progress.show(import); },
        .confirm =
            [&](const intake::Import& import) {
                progress.end();
                print_plan(machine, imports, import);
                return says_yes(machine);
            }};
    const auto import = intake::import_file(
        imports, access::viewer_of_the_house(shop, machine.language), command, talk);
    progress.end();
    store::audit::seal_and_write_heads(shops, machine.clock, machine.random);
    if (import.problem) return print_failure(machine, *import.problem);
    if (import.state != intake::ImportState::Applied) {
        print(machine, text::kNothingImported);
        return exit_code_of(Code::Canceled);
    }
    if (options.yes) print_plan(machine, imports, import);
    print(machine, text::kImported,
          {{"import", std::to_string(import.id.value)}, {"file", import.file_name}});
    return 0;
}

}  // namespace tsunagi::command
