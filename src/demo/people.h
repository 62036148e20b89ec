// Invented people: names with their readings, ages, homes. Nobody can be called by mistake: mobile
// numbers are 090-0… and 070-0…, which are not assigned in Japan (080-0… is: freephone), numbers at
// home begin with a 1 after an area code that no longer code continues so; addresses of mail lie in
// example domains (RFC 2606). No two customers of a shop of a million share a number.
#pragma once

#include "base/time.h"
#include "demo/dice.h"

#include <string>
#include <string_view>

namespace tsunagi::demo {

struct Person {
    std::string name;      // 佐藤 花子
    std::string kana;      // サトウ ハナコ
    std::string_view sex;  // female, male
    Day birthday;
    std::string phone;  // as typed; spellings differ
    std::string email;
    std::string postal_code;
    std::string_view prefecture;
    std::string address;
};

Person make_person(Dice&, Day today, std::int64_t number);

}  // namespace tsunagi::demo
