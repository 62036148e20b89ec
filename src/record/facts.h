// A Fact is one thing known of a customer or a shop that speaks for or against something, in words.
// Analyses make facts; call lists keep them as they were when the list was made.
#pragma once

#include "base/described.h"

#include <string>
#include <vector>

namespace tsunagi::record {

BOOST_DEFINE_ENUM_CLASS(Strength, Danger, Warning, Info, Good)

struct FactArg {
    std::string name;
    std::string value;
    friend bool operator==(const FactArg&, const FactArg&) = default;
};
BOOST_DESCRIBE_STRUCT(FactArg, (), (name, value))

struct Fact {
    std::string code;  // stable word; screens may translate by it
    std::string text;  // in the viewer's language
    std::vector<FactArg> args;
    Strength strength = Strength::Info;
    friend bool operator==(const Fact&, const Fact&) = default;
};
BOOST_DESCRIBE_STRUCT(Fact, (), (code, text, args, strength))

}  // namespace tsunagi::record
