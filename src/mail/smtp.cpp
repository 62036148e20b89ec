#include "mail/smtp.h"

#include "base/config.h"
#include "base/error.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>

namespace tsunagi::mail {

namespace {

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

struct Reading {
    std::string_view rest;
};

std::size_t give_piece(char* to, std::size_t size, std::size_t count, void* from) {
    auto& rest = static_cast<Reading*>(from)->rest;
    const auto bytes = std::min(size * count, rest.size());
    rest.copy(to, bytes);
    rest.remove_prefix(bytes);
    return bytes;
}

bool start_curl() { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }

void check(const SmtpSettings& settings) {
    if (settings.host.empty() || settings.host.find_first_of("/@ \r\n") != std::string::npos) {
        throw Error(Code::InvalidInput,
                    "the mail server's name is no name of a host: " + settings.host);
    }
    if (settings.guard == Guard::Plain && !is_this_machine(settings.host)) {
        throw trouble("mail_clear_text", settings);
    }
}

std::string url_of(const SmtpSettings& settings) {
    const bool v6 = settings.host.find(':') != std::string::npos;
    return (settings.guard == Guard::Tls ? "smtps://" : "smtp://") +
           (v6 ? "[" + settings.host + "]" : settings.host) + ":" + std::to_string(settings.port);
}

// "host:port:address": libcurl asks no resolver for it.
List pinned(const SmtpSettings& settings) {
    List pin(nullptr, &curl_slist_free_all);
    if (settings.address.empty() || settings.address == settings.host) return pin;
    const bool v6 = settings.address.find(':') != std::string::npos;
    const auto line = settings.host + ":" + std::to_string(settings.port) + ":" +
                      (v6 ? "[" + settings.address + "]" : settings.address);
    pin.reset(curl_slist_append(nullptr, line.c_str()));
    if (!pin) throw Error(Code::Internal, "no memory for a letter");
    return pin;
}

void set_options(CURL* curl, const SmtpSettings& settings) {
    const auto url = url_of(settings);
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, settings.connect_ms);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, settings.total_ms);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    const auto tls = settings.guard == Guard::Plain ? CURLUSESSL_NONE : CURLUSESSL_ALL;
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(tls));
    if (!settings.ca_file.empty()) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, settings.ca_file.c_str());
    }
    if (settings.user.empty()) return;
    curl_easy_setopt(curl, CURLOPT_USERNAME, settings.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, settings.password.c_str());
}

// What libcurl says of it; `said` are its own words, from which only the step that failed is taken.
std::string_view word_of_failure(CURLcode failed, long status, std::string_view said) {
    switch (failed) {
        case CURLE_LOGIN_DENIED: return "mail_login_refused";
        case CURLE_USE_SSL_FAILED: return "mail_no_tls";
        case CURLE_PEER_FAILED_VERIFICATION: return "mail_certificate";
        case CURLE_SSL_CACERT_BADFILE: return "mail_ca_file";
        default: break;
    }
    if (status >= 400 && status < 500) return "mail_busy";
    if (said.starts_with("RCPT failed")) return "mail_recipient_refused";
    if (status >= 500) return "mail_letter_refused";
    return "mail_unreachable";
}

struct Trouble {
    std::string_view word;
    Code code;
    std::string_view message;
};
constexpr std::array kTroubles{
    Trouble{"mail_not_set", Code::Unavailable, "was not named yet"},
    Trouble{"mail_password_lost", Code::Unavailable, "has a password that cannot be opened"},
    Trouble{"mail_unreachable", Code::Unavailable, "cannot be reached"},
    Trouble{"mail_no_host", Code::Unavailable, "is not known to anybody"},
    Trouble{"mail_inside", Code::InvalidInput, "is in this house's own network"},
    Trouble{"mail_port", Code::InvalidInput, "has a port that is none of mail"},
    Trouble{"mail_no_tls", Code::Unavailable, "offers no TLS"},
    Trouble{"mail_certificate", Code::Unavailable, "shows a certificate nobody vouches for"},
    Trouble{"mail_ca_file", Code::InvalidInput, "cannot be judged: no certificates to trust"},
    Trouble{"mail_clear_text", Code::InvalidInput, "would be told everything in clear text"},
    Trouble{"mail_login_refused", Code::Forbidden, "refuses the log-in"},
    Trouble{"mail_busy", Code::Busy, "says to come back later"},
    Trouble{"mail_recipient_refused", Code::InvalidInput, "refuses the recipient"},
    Trouble{"mail_letter_refused", Code::InvalidInput, "refuses the letter"}};

}  // namespace

bool is_this_machine(std::string_view host) { return is_loopback(host); }

Error trouble(std::string_view word, const SmtpSettings& settings, long status) {
    const auto found = std::ranges::find(kTroubles, word, &Trouble::word);
    ASSERT(found != kTroubles.end());
    const auto server = settings.host + ":" + std::to_string(settings.port);
    const auto said = status > 0 ? std::to_string(status) : std::string();
    auto message = "the mail server " + server + " " + std::string(found->message);
    if (!said.empty()) message += " (" + said + ")";
    return {found->code,
            message,
            {{"", std::string(word), message, {{"server", server}, {"status", said}}}}};
}

void send(const Letter& letter, const Stamp& stamp, const SmtpSettings& settings) {
    static const bool started = start_curl();
    check(settings);
    const std::string text = text_of(letter, stamp);
    const Handle curl(curl_easy_init(), &curl_easy_cleanup);
    if (!started || !curl) throw Error(Code::Internal, "libcurl cannot start");
    List recipients(nullptr, &curl_slist_free_all);
    for (const auto& box : letter.to) {
        curl_slist* longer = curl_slist_append(recipients.get(), ("<" + box.address + ">").c_str());
        if (longer == nullptr) throw Error(Code::Internal, "no memory for a letter");
        if (!recipients) recipients.reset(longer);
    }
    const auto from = "<" + letter.from.address + ">";
    Reading reading{text};
    std::array<char, CURL_ERROR_SIZE> said{};
    const List pin = pinned(settings);
    set_options(curl.get(), settings);
    if (pin) curl_easy_setopt(curl.get(), CURLOPT_RESOLVE, pin.get());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, give_piece);
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &reading);
    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, said.data());
    const CURLcode failed = curl_easy_perform(curl.get());
    if (failed == CURLE_OK) return;
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    throw trouble(word_of_failure(failed, status, said.data()), settings, status);
}

}  // namespace tsunagi::mail
