// The letter that brings one recipient her report: headline figures with n and interval in its
// text, a link to each screen, and a file per analysis.
//
// Thread: any.
#pragma once

#include "board/report_schedules.h"
#include "mail/letter.h"
#include "server/asker.h"

#include <string>

namespace tsunagi::server {

struct ReportLetter {
    mail::Letter letter;    // without its sender
    std::int64_t rows = 0;  // of the files
};

// Answers with the asker's own rights: what she may not see is left out, and the letter says so.
// `page` is where the screens are, or "". Throws an Error whose field is a word for screens
// (board/trouble.h) when nothing is left to send: no_money, segment_gone, nothing; or too_large.
// Throws Busy while the shop's journeys are being opened.
ReportLetter report_letter(const Asker&, const board::ReportSchedule&, const mail::Mailbox& to,
                           const std::string& page);

}  // namespace tsunagi::server
