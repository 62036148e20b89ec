#include "access/rights.h"

#include "base/described.h"
#include "base/error.h"

#include <string>

namespace tsunagi::access {

bool allows(Role role, Right right) {
    switch (right) {
        case Right::Anyone:
        case Right::SignedIn:
        case Right::ReadRecord:
        case Right::WriteRecord:
        case Right::ReadInsight:
        case Right::WorkCallLists: return role == Role::Owner || role == Role::Operator;
        case Right::ManageCallLists:
        case Right::ManagePickLists:
        case Right::ManageSettings:
        case Right::ManageMembers:
        case Right::ManageImports:
        case Right::ExportRecord: return role == Role::Owner;
    }
    return false;
}

void authorize(const Viewer& viewer, Right right) {
    if (allows(viewer.role, right)) return;
    throw Error(Code::Forbidden, "this needs the right " + std::string(word_of(right)));
}

}  // namespace tsunagi::access
