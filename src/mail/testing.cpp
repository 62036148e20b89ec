#include "mail/testing.h"

#include <gtest/gtest.h>

#include <openssl/evp.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace tsunagi::mail {

namespace fs = std::filesystem;

MailPeer::MailPeer(Guard guard, std::uint16_t port) : guard_(guard), port_(port) {
    auto pattern = (fs::temp_directory_path() / "tsunagi-mail-XXXXXX").string();
    if (!mkdtemp(pattern.data())) std::abort();
    folder_ = pattern;
    if (guard != Guard::Plain) make_certificate();
    start();
}

MailPeer::~MailPeer() {
    ::close(end_);
    ::waitpid(child_, nullptr, 0);
    fs::remove_all(folder_);
}

void MailPeer::start() {
    const std::string mode = guard_ == Guard::Plain ? "plain"
                             : guard_ == Guard::Tls ? "tls"
                                                    : "starttls";
    const auto port = std::to_string(port_);
    const auto key = (folder_ / "key.pem").string();
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) std::abort();
    child_ = ::fork();
    if (child_ == 0) {
        ::dup2(in[0], 0);
        ::dup2(out[1], 1);
        ::dup2(::open("/dev/null", O_WRONLY), 2);  // it complains of who does not trust it
        ::execl("/usr/bin/python3", "python3", "-W", "ignore", "test/process/smtp_peer.py",
                mode.c_str(), folder_.c_str(), port.c_str(), certificate().c_str(), key.c_str(),
                nullptr);
        ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    end_ = in[1];
    FILE* told = ::fdopen(out[0], "r");
    int given = 0;
    if (std::fscanf(told, "%d", &given) != 1) ADD_FAILURE() << "the mail server did not start";
    std::fclose(told);
    port_ = static_cast<std::uint16_t>(given);
}

void MailPeer::make_certificate() const {
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout " +
        (folder_ / "key.pem").string() + " -out " + certificate() + " 2>/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0);
}

SmtpSettings MailPeer::settings() const {
    const bool plain = guard_ == Guard::Plain;
    return {.host = "localhost",
            .port = port_,
            .guard = guard_,
            .user = plain ? "" : "post",
            .password = plain ? "" : "geheim-7",
            .ca_file = plain ? "" : certificate()};
}

std::string MailPeer::letter(int number) const {
    std::ifstream file(folder_ / (std::to_string(number) + ".eml"), std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

int MailPeer::letters() const {
    int count = 0;
    while (!letter(count + 1).empty()) ++count;
    return count;
}

// The first part of base64 that follows its own header.
std::string MailPeer::text(int number) const {
    const auto whole = letter(number);
    const auto head = whole.find("Content-Type: text/plain");
    if (head == whole.npos) return "";
    const auto begin = whole.find("\r\n\r\n", head);
    const auto end = std::min(whole.find("\r\n--", begin), whole.size());
    std::string digits;
    for (const char c : whole.substr(begin, end - begin)) {
        if (c != '\r' && c != '\n') digits += c;
    }
    std::string out(digits.size() / 4 * 3, '\0');
    EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                    reinterpret_cast<const unsigned char*>(digits.data()),
                    static_cast<int>(digits.size()));
    while (!out.empty() && out.back() == '\0') out.pop_back();
    return out;
}

}  // namespace tsunagi::mail
