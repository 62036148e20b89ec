// Fixture for tests of what leaves by mail: a server whose way out leads to one real mail server.
#pragma once

#include "mail/post.h"
#include "mail/testing.h"
#include "server/testing.h"

#include <optional>

namespace tsunagi::server {

class OnMail : public OnServer {
protected:
    static std::string path(std::string_view rest) {
        return "/api/v1/shops/1/" + std::string(rest);
    }
    // The operator lets letters go to the peer, and to nobody else in this house.
    void open_way_to(const mail::MailPeer&);
    Response put(std::string_view login, std::string_view rest, int version, std::string body);
    static std::string settings_of(const mail::MailPeer&, std::string_view password = "geheim-7");
    // Both: the way out, and the shop's settings.
    void use(const mail::MailPeer&);

    access::Seal seal{access::Seal::Key{std::byte{7}}};

private:
    SeededRandom random_;
    std::optional<mail::Post> post_;
};

}  // namespace tsunagi::server
