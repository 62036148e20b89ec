// WebSocket is one open WebSocket connection: it reads frames, answers pings, sends what others
// queue, and ends with exactly one SocketSession::closed(). Inner header of the HTTP server.
//
// Thread: its I/O loop; send and close may be called from any thread.
#pragma once

#include "server/handler.h"
#include "server/io_loop.h"

#include <atomic>
#include <deque>
#include <memory>
#include <string>

namespace tsunagi::server {

class WebSocket final : public Socket, public std::enable_shared_from_this<WebSocket> {
public:
    WebSocket(IoLoop&, std::shared_ptr<Transport>, std::unique_ptr<SocketSession>);
    ~WebSocket() override;

    // Serves until both sides are done; `already_read` followed the upgrade request.
    Task<void> run(std::string already_read);

    void send(std::shared_ptr<const std::string> frame) override;
    void close(CloseCode, std::string reason) override;

private:
    Task<void> read_frames(std::string already_read);
    Task<void> write_frames();
    void obey(FrameEvent);
    void take_text(std::string);
    void enqueue(std::shared_ptr<const std::string> frame);
    void begin_close(CloseCode, std::string_view reason);
    void ping();

    IoLoop& loop_;
    std::shared_ptr<Transport> transport_;
    std::unique_ptr<SocketSession> session_;
    FrameReader reader_;
    std::deque<std::shared_ptr<const std::string>> queue_;
    std::size_t queued_bytes_ = 0;
    std::atomic<std::size_t> posted_bytes_{0};  // sent by other threads, not yet in queue_
    Timer wake_writer_;
    Timer writer_done_;
    Deadline silence_;
    Deadline next_ping_;
    double allowance_;  // messages the browser may still send, refilled by time
    std::int64_t allowance_at_ms_;
    bool closing_ = false;
    bool dead_ = false;
    bool written_ = false;
};

}  // namespace tsunagi::server
