// What a timeline says of each thing, in the viewer's language.
#pragma once

#include "record/timeline.h"

#include <map>
#include <string>

namespace tsunagi::record {

class TimelineWords {
public:
    TimelineWords(Language, const std::vector<Reason>&);

    std::string title(const Contact&) const;   // 電話 解約 → 継続
    std::string detail(const Contact&) const;  // 余っている · 定期窓口 · 待ち 24秒 · まだ2本ある
    std::string title(const Order&) const;
    std::string detail(const Order&) const;
    std::string title(const SubscriptionEvent&) const;
    std::string detail(const SubscriptionEvent&, std::string_view product_name) const;
    std::string title(const Attribute&) const;
    std::string detail_of_former(std::string_view former_value) const;
    std::string title_of_change() const;
    // The names of the fields that the change log's `after` holds.
    std::string detail_of_change(std::string_view after_json) const;

private:
    std::string reason(std::string_view code) const;

    Language language_;
    std::map<std::string, std::string, std::less<>> reasons_;
};

}  // namespace tsunagi::record
