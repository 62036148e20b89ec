// FileError: what failed at a file (base/files.h). Its message names a place on this machine's
// disk, so it is for who runs the server, and for its log; an answer to anybody else leaves it out.
#pragma once

#include "base/error.h"

namespace tsunagi {

class FileError : public Error {
public:
    using Error::Error;
};

}  // namespace tsunagi
