// A condition read aloud in the viewer's language, for files and mails: "獲得媒体が「web」、かつ、
// 注文回数が2件以上". The screens have the same words (web/src/i18n/segments-ja.ts).
#pragma once

#include "segment/condition.h"
#include "server/asker.h"

#include <string>

namespace tsunagi::server {

// Requires a condition without errors. What it names and there is no more is said by its number.
std::string said(const Asker&, const segment::Condition&);

}  // namespace tsunagi::server
