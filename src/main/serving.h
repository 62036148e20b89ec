// What `serve` and `demo` share: a server on open premises, until a signal.
#pragma once

#include "main/commands.h"
#include "main/premises.h"
#include "main/stop_signal.h"

namespace tsunagi::command {

void serve_until_stopped(const Machine&, const Config&, Premises&, const StopSignal&);

// Throws InvalidInput when others than this machine could reach the demo shop by the passwords that
// everybody knows.
void refuse_known_passwords(Premises&, const Config&);

}  // namespace tsunagi::command
