// ControlSocket lets commands ask the server that holds a data folder: `control.sock` in that
// folder, mode 0600, so that only the server's own user and root may. A connection carries one line
// of JSON each way.
//
// Thread: one of its own; orders are carried out one after the other. An order under way is
// finished before the socket closes.
#pragma once

#include "base/described.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <thread>

namespace tsunagi::command {

enum class OrderKind { Backup, Doctor };
BOOST_DESCRIBE_ENUM(OrderKind, Backup, Doctor)

struct Order {
    OrderKind kind = OrderKind::Doctor;
    std::string folder;    // of a backup: an absolute path
    bool japanese = true;  // what is said to the person
};
BOOST_DESCRIBE_STRUCT(Order, (), (kind, folder, japanese))

struct Outcome {
    std::string words;    // for standard output
    std::string failure;  // what the server's Error said
    int exit_code = 0;
};
BOOST_DESCRIBE_STRUCT(Outcome, (), (words, failure, exit_code))

class ControlSocket {
public:
    using CarryOut = std::function<Outcome(const Order&)>;

    // Takes the place of a socket that a killed server left behind: the caller holds the folder.
    ControlSocket(const std::filesystem::path& data_folder, CarryOut);
    ControlSocket(const ControlSocket&) = delete;
    ControlSocket& operator=(const ControlSocket&) = delete;
    ~ControlSocket();

private:
    void serve();
    Outcome outcome_of(const std::string& line) const;

    std::filesystem::path path_;
    CarryOut carry_out_;
    int listener_ = -1;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

// Nothing when no server listens there. Throws Forbidden when the socket is another user's,
// Unavailable when the server ended before it answered.
std::optional<Outcome> ask_server(const std::filesystem::path& data_folder, const Order&);

}  // namespace tsunagi::command
