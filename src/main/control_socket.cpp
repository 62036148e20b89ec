#include "main/control_socket.h"

#include "base/error.h"
#include "base/files.h"
#include "base/json.h"
#include "base/log.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace tsunagi::command {

namespace {

namespace fs = std::filesystem;

constexpr const char* kName = "control.sock";
constexpr std::size_t kLongestLine = 1 << 20;

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }

private:
    int fd_;
};

[[noreturn]] void fail(Code code, const std::string& action, const fs::path& path) {
    throw Error(code, "cannot " + action + " " + path.string() + ": " +
                          std::generic_category().message(errno));
}

int stream_socket() { return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }

// The address holds 107 characters, a data folder's path may be longer: it goes by a descriptor of
// the folder.
sockaddr_un address_in(const File& folder) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto path = "/proc/self/fd/" + std::to_string(folder.descriptor()) + "/" + kName;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

const sockaddr* generic(const sockaddr_un& address) {
    return reinterpret_cast<const sockaddr*>(&address);
}

// Up to the end of the line; nothing when the peer closed before it or was silent for too long.
std::optional<std::string> read_line(int fd) {
    std::string line;
    char piece[4096];
    while (line.size() < kLongestLine) {
        const auto got = ::recv(fd, piece, sizeof piece, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return std::nullopt;
        line.append(piece, std::size_t(got));
        if (line.back() == '\n') {
            line.pop_back();
            return line;
        }
    }
    return std::nullopt;
}

bool write_line(int fd, std::string line) {
    line += '\n';
    std::string_view left = line;
    while (!left.empty()) {
        const auto put = ::send(fd, left.data(), left.size(), MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        left.remove_prefix(std::size_t(put));
    }
    return true;
}

int listen_in(const fs::path& data_folder) {
    const auto folder = File::open(data_folder);
    fs::remove(data_folder / kName);
    Descriptor listener(stream_socket());
    const auto address = address_in(folder);
    constexpr int kWaiting = 8;
    // The mode is set before the socket has a name: nobody finds it open to others.
    if (listener.get() < 0 || ::fchmod(listener.get(), 0600) != 0 ||
        ::bind(listener.get(), generic(address), sizeof address) != 0 ||
        ::listen(listener.get(), kWaiting) != 0) {
        fail(Code::Unavailable, "listen on", data_folder / kName);
    }
    return listener.release();
}

}  // namespace

ControlSocket::ControlSocket(const fs::path& data_folder, CarryOut carry_out)
    : path_(data_folder / kName), carry_out_(std::move(carry_out)),
      listener_(listen_in(data_folder)), thread_([this] { serve(); }) {}

ControlSocket::~ControlSocket() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);  // ends accept()
    thread_.join();
    ::close(listener_);
    std::error_code gone;
    fs::remove(path_, gone);
}

void ControlSocket::serve() {
    for (;;) {
        const Descriptor peer(::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC));
        if (stopping_) return;
        if (peer.get() < 0) {  // such as EMFILE, which passes: who asks waits until then
            constexpr int kPauseMs = 100;
            ::poll(nullptr, 0, kPauseMs);
            continue;
        }
        const timeval patience{.tv_sec = 5, .tv_usec = 0};
        ::setsockopt(peer.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(peer.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        if (const auto line = read_line(peer.get())) {
            write_line(peer.get(), to_json(outcome_of(*line)));
        }
    }
}

// The border of the thread: whatever fails is an answer.
Outcome ControlSocket::outcome_of(const std::string& line) const {
    const auto failed = [](Code code, const char* message) {
        log_failure("order_failed", {{"code", Word{name_of(code)}}});
        return Outcome{.failure = message, .exit_code = exit_code_of(code)};
    };
    try {
        return carry_out_(from_json<Order>(line));
    } catch (const Error& error) {
        return failed(error.code(), error.what());
    } catch (const std::exception& error) {
        return failed(Code::Internal, error.what());
    }
}

std::optional<Outcome> ask_server(const fs::path& data_folder, const Order& order) {
    if (!fs::exists(data_folder / kName)) return std::nullopt;
    const auto folder = File::open(data_folder);
    const auto address = address_in(folder);
    const Descriptor server(stream_socket());
    if (::connect(server.get(), generic(address), sizeof address) != 0) {
        if (errno == ECONNREFUSED || errno == ENOENT) return std::nullopt;
        fail(errno == EACCES ? Code::Forbidden : Code::Unavailable, "reach the server by",
             data_folder / kName);
    }
    const bool asked = write_line(server.get(), to_json(order));
    const auto line = asked ? read_line(server.get()) : std::nullopt;
    if (!line) throw Error(Code::Unavailable, "the server ended before it answered");
    return from_json<Outcome>(*line);
}

}  // namespace tsunagi::command
