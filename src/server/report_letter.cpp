#include "server/report_letter.h"

#include "board/dashboards.h"
#include "insight/catalogue.h"
#include "outgoing/fetch.h"
#include "record/settings.h"
#include "segment/asked_condition.h"
#include "server/report_answer.h"

#include <algorithm>
#include <array>
#include <map>

namespace tsunagi::server {

namespace {

constexpr std::size_t kMostBytes = 20UL * 1024 * 1024;  // of all files, before base64

constexpr Phrase kSubject{"【{shop}】{name} {day}", "[{shop}] {name} {day}"};
constexpr Phrase kHead{"{name}\n{shop}({day} 時点)\n", "{name}\n{shop}, as of {day}\n"};
constexpr Phrase kPart{"\n■ {title}\n", "\n* {title}\n"};
constexpr Phrase kFigure{"・{label}: {value}\n", "- {label}: {value}\n"};
constexpr Phrase kInterval{"({interval})", " ({interval})"};
constexpr Phrase kRemark{"※ {text}\n", "Note: {text}\n"};
constexpr Phrase kLink{"画面で見る: {link}\n", "On the screen: {link}\n"};
constexpr Phrase kHidden{"\n金額を見る権限がないため、{n}件の分析は含めていません。\n",
                         "\nLeft out, for want of the right to see amounts: {n}.\n"};
constexpr Phrase kGone{"\n「{title}」は、いまは答えられません。画面で確かめてください。\n",
                       "\n\"{title}\" cannot be answered now. See its screen.\n"};
constexpr Phrase kFoot{
    "\n--\n95%区間と件数(n)は、かっこの中にあります。くわしくは添付のファイルをご覧ください。\n"
    "このメールは、定期レポート「{name}」から自動で送られました。{link}\n",
    "\n--\n95% intervals and numbers counted (n) stand in brackets; see the attached files.\n"
    "This letter was sent by the scheduled report \"{name}\". {link}\n"};

// One analysis of what the schedule sends.
struct Part {
    std::string title;
    std::string analysis;
    board::SavedQuery query;
};

Part part_of(const board::SavedView& view) { return {view.name, view.analysis, view.query}; }

Part part_of(const std::string& analysis, Language language) {
    return {insight::entry_of(insight::analysis_named(analysis), language).title, analysis, {}};
}

// Each view and analysis of a dashboard once, in the order of its tiles.
std::vector<Part> parts_of(const Asker& asker, const board::ReportSchedule& schedule) {
    return asker.read([&](store::Reader& reader) {
        if (schedule.view_id) {
            return std::vector{
                part_of(board::find_saved_view(reader, asker.viewer(), *schedule.view_id))};
        }
        std::vector<Part> parts;
        std::vector<std::string> known;
        for (const auto& tile : board::find_dashboard(reader, *schedule.dashboard_id).tiles) {
            const auto key = tile.view_id ? "view " + std::to_string(tile.view_id->value)
                                          : tile.analysis.value_or("");
            if (std::ranges::find(known, key) != known.end()) continue;
            known.push_back(key);
            parts.push_back(tile.view_id ? part_of(board::find_saved_view(reader, asker.viewer(),
                                                                          *tile.view_id))
                                         : part_of(key, asker.language()));
        }
        return parts;
    });
}

ReportQuery query_of(const Part& part, Day today) {
    const auto asked = board::asked_on(part.query, today);
    ReportQuery query;
    query.as_of = asked.as_of;
    query.from = asked.filter.from;
    query.to = asked.filter.to;
    query.product = asked.filter.product;
    query.medium = asked.filter.medium;
    query.prefecture = asked.filter.prefecture;
    query.segment = part.query.segment;
    query.condition = part.query.condition;
    query.choices = part.query.choices;
    return query;
}

// In the words of the screen's address.
std::string_view word_of_period(board::QuickPeriod period) {
    static constexpr std::array kWords{"month",  "lastMonth", "days30",
                                       "days90", "months12",  "wholeMonths12",
                                       "year",   "lastYear",  "fiscal"};
    return kWords.at(static_cast<std::size_t>(period));
}

// A backslash before a comma says that it belongs to the value.
std::string escaped(std::string_view value) {
    std::string text;
    for (const char c : value) {
        if (c == ',' || c == '\\') text += '\\';
        text += c;
    }
    return text;
}

template <class List>
std::string joined(const List& list) {
    std::string text;
    for (const auto& one : list) {
        if (!text.empty()) text += ',';
        if constexpr (std::is_convertible_v<decltype(one), std::string_view>) {
            text += escaped(one);
        } else {
            text += std::to_string(one);
        }
    }
    return text;
}

std::string link_to(const Asker& asker, const std::string& page, const std::string& rest) {
    return page.empty() ? ""
                        : page + "/s/" + std::to_string(asker.viewer().shop.value) + "/" + rest;
}

std::string address_of(const Part& part) {
    const auto& query = part.query;
    std::map<std::string_view, std::string> words{{"product", joined(query.product)},
                                                  {"medium", joined(query.medium)},
                                                  {"prefecture", joined(query.prefecture)},
                                                  {"choices", joined(query.choices)}};
    if (query.as_of) words["as_of"] = to_text(*query.as_of);
    if (query.period) {
        words["period"] = word_of_period(*query.period);
    } else {
        if (query.from) words["from"] = to_text(*query.from);
        if (query.to) words["to"] = to_text(*query.to);
        if (!query.from && !query.to) words["period"] = "all";
    }
    if (query.segment) words["segment"] = std::to_string(*query.segment);
    if (query.condition) words["condition"] = segment::text_of(*query.condition);
    std::vector<std::pair<std::string_view, std::string_view>> fields;
    for (const auto& [name, value] : words) {
        if (!value.empty()) fields.emplace_back(name, value);
    }
    const auto form = outgoing::form_of(fields);
    return "insight/" + part.analysis + (form.empty() ? "" : "?" + form);
}

[[noreturn]] void refuse(std::string_view word) {
    const auto message = "there is no report to send: " + std::string(word);
    throw Error(Code::InvalidInput, message, {{"", std::string(word), message, {}}});
}

class Writer {
public:
    Writer(const Asker& asker, const board::ReportSchedule& schedule, const std::string& page)
        : asker_(asker), schedule_(schedule), page_(page), today_(today_of(asker)),
          settings_(
              asker.read([](store::Reader& reader) { return record::read_settings(reader); })),
          notation_{.language = asker.language(), .currency = settings_.currency} {}

    ReportLetter write(const mail::Mailbox& to) {
        const auto parts = parts_of(asker_, schedule_);
        if (parts.empty()) refuse("nothing");
        for (const auto& part : parts) add(part);
        if (made_.letter.attachments.empty()) refuse(hidden_ > 0 ? "no_money" : "segment_gone");
        made_.letter.to = {to};
        const auto day = to_text(today_);
        made_.letter.subject = said(
            kSubject, {{"shop", settings_.shop_name}, {"name", schedule_.name}, {"day", day}});
        made_.letter.text =
            said(kHead, {{"name", schedule_.name}, {"shop", settings_.shop_name}, {"day", day}}) +
            body_;
        if (hidden_ > 0) made_.letter.text += said(kHidden, {{"n", std::to_string(hidden_)}});
        made_.letter.text += said(
            kFoot, {{"name", schedule_.name}, {"link", link_to(asker_, page_, "boards")}});
        return std::move(made_);
    }

private:
    std::string said(const Phrase& phrase, std::initializer_list<PhraseArg> args) const {
        return say(phrase, asker_.language(), args);
    }

    // What she may not see is left out; a segment or a choice that is gone, told.
    void add(const Part& part) {
        try {
            const auto query = query_of(part, today_);
            const auto report = report_for(asker_, part.analysis, query, place_of(format()));
            attach(file_for(asker_, format(),
                            {report, part.analysis, query.segment, query.condition}));
            tell(part, report);
        } catch (const Error& error) {
            if (error.code() == Code::Forbidden) {
                ++hidden_;
            } else if (error.code() == Code::NotFound || error.code() == Code::InvalidInput) {
                if (bytes_ > kMostBytes) throw;
                body_ += said(kGone, {{"title", part.title}});
            } else {
                throw;
            }
        }
    }

    paper::Format format() const {
        switch (schedule_.format) {
            case board::ReportFormat::Xlsx: return paper::Format::Xlsx;
            case board::ReportFormat::Csv: return paper::Format::Csv;
            default: return paper::Format::Pdf;
        }
    }

    void attach(paper::ReportFile file) {
        auto& files = made_.letter.attachments;
        bytes_ += file.bytes.size();
        if (bytes_ > kMostBytes) refuse("too_large");
        made_.rows += file.rows;
        const auto number = schedule_.dashboard_id ? std::to_string(files.size() + 1) + "-" : "";
        files.push_back({number + file.name, std::string(file.type), std::move(file.bytes)});
    }

    void tell(const Part& part, const insight::Report& report) {
        const bool own_name = part.title != report.title;
        body_ += said(kPart,
                      {{"title", own_name ? part.title + " (" + report.title + ")" : part.title}});
        for (const auto& headline : report.headlines) {
            auto value = notation_.written(headline.cell, headline.unit);
            const auto interval = notation_.interval(headline.cell, headline.unit);
            if (!interval.empty()) value += said(kInterval, {{"interval", interval}});
            body_ += said(kFigure, {{"label", headline.label}, {"value", value}});
        }
        for (const auto& remark : report.remarks) body_ += said(kRemark, {{"text", remark}});
        if (!page_.empty()) {
            body_ += said(kLink, {{"link", link_to(asker_, page_, address_of(part))}});
        }
    }

    const Asker& asker_;
    const board::ReportSchedule& schedule_;
    const std::string& page_;
    const Day today_;
    const record::Settings settings_;
    const paper::Notation notation_;
    ReportLetter made_;
    std::string body_;
    std::size_t bytes_ = 0;
    int hidden_ = 0;
};

}  // namespace

ReportLetter report_letter(const Asker& asker, const board::ReportSchedule& schedule,
                           const mail::Mailbox& to, const std::string& page) {
    return Writer(asker, schedule, page).write(to);
}

}  // namespace tsunagi::server
