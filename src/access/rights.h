// Rights are what a role may do, and `authorize` is the only place that decides it: what is not
// named here is denied. Every route names the right it needs.
#pragma once

#include "base/viewer.h"

#include <boost/describe.hpp>

namespace tsunagi {
BOOST_DESCRIBE_ENUM(Role, Owner, Operator)
BOOST_DESCRIBE_ENUM(Language, Ja, En)
}  // namespace tsunagi

namespace tsunagi::access {

BOOST_DEFINE_ENUM_CLASS(Right,
                        Anyone,           // without signing in
                        SignedIn,         // any signed-in person, no shop
                        ReadRecord,       // customers and all about them, pick-lists
                        WriteRecord,      // customers, contacts, actions on subscriptions
                        ReadInsight,      // analyses and home
                        WorkCallLists,    // take and close items of call lists
                        ManageCallLists,  // make, assign
                        ManagePickLists,  // reasons, offers, phrases, products
                        ManageSettings, ManageMembers, ManageImports,
                        ExportRecord)  // personal data leaves in a file

bool allows(Role, Right);

// Throws Forbidden when the viewer's role does not include the right.
void authorize(const Viewer&, Right);

}  // namespace tsunagi::access
