// A Letter and its text as it travels: RFC 5322 headers in ASCII, words of other alphabets as RFC
// 2047 and RFC 2231 have them, parts in base64 (RFC 2045), both kinds of text as alternatives of
// each other (RFC 2046). Lines end with CR LF and have at most 78 columns. Pure; any thread.
#pragma once

#include "base/time.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::mail {

struct Mailbox {
    std::string name;  // of the person, or empty
    std::string address;
};

struct Attachment {
    std::string name;
    std::string type;  // "application/pdf"
    std::string bytes;
};

struct Letter {
    Mailbox from;
    std::vector<Mailbox> to;
    std::string subject;
    std::string text;
    std::string html{};  // empty: text only
    std::vector<Attachment> attachments{};
};

// What the letter itself does not know.
struct Stamp {
    Instant sent_at;
    std::string
        token;  // letters, digits, - and _, unguessable: of the boundaries and the Message-ID
};

// Throws InvalidInput, each with its place, for an address that is none, a letter to nobody and a
// subject or name with control characters.
void check(const Letter&);
// Whether it is one that check() takes.
bool is_address(std::string_view);
// Throws as check() does.
std::string text_of(const Letter&, const Stamp&);

}  // namespace tsunagi::mail
