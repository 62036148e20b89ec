// A Trouble is why somebody did not get a report, in a word that screens translate and what fills
// the translation.
#pragma once

#include <boost/describe.hpp>

#include <string>

namespace tsunagi::board {

struct Trouble {
    std::string code;
    std::string who{};     // the recipient; '' it concerns all
    std::string server{};  // "smtp.example:587", where a mail server is concerned
    std::string status{};  // the number that it answered; '' none
};
BOOST_DESCRIBE_STRUCT(Trouble, (), (code, who, server, status))

}  // namespace tsunagi::board
