// A Fact is one thing worth knowing, in words and for programs: what speaks for a call, what
// changed since yesterday.
#pragma once

#include <boost/describe.hpp>

#include <string>
#include <vector>

namespace tsunagi::insight {

BOOST_DEFINE_ENUM_CLASS(Strength, Danger, Warning, Info, Good)

struct FactArg {
    std::string name;
    std::string value;
};
BOOST_DESCRIBE_STRUCT(FactArg, (), (name, value))

struct Fact {
    std::string code;  // "skipped": stable, for translation
    std::string text;  // in the viewer's language
    std::vector<FactArg> args;
    Strength strength = Strength::Info;
};
BOOST_DESCRIBE_STRUCT(Fact, (), (code, text, args, strength))

}  // namespace tsunagi::insight
