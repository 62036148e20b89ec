// A Viewer is who looks: every read of record, journey and insight takes one.
// Plain data; only `access` makes one from a session (tests and jobs use the named makers there).
#pragma once

#include "base/id.h"

#include <cstdint>
#include <string>

namespace tsunagi {

struct User;
struct Shop;
struct Team;

enum class Role { Owner, Operator };
enum class RowScope { All, Team, Own, None };
enum class Language { Ja, En };

// Fields a person may not see in full. One bit per kind of personal value.
struct FieldMask {
    bool phone = false;
    bool email = false;
    bool address = false;
    bool name = false;
};

struct Viewer {
    Id<User> user;
    std::string user_name;
    Id<Shop> shop;
    Role role = Role::Operator;
    RowScope scope = RowScope::None;
    FieldMask masked;
    Language language = Language::Ja;
};

}  // namespace tsunagi
