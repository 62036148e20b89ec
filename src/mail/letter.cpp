#include "mail/letter.h"

#include "base/encoding.h"
#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/zone.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace tsunagi::mail {

namespace {

constexpr std::string_view kEnd = "\r\n";
constexpr std::size_t kLine = 76;

std::string base64(std::string_view bytes) {
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

void append_base64_lines(std::string& out, std::string_view bytes) {
    constexpr std::size_t kBytesOfALine = kLine / 4 * 3;
    for (std::size_t at = 0; at < bytes.size(); at += kBytesOfALine) {
        out.append(base64(bytes.substr(at, kBytesOfALine))).append(kEnd);
    }
}

bool has_controls(std::string_view text) {
    return std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// Encoded words of at most 75 columns, each of whole letters, each on a line of its own.
std::string encoded_words(std::string_view text) {
    constexpr std::size_t kMostBytes =
        39;  // "=?UTF-8?B?" + 52 + "?=" is 64: room for a header's name
    std::string out;
    std::string part;
    const auto end_part = [&] {
        if (part.empty()) return;
        if (!out.empty()) out.append(kEnd).append(" ");
        out.append("=?UTF-8?B?").append(base64(part)).append("?=");
        part.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto bytes = utf8::decode(text, at).bytes;
        if (part.size() + bytes > kMostBytes) end_part();
        part += text.substr(at, bytes);
        at += bytes;
    }
    end_part();
    return out;
}

// A header's free text: as it is when it is short and plain.
std::string unstructured(std::string_view text) {
    constexpr std::size_t kShort = 60;
    const bool plain = utf8::is_ascii(text) && text.size() <= kShort &&
                       text.find("=?") == std::string_view::npos;
    return plain ? std::string(text) : encoded_words(text);
}

std::string phrase(std::string_view name) {
    constexpr std::size_t kShort = 40;
    if (!utf8::is_ascii(name) || name.size() > kShort) return encoded_words(name);
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

std::string written(const Mailbox& box) {
    if (box.name.empty()) return box.address;
    return phrase(box.name) + std::string(kEnd) + " <" + box.address + ">";
}

// "Sun, 22 Nov 2026 15:40:44 +0000"
std::string date_of(Instant at) {
    static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::string text = to_text(at);  // 2026-11-22T15:40:44.000Z
    const Day day = parse_day(text.substr(0, 10)).value_or(Day{});
    const auto date = civil(day);
    return std::string(kDays.at(static_cast<std::size_t>(weekday_of(day)))) + ", " +
           std::to_string(date.day) + " " + kMonths.at(static_cast<std::size_t>(date.month) - 1) +
           " " + std::to_string(date.year) + " " + text.substr(11, 8) + " +0000";
}

// RFC 2231: name*0*=UTF-8''…; and a plain name for programs that do not know it.
std::string file_name_parameters(std::string_view name) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    constexpr std::size_t kPart = 50;
    std::string plain;
    std::vector<std::string> parts(1, "UTF-8''");
    for (std::size_t at = 0; at < name.size();) {
        const auto bytes = utf8::decode(name, at).bytes;
        std::string letter;
        for (const char c : name.substr(at, bytes)) {
            const bool safe = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                              (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_';
            const auto byte = static_cast<unsigned char>(c);
            if (safe) letter += c;
            if (!safe) letter += {'%', kHex[byte >> 4], kHex[byte & 15]};
        }
        plain += letter.size() == 1 ? letter : "_";
        if (parts.back().size() + letter.size() > kPart) parts.emplace_back();
        parts.back() += letter;
        at += bytes;
    }
    if (plain.size() > kPart) plain.erase(0, plain.size() - kPart);
    std::string out = ";" + std::string(kEnd) + " filename=\"" + plain + "\"";
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto number = parts.size() == 1 ? "" : "*" + std::to_string(i);
        out.append(";")
            .append(kEnd)
            .append(" filename")
            .append(number)
            .append("*=")
            .append(parts[i]);
    }
    return out;
}

// A part's headers, an empty line, its body.
std::string text_part(std::string_view kind, std::string_view text) {
    std::string out = "Content-Type: text/" + std::string(kind) + "; charset=utf-8" +
                      std::string(kEnd) + "Content-Transfer-Encoding: base64" + std::string(kEnd) +
                      std::string(kEnd);
    append_base64_lines(out, text);
    return out;
}

std::string attachment_part(const Attachment& attachment) {
    std::string out = "Content-Type: " + attachment.type + std::string(kEnd) +
                      "Content-Transfer-Encoding: base64" + std::string(kEnd) +
                      "Content-Disposition: attachment" + file_name_parameters(attachment.name) +
                      std::string(kEnd) + std::string(kEnd);
    append_base64_lines(out, attachment.bytes);
    return out;
}

std::string multipart(std::string_view kind, const std::string& boundary,
                      const std::vector<std::string>& parts) {
    std::string out = "Content-Type: multipart/" + std::string(kind) + ";" + std::string(kEnd) +
                      " boundary=\"" + boundary + "\"" + std::string(kEnd) + std::string(kEnd);
    for (const auto& part : parts) out.append("--").append(boundary).append(kEnd).append(part);
    return out.append("--").append(boundary).append("--").append(kEnd);
}

void check_address(const Mailbox& box, const std::string& place, std::vector<FieldError>& wrong) {
    if (!is_address(box.address)) {
        wrong.push_back({place, "email", "is no mail address: " + box.address, {}});
    }
    if (has_controls(box.name)) wrong.push_back({place, "controls", "has control characters", {}});
}

}  // namespace

bool is_address(std::string_view address) {
    const auto at = address.find('@');
    return at != address.npos && at > 0 && at + 1 < address.size() &&
           address.find('@', at + 1) == address.npos && utf8::is_ascii(address) &&
           address.find_first_of(" \t\r\n<>,;:\"\\()[]") == address.npos &&
           !has_controls(address) && address.size() <= 254;
}

void check(const Letter& letter) {
    std::vector<FieldError> wrong;
    check_address(letter.from, "/from", wrong);
    if (letter.to.empty()) wrong.push_back({"/to", "required", "needs a recipient", {}});
    for (std::size_t i = 0; i < letter.to.size(); ++i) {
        check_address(letter.to[i], "/to/" + std::to_string(i), wrong);
    }
    if (has_controls(letter.subject)) {
        wrong.push_back({"/subject", "controls", "has control characters", {}});
    }
    for (std::size_t i = 0; i < letter.attachments.size(); ++i) {
        const auto& one = letter.attachments[i];
        if (has_controls(one.name) || has_controls(one.type)) {
            wrong.push_back(
                {"/attachments/" + std::to_string(i), "controls", "has control characters", {}});
        }
    }
    if (!wrong.empty()) {
        throw Error(Code::InvalidInput,
                    "the letter cannot be sent: " + wrong[0].path + " " + wrong[0].message, wrong);
    }
}

std::string text_of(const Letter& letter, const Stamp& stamp) {
    check(letter);
    const auto domain = letter.from.address.substr(letter.from.address.find('@') + 1);
    std::string out = "Date: " + date_of(stamp.sent_at) + std::string(kEnd);
    out += "From: " + written(letter.from) + std::string(kEnd) + "To: ";
    for (std::size_t i = 0; i < letter.to.size(); ++i) {
        if (i > 0) out.append(",").append(kEnd).append(" ");
        out += written(letter.to[i]);
    }
    out.append(kEnd).append("Subject: ").append(unstructured(letter.subject)).append(kEnd);
    out.append("Message-ID: <").append(stamp.token).append("@").append(domain).append(">");
    out.append(kEnd).append("MIME-Version: 1.0").append(kEnd);
    std::string body = text_part("plain", letter.text);
    if (!letter.html.empty()) {
        body = multipart("alternative", "alternative-" + stamp.token,
                         {body, text_part("html", letter.html)});
    }
    if (!letter.attachments.empty()) {
        std::vector<std::string> parts{body};
        for (const auto& one : letter.attachments) parts.push_back(attachment_part(one));
        body = multipart("mixed", "mixed-" + stamp.token, parts);
    }
    return out + body;
}

}  // namespace tsunagi::mail
