#include "churn/facts.h"

#include "base/phrase.h"
#include "insight/spoke.h"

#include <fmt/format.h>

#include <optional>

namespace tsunagi::churn {
namespace {

using journey::Event;
using journey::EventKind;
using journey::Journey;
using journey::Touch;
using journey::TouchLane;
using record::Fact;
using record::Strength;

constexpr std::size_t kMostFacts = 6;
constexpr int kRecent = 60;  // days
constexpr int kHalfYear = 182;
constexpr double kHighHazard = 0.2;

constexpr Phrase kHazard{"{delivery}回目のあとの解約 {people}人中{cancelled}人",
                         "{cancelled} of {people} cancelled after delivery {delivery}"};
constexpr Phrase kFirstHazard{"初回のあとの解約 {people}人中{cancelled}人",
                              "{cancelled} of {people} cancelled after the first delivery"};
constexpr Phrase kFewData{"データが少ない({n}人)", "limited data (n = {n})"};
constexpr Phrase kSkipped{"余っている様子({count}回スキップ)",
                          "seems to have too much left (skipped {count}×)"};
constexpr Phrase kPaused{"休止したことがある({count}回)", "has paused before ({count}×)"};
constexpr Phrase kManyQuestions{"問い合わせ増(60日に{count}回)",
                                "more enquiries ({count} in 60 days)"};
constexpr Phrase kNegative{"前回の応対で不満の様子", "was unhappy in the last contact"};
constexpr Phrase kReason{"{days}日前に理由として「{reason}」",
                         "gave “{reason}” as a reason, {days} d ago"};
constexpr Phrase kReasonToday{"本日の理由は「{reason}」", "gave “{reason}” as a reason today"};
constexpr Phrase kDeclined{"提案を断った", "declined an offer"};
constexpr Phrase kAccepted{"提案を受けて継続中", "stayed after an offer"};
constexpr Phrase kPromise{"約束あり", "a promise is open"};
constexpr Phrase kTalkedToday{"本日お話し済み", "spoken to today"};
constexpr Phrase kMissedToday{"本日{count}回不通", "no answer today ({count}×)"};
constexpr Phrase kLastTalk{"最後の応対は{days}日前", "last contact {days} d ago"};
constexpr Phrase kNeverTalked{"まだ応対したことがない", "no contact so far"};
constexpr Phrase kChanged{"お届け内容を変更した", "changed the plan"};
constexpr Phrase kLoyal{"{delivery}回続いている", "{delivery} deliveries so far"};

struct Counts {
    int skips = 0;
    int pauses = 0;
    int changes = 0;
    int questions = 0;
    int missed_today = 0;  // calls that nobody answered
    int reason = 0;
    int reason_ago = 0;            // days
    std::optional<int> last_talk;  // days ago
    bool negative = false;
    bool declined = false;
    bool accepted = false;
    bool promised = false;
};

// Events of the current spell of the subscription.
void count_events(const Journey& journey, const Subject& subject, Counts& counts) {
    for (const Event event : journey.events()) {
        if (event.subscription != static_cast<std::uint32_t>(subject.subscription)) continue;
        if (event.kind == EventKind::Started) counts.skips = counts.pauses = counts.changes = 0;
        counts.skips += event.kind == EventKind::Skipped;
        counts.pauses += event.kind == EventKind::Paused;
        counts.changes += event.kind == EventKind::Changed;
    }
}

void count_touches(const Journey& journey, const journey::Words& words, Counts& counts) {
    const int today = journey.as_of();
    const insight::Spoke spoke(words);
    for (const Touch touch : journey.touches()) {
        const int ago = today - touch.day;
        counts.promised |= (touch.flags & TouchLane::kPromised) != 0;
        if (!spoke(touch)) {
            counts.missed_today += ago == 0;
            continue;
        }
        counts.last_talk = ago;  // the last one decides
        if (ago > kHalfYear) continue;
        counts.declined |= (touch.flags & TouchLane::kDeclined) != 0;
        counts.accepted |= (touch.flags & TouchLane::kAccepted) != 0;
        counts.negative = (touch.flags & TouchLane::kNegative) != 0;  // the last one decides
        if (touch.reason != 0) counts.reason = touch.reason, counts.reason_ago = ago;
        counts.questions += ago <= kRecent && (touch.flags & TouchLane::kInbound) != 0;
    }
}

class Facts {
public:
    explicit Facts(Language language) : language_(language) {}

    void add(std::string_view code, const Phrase& phrase, Strength strength,
             std::initializer_list<PhraseArg> args = {}) {
        Fact& fact = facts_.emplace_back();
        fact.code = code;
        fact.text = say(phrase, language_, args);
        fact.strength = strength;
        for (const PhraseArg& arg : args) fact.args.push_back({std::string(arg.name), arg.value});
    }
    std::vector<Fact> weightiest() {
        std::vector<Fact> ordered;
        for (const Strength strength :
             {Strength::Danger, Strength::Warning, Strength::Info, Strength::Good}) {
            for (Fact& fact : facts_) {
                if (fact.strength == strength) ordered.push_back(std::move(fact));
            }
        }
        if (ordered.size() > kMostFacts) ordered.resize(kMostFacts);
        return ordered;
    }

private:
    Language language_;
    std::vector<Fact> facts_;
};

// 12345 -> 12,345.
std::string with_thousands(std::string digits) {
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    }
    return digits;
}

void add_risk(Facts& facts, const Subject& subject) {
    const std::string n = std::to_string(subject.risk.n);
    const std::string delivery = std::to_string(subject.delivery);
    if (subject.risk.few_data) {
        facts.add("few_data", kFewData, Strength::Info, {{"n", n}});
        return;
    }
    const bool high = subject.risk.probability.value_or(0) >= kHighHazard;
    facts.add("delivery_hazard", subject.delivery == 1 ? kFirstHazard : kHazard,
              high ? Strength::Danger : Strength::Info,
              {{"delivery", delivery},
               {"people", with_thousands(n)},
               {"cancelled", with_thousands(std::to_string(subject.risk.events))},
               {"n", n}});
}

void add_history(Facts& facts, const Subject& subject, const Counts& counts) {
    if (counts.skips > 0) {
        facts.add("skipped", kSkipped, counts.skips > 1 ? Strength::Danger : Strength::Warning,
                  {{"count", std::to_string(counts.skips)}});
    }
    if (counts.pauses > 0) {
        facts.add("paused", kPaused, Strength::Warning, {{"count", std::to_string(counts.pauses)}});
    }
    if (counts.changes > 0) facts.add("changed", kChanged, Strength::Info);
    if (subject.delivery >= 12) {
        facts.add("loyal", kLoyal, Strength::Good,
                  {{"delivery", std::to_string(subject.delivery)}});
    }
}

void add_talk(Facts& facts, const Counts& counts, const journey::Words& words,
              const insight::Labels& labels) {
    if (counts.reason != 0) {
        const std::string code(words.reasons.text(counts.reason));
        facts.add("reason_mentioned", counts.reason_ago == 0 ? kReasonToday : kReason,
                  Strength::Danger,
                  {{"reason", labels.reason(code)}, {"days", std::to_string(counts.reason_ago)}});
    }
    if (counts.negative) facts.add("unhappy", kNegative, Strength::Danger);
    if (counts.questions >= 2) {
        facts.add("many_questions", kManyQuestions, Strength::Warning,
                  {{"count", std::to_string(counts.questions)}});
    }
    if (counts.declined) facts.add("offer_declined", kDeclined, Strength::Warning);
    if (counts.accepted) facts.add("offer_accepted", kAccepted, Strength::Good);
    if (counts.promised) facts.add("promise_open", kPromise, Strength::Warning);
    if (counts.missed_today > 0) {
        facts.add("missed_today", kMissedToday, Strength::Warning,
                  {{"count", std::to_string(counts.missed_today)}});
    }
}

// When she was spoken to: said after what tells one row from the next.
void add_last_talk(Facts& facts, const Counts& counts) {
    if (!counts.last_talk) {
        facts.add("never_talked", kNeverTalked, Strength::Info);
    } else if (*counts.last_talk == 0) {
        facts.add("talked_today", kTalkedToday, Strength::Good);
    } else {
        facts.add("last_talk", kLastTalk, Strength::Info,
                  {{"days", std::to_string(*counts.last_talk)}});
    }
}

}  // namespace

std::vector<Fact> facts_of(const Journey& journey, const journey::Words& words,
                           const Subject& subject, const insight::Labels& labels) {
    Counts counts;
    count_events(journey, subject, counts);
    count_touches(journey, words, counts);
    Facts facts(labels.language);
    add_talk(facts, counts, words, labels);
    add_history(facts, subject, counts);
    add_risk(facts, subject);
    add_last_talk(facts, counts);
    return facts.weightiest();
}

}  // namespace tsunagi::churn
