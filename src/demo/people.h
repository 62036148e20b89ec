// Invented people: names with their readings, ages, homes. Telephone numbers start with a zero
// after the area or mobile prefix (090-0…), which is not assigned in Japan, and addresses of mail
// lie in example domains (RFC 2606), so that nobody can be called by mistake.
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
