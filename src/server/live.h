// Live tells every open browser what changed in its shop, from the change log: the same rows that
// audit and journeys read, so a screen can never hear of something that was not committed.
//
//   server → {"seq":n}                                             after opening
//   server → {"seq":n,"changes":[{entity,id,customer_id,kind,version}]}
//   server → {"seq":n,"refetch":["orders","customer"]}             after a bulk write
//   server → {"progress":{…}}                                      of an import
//
// A browser that comes back names the last seq it heard (`since`) and hears what it missed.
//
// Thread: a thread of its own reads the log; open() and tell() may be called from any.
#pragma once

#include "access/sessions.h"
#include "server/handler.h"
#include "store/shops.h"

#include <memory>
#include <optional>
#include <string_view>
#include <thread>

namespace tsunagi::server {

class Live {
public:
    Live(store::Shops&, access::Sessions&);
    ~Live();

    // Requires a viewer of the shop. She hears of what she sees (hearing.h). The socket is closed
    // when the session ends.
    std::unique_ptr<SocketSession> open(const Viewer&, const access::SignedIn&,
                                        std::string_view address,
                                        std::optional<std::int64_t> since);
    // A message of an import, which is not of the log, to everyone in the shop who sees imports.
    void tell(Id<Shop>, std::string_view json);

private:
    class State;
    class Session;
    std::shared_ptr<State> state_;
    std::thread thread_;
};

}  // namespace tsunagi::server
