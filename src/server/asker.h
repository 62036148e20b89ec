// An Asker is who asks an analysis: somebody's request, or a mail that is written for her. What she
// sees of the answer follows from her Viewer alone.
//
// Thread: that of who made it; it borrows the house and the viewer.
#pragma once

#include "server/call.h"

namespace tsunagi::server {

class Asker {
public:
    Asker(Call& call) : house_(call.house()), viewer_(call.viewer()) {}
    Asker(House& house, const Viewer& viewer) : house_(house), viewer_(viewer) {}

    House& house() const { return house_; }
    const Viewer& viewer() const { return viewer_; }
    Language language() const { return viewer_.language; }
    Instant now() const { return house_.clock.now(); }
    store::Database& shop() const { return house_.shops.shop(viewer_.shop); }
    store::Database& control() const { return house_.shops.control(); }
    template <class F>
    auto read(F&& f) const {
        return shop().read(std::forward<F>(f));
    }

private:
    House& house_;
    const Viewer& viewer_;
};

}  // namespace tsunagi::server
