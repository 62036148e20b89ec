// OpenAPI 3.1 schemas (JSON Schema 2020-12) of described types: the same tables that read and
// write JSON, so that the document cannot say anything else than the server does.
//
// Objects are components under their type's readable name; everything else is written in place.
// Descriptions are English, `x-ja` is the Japanese one. Formats of ours: "id", "money" (minor
// units), "unit-price" (ten-thousandths of the major unit), "month".
#pragma once

#include "base/described.h"

#include <span>
#include <string>

namespace tsunagi {

using TypeList = std::span<const TypeTable* const>;

// The value of "components/schemas": every object reachable from the types. A type that is read
// (a request body) requires what read_json requires; a type that is only written requires every
// field, since null is written out. Throws Internal when two types have one name.
std::string component_schemas(TypeList read, TypeList written);

// A schema for use in place: {"$ref": "#/components/schemas/Customer"}, {"type": "integer", …}.
std::string schema_of(const TypeTable&, const Rule* = nullptr);

}  // namespace tsunagi
