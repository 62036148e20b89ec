#include "server/static_files.h"

#include "access/secret_hash.h"
#include "base/error.h"
#include "server/response_head.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace tsunagi::server {

namespace fs = std::filesystem;

// Stands in index.html where the nonce goes.
static constexpr std::string_view kNonceMark = "__CSP_NONCE__";

static constexpr std::string_view kNoShell =
    "<!doctype html><html lang=\"ja\"><title>Tsunagi</title>"
    "<p>画面のファイルがありません。The screens are not built. <a href=\"/api\">API</a></p></html>";

struct FileType {
    std::string_view suffix;
    std::string_view type;
};
static constexpr std::array kTypes{
    FileType{".html", "text/html; charset=utf-8"},
    FileType{".js", "text/javascript; charset=utf-8"},
    FileType{".css", "text/css; charset=utf-8"},
    FileType{".json", "application/json"},
    FileType{".webmanifest", "application/manifest+json"},
    FileType{".svg", "image/svg+xml"},
    FileType{".png", "image/png"},
    FileType{".ico", "image/x-icon"},
    FileType{".woff2", "font/woff2"},
    FileType{".txt", "text/plain; charset=utf-8"},
    FileType{".map", "application/json"},
};

static std::string_view type_of_file(const fs::path& path) {
    const std::string suffix = path.extension().string();
    const auto found = std::ranges::find(kTypes, suffix, &FileType::suffix);
    return found == kTypes.end() ? "application/octet-stream" : found->type;
}

static std::string read_all(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(in), {});
    if (in.bad()) throw Error(Code::Unavailable, "cannot read " + path.string());
    return bytes;
}

StaticFiles::StaticFiles(const fs::path& folder, Random& random) : random_(random) {
    std::error_code failure;
    for (const auto& entry : fs::recursive_directory_iterator(folder, failure)) {
        if (!entry.is_regular_file()) continue;
        const std::string path = "/" + entry.path().lexically_relative(folder).generic_string();
        std::string bytes = read_all(entry.path());
        if (path == "/index.html") {
            shell_ = std::move(bytes);
            continue;
        }
        const std::string digest = access::secret_hash("file", bytes).substr(0, 32);
        files_[path] = {std::make_shared<const std::string>(std::move(bytes)),
                        std::string(type_of_file(entry.path())), '"' + digest + '"',
                        path.starts_with("/assets/")};
    }
}

Response StaticFiles::shell() const {
    Response response;
    response.set("content-type", "text/html; charset=utf-8");
    response.set("cache-control", "no-cache");
    if (shell_.empty()) {
        response.body = kNoShell;
        return response;
    }
    const std::string nonce = random_token(random_, 16);
    response.set("content-security-policy", content_security_policy(nonce));
    response.body = shell_;
    for (auto at = response.body.find(kNonceMark); at != std::string::npos;
         at = response.body.find(kNonceMark, at)) {
        response.body.replace(at, kNonceMark.size(), nonce);
    }
    return response;
}

// A path whose last segment has a dot names a file; every other is a page of the application.
Response StaticFiles::answer(const Request& request) const {
    const auto path = request.path();
    const auto found = files_.find(path);
    if (found == files_.end()) {
        const auto last = path.substr(path.rfind('/') + 1);
        if (last.find('.') == last.npos || last == "index.html") return shell();
        throw Error(Code::NotFound, "there is no such file");
    }
    const File& file = found->second;
    Response response;
    response.set("etag", file.etag);
    response.set("cache-control",
                 file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (request.header("if-none-match") == file.etag) {
        response.status = 304;
        return response;
    }
    response.set("content-type", file.type);
    response.shared_body = file.bytes;
    return response;
}

}  // namespace tsunagi::server
