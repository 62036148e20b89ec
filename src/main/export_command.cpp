#include "base/error.h"
#include "base/files.h"
#include "main/export_file.h"
#include "main/premises.h"
#include "main/say.h"
#include "store/audit/event.h"
#include "store/audit/sealer.h"

namespace tsunagi::command {

int export_shop(const Machine& machine, const Config& config, const ExportOptions& options) {
    const auto kind = parse_enum<ExportKind>(options.what);
    if (!kind) {
        throw Error(Code::InvalidInput,
                    "--what is customers, contacts, orders or subscriptions, not " + options.what);
    }
    auto shops = open_shops(machine, config);
    auto& shop = shops.shop({options.shop});
    AtomicFile out(options.out);
    const auto rows = shop.read([&](store::Reader& reader) {
        return write_export(reader, *kind, machine.language,
                            [&](std::string_view text) { out.file().write(text); });
    });
    shop.write({}, [&](store::Tx& tx) {
        store::audit::Event event;
        event.user_name = "tsunagi";
        event.kind = "exported";
        event.operation = "export";
        event.entity = options.what;
        event.row_count = rows;
        store::audit::note(tx, event);
    });
    store::audit::seal_and_write_heads(shops, machine.clock, machine.random);
    out.commit();
    print(machine, text::kExported,
          {{"path", options.out.string()}, {"rows", std::to_string(rows)}});
    return 0;
}

}  // namespace tsunagi::command
