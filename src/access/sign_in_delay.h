// How long a sign-in has to wait after wrong passwords. The delay grows and never locks out:
// a person who signed in before from her address is not held up by guesses from elsewhere.
//
//   log-in and address   three mistakes are free, then 2, 4, 8 … s, at most 15 minutes
//   log-in, any address  ten mistakes are free in 15 minutes, then likewise for unknown addresses
//   address, any log-in  thirty mistakes are free in 15 minutes, then likewise
#pragma once

#include "store/database.h"

#include <array>
#include <string>
#include <string_view>

namespace tsunagi::access {

class SignInDelay {
public:
    SignInDelay(std::string_view login_form, std::string_view address);

    // Seconds to wait before the next try; 0: none.
    int wait_s(store::Reader& control, Instant now) const;
    void count_failure(store::Tx& control) const;
    void note_success(store::Tx& control) const;

private:
    struct Counted {
        std::string key_hash;
        int free;
        bool forgets;  // failures older than the window do not count
    };
    std::array<Counted, 3> counted_;
};

// The delay after this many failures of which `free` cost nothing.
int delay_s(int failures, int free);

}  // namespace tsunagi::access
