#include "insight/meta.h"

#include "journey/kernels.h"

namespace tsunagi::insight {

Meta meta_of(const journey::Scope& scope, const journey::Filter& filter, std::string_view key,
             const Phrase& definition) {
    Meta meta;
    meta.as_of = scope.snapshot.as_of;
    meta.filter = filter;
    meta.definition = {std::string(key), std::string(definition.ja), std::string(definition.en)};
    meta.customers = scope.seen.value_or(scope.view().size() - 1);
    meta.kernel = std::string(journey::kernel.name);
    return meta;
}

}  // namespace tsunagi::insight
