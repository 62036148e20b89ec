// A list of a shop as CSV: UTF-8 with a byte order mark, CR LF, times in the shop's zone, cells
// that a spreadsheet would run made harmless (base/csv_cell.h). Read by pages of one state.
//
// Thread: the caller's.
#pragma once

#include "base/described.h"
#include "base/viewer.h"
#include "store/database.h"

#include <functional>
#include <string_view>

namespace tsunagi::command {

BOOST_DEFINE_ENUM_CLASS(ExportKind, Customers, Contacts, Orders, Subscriptions)

// `write` gets the file piece by piece. Returns the rows below the header; an order has one per
// line.
std::int64_t write_export(store::Reader&, ExportKind, Language,
                          const std::function<void(std::string_view)>& write);

}  // namespace tsunagi::command
