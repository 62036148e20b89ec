// Lists of keys as the one JSON array that rows.sql takes apart.
#pragma once

#include "base/json.h"

#include <charconv>
#include <string>
#include <string_view>

namespace tsunagi::intake {

class KeyList {
public:
    void add(std::string_view key) {
        separate();
        append_json_string(key, text_);
    }
    void add(std::int64_t id) {
        separate();
        text_ += std::to_string(id);
    }
    bool empty() const { return text_.size() == 1; }
    std::string text() const { return text_ + "]"; }

private:
    void separate() {
        if (!empty()) text_.push_back(',');
    }
    std::string text_ = "[";
};

}  // namespace tsunagi::intake
