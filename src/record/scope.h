// What a viewer may see of the record: which rows, and which fields in full. Every read asks here.
//
// Two presets exist: owner and operator see all customers of their shop. A customer has no owner
// yet, so the scopes Team and Own show nothing until the rooms of rights say whose she is.
#pragma once

#include "record/customers.h"

#include <string>
#include <string_view>

namespace tsunagi::record {

bool sees_customers(const Viewer&);
// Throws NotFound: the same answer as for a thing that does not exist.
void require_customers(const Viewer&, std::string_view what, std::int64_t id);

std::string masked_phone(std::string_view number);   // 090-****-5678
std::string masked_email(std::string_view address);  // t***@example.jp
std::string masked_name(std::string_view name);      // 佐＊＊＊
void mask(const Viewer&, Customer&);
void mask(const Viewer&, CustomerRow&);

}  // namespace tsunagi::record
