// What the command line asks of an analysis, looked up in the shop: names become numbers, and a
// value that there is none of is refused in the words of whoever reads, with the one that was
// probably meant.
#pragma once

#include "insight/beside.h"
#include "insight/catalogue.h"
#include "journey/filter.h"
#include "journey/journey.h"
#include "main/commands.h"
#include "segment/segments.h"
#include "server/asker.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tsunagi::command {

enum class AnalyseFormat { Table, Csv, Json };
BOOST_DESCRIBE_ENUM(AnalyseFormat, Table, Csv, Json)

// What the command line itself can be wrong in, before a shop is opened. All throw Error, NotFound
// for the analysis and InvalidInput for everything else.
const insight::Analysis& named_analysis(const Machine&, const std::string& name);
insight::Choices choices_of(const Machine&, const insight::Analysis&,
                            const std::vector<std::string>& words);
AnalyseFormat format_of(const Machine&, const std::string& word);

// The other side of a comparison: so much earlier, or a segment.
struct Comparison {
    insight::Back back{};
    std::optional<segment::Segment> segment{};
};

struct Sought {
    journey::Filter filter{};
    Day as_of{};
    std::optional<segment::Segment> segment{};
    std::optional<segment::Condition> condition{};
    std::optional<Comparison> comparison{};
};

// Throws InvalidInput.
Sought sought_of(const Machine&, const server::Asker&, const journey::View&, const AnalyseOptions&);

// The value that lists what there is instead of analysing.
inline constexpr std::string_view kList = "list";
bool asks_for_list(const AnalyseOptions&);
// Prints what each flag that says so can be.
void list_asked(const Machine&, const server::Asker&, const journey::View&, const AnalyseOptions&);

}  // namespace tsunagi::command
