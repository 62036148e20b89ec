// What a running server does for the commands of its machine (control_socket.h).
#pragma once

#include "main/commands.h"
#include "main/control_socket.h"
#include "store/shops.h"

namespace tsunagi::command {

ControlSocket::CarryOut carry_out_on(store::Shops&, const Clock&);

// Prints an outcome as the command's own and returns its exit code.
int show(const Machine&, const Outcome&);

}  // namespace tsunagi::command
