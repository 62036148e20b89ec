#include "intake/command.h"

#include "base/files.h"
#include "base/json.h"

#include <vector>

namespace tsunagi::intake {

namespace {

Import uploaded(Imports& imports, const Viewer& viewer, const std::filesystem::path& path) {
    auto upload = imports.begin_upload();
    FileSource source(path);
    std::vector<char> piece(1 << 20);
    for (;;) {
        const auto size = source.read(piece.data(), piece.size());
        if (size == 0) break;
        upload.write({piece.data(), size});
    }
    return imports.finish_upload(std::move(upload), viewer, path.filename().string());
}

}  // namespace

Import import_file(Imports& imports, const Viewer& viewer, const ImportCommand& command,
                   const ImportTalk& talk) {
    ImportChange change;
    change.preset_key = command.preset_key;
    if (command.mapping_file) {
        change.mapping = from_json<Mapping>(read_file(*command.mapping_file, 1 << 20));
    }
    auto import = uploaded(imports, viewer, command.file);
    if (change.preset_key || change.mapping) {
        import = imports.change(import.id, import.version, change);
    }
    imports.begin(import.id, Step::Plan);
    import = imports.run(import.id, talk.progress);
    if (import.state != ImportState::Planned) return import;
    if (!command.yes && !talk.confirm(import)) return imports.cancel(import.id);
    imports.begin(import.id, Step::Apply);
    return imports.run(import.id, talk.progress);
}

}  // namespace tsunagi::intake
