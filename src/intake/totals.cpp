#include "intake/totals.h"

#include "intake/imports.sql.h"

namespace tsunagi::intake {

RecordTotals record_totals(store::Reader& reader) {
    return reader.one<RecordTotals>(sql::record_totals).value_or(RecordTotals{});
}

}  // namespace tsunagi::intake
