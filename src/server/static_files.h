// StaticFiles serves the built web application from one folder, read into memory at start. Names
// with a content hash are immutable; the shell (index.html) is answered for every page of the
// application and gets a fresh nonce for the one style element its design system writes.
//
// Thread: any; immutable after construction.
#pragma once

#include "base/clock.h"
#include "server/http.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace tsunagi::server {

class StaticFiles {
public:
    // A folder that does not exist serves a page that says so.
    StaticFiles(const std::filesystem::path& folder, Random&);

    // Throws NotFound for a file that is not there.
    Response answer(const Request&) const;
    bool has_shell() const { return !shell_.empty(); }

private:
    struct File {
        std::shared_ptr<const std::string> bytes;
        std::string type;
        std::string etag;
        bool immutable = false;
    };
    Response shell() const;

    std::map<std::string, File, std::less<>> files_;  // by path: "/assets/app-1a2b3c.js"
    std::string shell_;
    Random& random_;
};

}  // namespace tsunagi::server
