// Verification reads the whole trail against its chain and says where it was bent.
//
// It finds a row that was changed, taken out, put in or moved, contents that were taken away
// without an erasure being told, links that were changed or cut off, an anchor that no purge left,
// and an index of persons that hides an event. What stays undetected: rows cut off the end before
// they were sealed (a second), and a chain made anew from the first bent row on by somebody who
// also rewrote the heads; so keep a head somewhere else.
#pragma once

#include "store/audit/chain.h"
#include "store/audit/heads.h"

#include <string>
#include <vector>

namespace tsunagi::store::audit {

BOOST_DEFINE_ENUM_CLASS(Fault,
                        RowChanged,       // the open part, or the link itself
                        ContentsChanged,  // before, after, reason
                        ContentsMissing,  // taken away without an erasure
                        RowMissing, RowAdded,
                        LinkMissing,   // a number is left out, or the order is broken
                        HeadMissing,   // the chain is shorter than a kept head
                        HeadDiffers,   // the chain was made anew
                        AnchorForged,  // no purge told of it
                        IndexDiffers)  // whom an event showed

struct Finding {
    Fault fault = Fault::RowChanged;
    std::int64_t n = 0;  // link; 0 unknown
    std::string place;   // "change 17 item 3"
};
BOOST_DESCRIBE_STRUCT(Finding, (), (fault, n, place))

struct Verification {
    std::int64_t links = 0;
    std::int64_t erased = 0;    // rows whose contents were erased
    std::int64_t unsealed = 0;  // rows that wait for the sealer
    std::optional<Head> head;
    std::vector<Finding> findings;  // the first of each kind and place, at most kMostFindings
    static constexpr std::size_t kMostFindings = 100;
};

// Of one state of the database. `heads` are those kept of this database.
Verification verify(Reader&, const std::vector<Head>& heads);

}  // namespace tsunagi::store::audit
