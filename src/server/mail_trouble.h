// Why a letter did not leave, for people.
#pragma once

#include "base/error.h"
#include "board/trouble.h"

namespace tsunagi::server {

// The word that mail/smtp.h gives, with its server; of other errors busy, not_found or internal.
board::Trouble trouble_of(const Error&);

}  // namespace tsunagi::server
