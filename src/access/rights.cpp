#include "access/rights.h"

#include "base/described.h"

#include <algorithm>
#include <exception>

namespace tsunagi::access {

namespace {

template <class Pick>
Rights combined(const Rights& a, const Rights& b, Pick pick) {
    Rights both;
    for (const Pair& pair : kPairs) {
        both.scopes[pair.entity][pair.action] = pick(a.scope(pair.entity, pair.action),
                                                     b.scope(pair.entity, pair.action));
    }
    for (std::size_t at = 0; at < kFieldGroups; ++at) {
        both.fields.values.at(at) = pick(a.fields.values.at(at), b.fields.values.at(at));
    }
    return both;
}

Decision decision_of(const Rights& rights, Right right) {
    switch (right.kind) {
        case Right::Kind::Anyone:
        case Right::Kind::SignedIn: return {true, RowScope::None, Reason::OpenToAll};
        case Right::Kind::May: break;
        default: return {};
    }
    const Reach reach = reach_of(right.entity, right.action);
    if (reach == Reach::Never) return {false, RowScope::None, Reason::NoSuchAction};
    const RowScope scope = rights.scope(right.entity, right.action);
    const bool enough = reach == Reach::Whole ? scope == RowScope::All
                                              : scope > RowScope::None && scope <= RowScope::All;
    if (!enough) return {};
    return {true, scope, Reason::Granted};
}

}  // namespace

Rights merge(const Rights& a, const Rights& b) {
    return combined(a, b, [](auto x, auto y) { return std::max(x, y); });
}

Rights narrowest(const Rights& a, const Rights& b) {
    return combined(a, b, [](auto x, auto y) { return std::min(x, y); });
}

Rights only_viewing(const Rights& rights) {
    Rights viewing;
    for (const Pair& pair : kPairs) {
        if (pair.action != Action::View) continue;
        viewing.scopes[pair.entity][pair.action] = rights.scope(pair.entity, pair.action);
    }
    for (std::size_t at = 0; at < kFieldGroups; ++at) {
        viewing.fields.values.at(at) = std::min(rights.fields.values.at(at), FieldRight::Read);
    }
    return viewing;
}

bool has_scope(const Rights& rights, RowScope scope) {
    return std::ranges::any_of(
        kPairs, [&](const Pair& pair) { return rights.scope(pair.entity, pair.action) == scope; });
}

bool covers(const Rights& wide, const Rights& narrow) { return merge(wide, narrow) == wide; }

Decision decide(const Rights& rights, Right right) noexcept {
    try {
        return decision_of(rights, right);
    } catch (const std::exception&) {  // border: what cannot be decided is denied
        return {};
    }
}

std::string name_of(Right right) {
    if (right.kind == Right::Kind::Anyone) return "anyone";
    if (right.kind == Right::Kind::SignedIn) return "signed_in";
    return std::string(word_of(right.entity)) + "." + std::string(word_of(right.action));
}

Viewer narrowed(const Viewer& viewer, const Rights& rights, Right right, const Decision& decision) {
    Viewer one = viewer;
    one.fields = rights.fields;
    for (const Pair& pair : kPairs) {
        if (pair.action != Action::View) continue;
        one.sees[pair.entity] = decide(rights, {Right::Kind::May, pair.entity, pair.action}).scope;
    }
    if (right.kind != Right::Kind::May) return one;
    one.scope = decision.scope;
    one.sees[right.entity] = std::min(one.sees[right.entity], decision.scope);
    if (right.entity == Entity::Contact && right.action == Action::Create) {
        one.sees[Entity::Customer] = std::min(one.sees[Entity::Customer], decision.scope);
    }
    return one;
}

}  // namespace tsunagi::access
