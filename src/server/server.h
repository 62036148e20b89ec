// Server is the whole of it: the table of routes, the files of the web application, and the
// listening socket, over the databases of one House.
//
// Thread: made, started and stopped by one thread.
#pragma once

#include "server/house.h"
#include "server/http_server.h"
#include "server/rate_limit.h"
#include "server/route.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace tsunagi::server {

struct ServerOptions {
    ListenOptions listen;
    Limits limits;
    Allowance allowance;
    std::filesystem::path web;            // folder of the built web application
    std::vector<std::string> host_names;  // Config::host_names
};

class Server {
public:
    // Opens every shop, making the database of one whose creation was cut short, and binds.
    Server(House, const ServerOptions&);
    ~Server();

    void start();
    void stop();                                 // ends requests and sockets in peace
    void renew_certificate(const TlsIdentity&);  // HttpServer::renew
    std::uint16_t port() const;
    const std::vector<Route>& routes() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// The OpenAPI document of the product, without a server.
std::string openapi_of_the_product();

}  // namespace tsunagi::server
