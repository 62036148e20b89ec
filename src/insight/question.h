// A Question is one analysis asked of one shop's journeys: the scope that the filter left, the
// words of the viewer's language, what was chosen of the analysis' own choices, and the kept
// segments that it parts customers by.
#pragma once

#include "base/described.h"
#include "base/phrase.h"
#include "insight/labels.h"
#include "insight/report.h"
#include "journey/bitmap.h"
#include "journey/filter.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::insight {

struct OptionRule {
    std::string_view value;
    Phrase label;
};

// One of `options`; the ids of at most `segments` kept segments, "12.15", or none; else a whole
// number from min to max.
struct ChoiceRule {
    std::string_view key;
    Phrase label;
    std::string_view otherwise;  // the value when nothing is chosen; a number's may be "": none
    std::span<const OptionRule> options{};
    std::int64_t min = 0;
    std::int64_t max = 0;
    int segments = 0;
};

// The option of those who part by the segments that another choice names.
inline constexpr std::string_view kBySegment = "segment";

// A segment that the shop keeps, and who is in it on the as-of day.
struct KeptSegment {
    std::int64_t id = 0;
    std::string name;
    journey::Bitmap members;
};

// The values of all rules of an analysis, by key.
class Choices {
public:
    // Words "key:value". Throws InvalidInput that names every one that is not allowed.
    Choices(std::span<const ChoiceRule>, const std::vector<std::string>& words);

    std::string_view word(std::string_view key) const { return values_.find(key)->second; }
    int number(std::string_view key) const;
    // Ids of the kept segments that the question parts by; none unless an option says kBySegment.
    std::vector<std::int64_t> segments() const;
    // Requires that every option is an enumerator's JSON word.
    template <class E>
    E one(std::string_view key) const {
        return parse_enum<E>(word(key)).value();
    }
    // For the Report: what could be chosen, and what is.
    std::vector<ReportChoice> said_in(Language) const;

private:
    std::span<const ChoiceRule> rules_;
    std::map<std::string, std::string, std::less<>> values_;
};

// Where an answer is read: a page shows the first lines of a long table, a file holds them all.
enum class Place { Page, File };

struct Question {
    const journey::Scope& scope;
    const journey::Filter& filter;
    const Labels& labels;
    const Choices& choices;
    bool shows_money = false;                 // to who asks; else the Report's money is left out
    std::span<const KeptSegment> segments{};  // those of choices.segments(), in their order
    Place place = Place::Page;

    Language language() const { return labels.language; }
    // How many rows or columns a table has that shows so many on a page.
    std::size_t most(std::size_t on_page) const {
        return place == Place::File ? kMostReportRows : on_page;
    }
    std::string said(const Phrase& phrase, std::initializer_list<PhraseArg> args = {}) const {
        return say(phrase, language(), args);
    }
};

}  // namespace tsunagi::insight
