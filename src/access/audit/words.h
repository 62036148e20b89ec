// Every route declares an audit word, noun.verb. The two tables here say what of it is told in the
// trail; a noun or a verb that they do not have does not compile.
//
// Changes of the record are told by the change log already, so creating or correcting a customer
// needs no event. All events are durable before the answer leaves.
#pragma once

#include <boost/describe/enum.hpp>

#include <array>
#include <string_view>

namespace tsunagi::access::audit {

// What the trail says of an event. Created, Updated and Deleted are the change log's.
BOOST_DEFINE_ENUM_CLASS(Kind, Created, Updated, Deleted, Viewed, Listed, Searched, Exported,
                        ExportPart, SignedIn, SignedOut, SignInFailed, Denied, RightsChanged,
                        Configured, Imported, TrailRead, ViewedAs, Disclosed, Erased, Purged)

// What the noun of a word is.
enum class Matter {
    Person,         // customers and what belongs to them
    Session,        // of the one who asks
    Rights,         // who may do what, and how she proves who she is
    Configuration,  // how the shop works
    Import,
    Trail,
    Privacy,
    Figures,  // numbers; when an answer shows persons, it is told as a list of them
    Open,     // of the server itself
};

enum class Doing { Read, List, Export, Change };

struct NounRow {
    std::string_view noun;
    Matter matter;
};
inline constexpr std::array kNouns{
    NounRow{"customer", Matter::Person},
    NounRow{"contact", Matter::Person},
    NounRow{"order", Matter::Person},
    NounRow{"subscription", Matter::Person},
    NounRow{"timeline", Matter::Person},
    NounRow{"call_list", Matter::Person},
    NounRow{"call_list_item", Matter::Person},
    NounRow{"today", Matter::Person},
    NounRow{"people", Matter::Person},
    NounRow{"session", Matter::Session},
    NounRow{"setup", Matter::Session},
    NounRow{"password", Matter::Rights},
    NounRow{"totp", Matter::Rights},
    NounRow{"recovery_codes", Matter::Rights},
    NounRow{"second_factor", Matter::Rights},
    NounRow{"passkey", Matter::Rights},
    NounRow{"oidc", Matter::Rights},
    NounRow{"member", Matter::Rights},
    NounRow{"member_rights", Matter::Rights},
    NounRow{"role", Matter::Rights},
    NounRow{"team", Matter::Rights},
    NounRow{"rights", Matter::Rights},
    NounRow{"api_key", Matter::Rights},
    NounRow{"network", Matter::Rights},
    NounRow{"settings", Matter::Configuration},
    NounRow{"mail_server", Matter::Configuration},
    NounRow{"pick_list", Matter::Configuration},
    NounRow{"reason", Matter::Configuration},
    NounRow{"offer", Matter::Configuration},
    NounRow{"phrase", Matter::Configuration},
    NounRow{"product", Matter::Configuration},
    NounRow{"preset", Matter::Configuration},
    NounRow{"import", Matter::Import},
    NounRow{"import_field", Matter::Import},
    NounRow{"rejection", Matter::Import},
    NounRow{"undo_conflict", Matter::Import},
    NounRow{"audit", Matter::Trail},
    NounRow{"privacy", Matter::Privacy},
    NounRow{"saved_view", Matter::Configuration},
    NounRow{"dashboard", Matter::Configuration},
    NounRow{"kpi", Matter::Configuration},
    NounRow{"context_event", Matter::Configuration},
    NounRow{"report_schedule", Matter::Configuration},
    NounRow{"disclosure", Matter::Privacy},
    NounRow{"erasure", Matter::Privacy},
    NounRow{"breach", Matter::Privacy},
    NounRow{"segment", Matter::Configuration},
    NounRow{"home", Matter::Figures},
    NounRow{"totals", Matter::Figures},
    NounRow{"analysis", Matter::Figures},
    NounRow{"report", Matter::Figures},
    NounRow{"live", Matter::Open},
    NounRow{"health", Matter::Open},
    NounRow{"metrics", Matter::Open},
    NounRow{"openapi", Matter::Open},
    NounRow{"api_page", Matter::Open},
};

struct VerbRow {
    std::string_view verb;
    Doing doing;
};
inline constexpr std::array kVerbs{
    VerbRow{"read", Doing::Read},
    VerbRow{"open", Doing::Read},
    VerbRow{"list", Doing::List},
    VerbRow{"sessions", Doing::List},
    VerbRow{"step", Doing::Read},   // how far a sign-in is
    VerbRow{"start", Doing::Read},  // what comes of these three is told at its end
    VerbRow{"begin", Doing::Read},
    VerbRow{"ask", Doing::Read},
    VerbRow{"export", Doing::Export},
    VerbRow{"create", Doing::Change},
    VerbRow{"update", Doing::Change},
    VerbRow{"delete", Doing::Change},
    VerbRow{"assign", Doing::Change},
    VerbRow{"act", Doing::Change},
    VerbRow{"take", Doing::Change},
    VerbRow{"change", Doing::Change},
    VerbRow{"confirm", Doing::Change},
    VerbRow{"use", Doing::Change},
    VerbRow{"upload", Doing::Change},
    VerbRow{"map", Doing::Change},
    VerbRow{"plan", Doing::Change},
    VerbRow{"apply", Doing::Change},
    VerbRow{"undo", Doing::Change},
    VerbRow{"cancel", Doing::Change},
    VerbRow{"end", Doing::Change},
    VerbRow{"purge", Doing::Change},
    VerbRow{"end_session", Doing::Change},
    VerbRow{"end_sessions", Doing::Change},
    VerbRow{"delete_others", Doing::Change},
    VerbRow{"second_factor", Doing::Change},
    VerbRow{"step_up", Doing::Change},
    VerbRow{"reset_second_factor", Doing::Change},
    VerbRow{"viewed_as", Doing::Change},
    VerbRow{"viewed_as_end", Doing::Change},
};

// A declared word. Thread: any.
struct AuditWord {
    std::string_view text;
    std::string_view noun;
    std::string_view verb;
    Matter matter;
    Doing doing;

    // Does not compile for a word whose noun or verb is in no table.
    consteval AuditWord(const char* word) : text(word), noun(), verb(), matter(), doing() {
        const auto dot = text.find('.');
        if (dot == text.npos) throw "an audit word is noun.verb";
        noun = text.substr(0, dot);
        verb = text.substr(dot + 1);
        matter = find_matter(noun);
        doing = find_doing(verb);
    }

private:
    static consteval Matter find_matter(std::string_view noun) {
        for (const auto& row : kNouns) {
            if (row.noun == noun) return row.matter;
        }
        throw "this noun is not in kNouns";
    }
    static consteval Doing find_doing(std::string_view verb) {
        for (const auto& row : kVerbs) {
            if (row.verb == verb) return row.doing;
        }
        throw "this verb is not in kVerbs";
    }
};

}  // namespace tsunagi::access::audit
