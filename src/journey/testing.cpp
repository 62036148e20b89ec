#include "journey/testing.h"

#include "journey/builder.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace tsunagi::journey {

namespace {

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(at), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

int number(std::string_view text) {
    int value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    ASSERT(end.ec == std::errc{});
    return value;
}

std::uint8_t small(std::string_view text, int otherwise) {
    return static_cast<std::uint8_t>(text.empty() ? otherwise : number(text));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

LaneDay day_at(std::string_view text) { return lane_day(kTestStart + number(text)); }

// Cuts `mark` and what follows off the text and returns what follows.
std::string_view cut(std::string_view& text, char mark) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return {};
    const auto tail = text.substr(at + 1);
    text = text.substr(0, at);
    return tail;
}

class Reading {
public:
    explicit Reading(TestJourneys& out) : out_(out) {}

    void customer(const TestCustomer& customer) {
        const auto journey = static_cast<std::uint32_t>(rows.people.size());
        PersonRow person;
        person.id = journey == 0 ? 0 : 1000 + journey;
        person.medium = static_cast<std::uint16_t>(words.media.add(customer.medium));
        person.prefecture = static_cast<std::uint16_t>(words.prefectures.add(customer.prefecture));
        person.birth_year = static_cast<std::int16_t>(customer.birth_year);
        person.sex = static_cast<std::uint8_t>(customer.sex);
        person.rank = static_cast<std::uint16_t>(words.ranks.add(customer.rank));
        rows.people.push_back(person);
        out_.names.push_back(customer.name);
        for (const auto word : split(customer.events, ' ')) read(journey, word);
    }

    Rows rows;
    Words words;

private:
    void read(std::uint32_t journey, std::string_view word) {
        bool voided = word.ends_with('!');
        if (voided) word.remove_suffix(1);
        auto when = cut(word, '@');
        const auto known = cut(when, '~');
        const auto requested = cut(when, '/');
        const LaneDay day = day_at(when);
        const LaneDay told_on = requested.empty() ? day : std::min(day, day_at(requested));
        const LaneDay known_on = known.empty() ? told_on : day_at(known);
        auto what = word;
        const auto detail = cut(what, ':');
        if (what == "call") return touch(journey, detail, day, known_on);
        if (!detail.empty()) {
            return event(journey, what, detail,
                         {.day = day,
                          .known_on = known_on,
                          .requested_on = requested.empty() ? LaneDay{0} : day_at(requested)});
        }
        order(journey, what, day, known_on, voided);
    }

    void order(std::uint32_t journey, std::string_view lines, LaneDay day, LaneDay known_on,
               bool voided) {
        std::uint8_t first = OrderLane::kFirst;
        for (auto line : split(lines, ',')) {
            const auto amount = cut(line, '=');
            const auto delivery = cut(line, '#');
            const auto quantity = cut(line, '*');
            rows.lines.push_back(
                {.journey = journey,
                 .day = day,
                 .known_on = known_on,
                 .product = product(line),
                 .flags = static_cast<std::uint8_t>(first | (voided ? OrderLane::kVoid : 0)),
                 .delivery = small(delivery, 0),
                 .quantity = quantity.empty() ? 1 : number(quantity),
                 .amount = amount.empty() ? 100 : std::stoll(std::string(amount))});
            first = 0;
        }
    }

    void event(std::uint32_t journey, std::string_view name, std::string_view what, EventRow row) {
        row.journey = journey;
        const auto key = std::to_string(journey) + std::string(name);
        row.subscription =
            subscriptions_.try_emplace(key, static_cast<std::uint32_t>(subscriptions_.size() + 1))
                .first->second;
        auto product_name = name;
        while (product_name.back() >= '0' && product_name.back() <= '9') {
            product_name.remove_suffix(1);
        }
        const auto price = cut(what, '=');
        const auto instead = cut(what, '>');
        if (!instead.empty()) became_[row.subscription] = product(instead);
        const auto became = became_.find(row.subscription);
        row.product = became == became_.end() ? product(product_name) : became->second;
        if (!price.empty()) monthly_[row.subscription] = number(price);
        row.monthly = monthly_[row.subscription];
        auto reason = cut(what, '(');
        cut(reason, ')');
        row.reason = static_cast<std::uint8_t>(words.reasons.add(reason));
        static const std::map<std::string_view, EventKind> kKinds = {
            {"start", EventKind::Started},     {"skip", EventKind::Skipped},
            {"pause", EventKind::Paused},      {"resume", EventKind::Resumed},
            {"change", EventKind::Changed},    {"cancel", EventKind::Cancelled},
            {"withdraw", EventKind::Withdrawn}};
        const auto kind = kKinds.find(what);
        if (kind == kKinds.end()) {
            delivered_[row.subscription] = number(what);
            row.kind = static_cast<std::uint8_t>(EventKind::Delivered);
        } else {
            row.kind = static_cast<std::uint8_t>(kind->second);
        }
        row.delivery = static_cast<std::uint8_t>(delivered_[row.subscription]);
        rows.events.push_back(row);
    }

    void touch(std::uint32_t journey, std::string_view text, LaneDay day, LaneDay known_on) {
        TouchRow row{.journey = journey, .day = day, .known_on = known_on};
        row.channel = static_cast<std::uint8_t>(words.channels.add("phone"));
        auto parts = split(text, ':');
        auto purpose = parts.at(0);
        if (purpose.ends_with('-')) row.flags |= TouchLane::kNegative;
        if (purpose.ends_with('+')) row.flags |= TouchLane::kPositive;
        if (row.flags != 0) purpose.remove_suffix(1);
        auto reason = cut(purpose, '(');
        cut(reason, ')');
        row.purpose = static_cast<std::uint8_t>(words.purposes.add(purpose));
        row.reason = static_cast<std::uint8_t>(words.reasons.add(reason));
        for (const auto part : parts) {
            read_more(part, row);
            if (part == "in") row.flags |= TouchLane::kInbound;
            if (part == "yes") row.flags |= TouchLane::kAccepted;
            if (part == "no") row.flags |= TouchLane::kDeclined;
            if (part == "promise") row.flags |= TouchLane::kPromised;
            if (part == "given_up") row.given_up = true;
            if (part == "no_answer")
                row.result = static_cast<std::uint8_t>(words.results.add(part));
        }
        rows.touches.push_back(row);
    }

    // agent(7), offer(3), nps(9), csat(4), waited(25), queue(shop), h14, 240s, or a product named
    // before.
    void read_more(std::string_view part, TouchRow& row) {
        auto name = part;
        auto id = cut(name, '(');
        cut(id, ')');
        if (!id.empty() && name == "agent") {
            row.agent = static_cast<std::uint16_t>(words.agents.add(number(id)));
        } else if (!id.empty() && name == "offer") {
            row.offer = static_cast<std::uint16_t>(words.offers.add(number(id)));
        } else if (!id.empty() && name == "nps") {
            row.answers = Answers::of(number(id), row.answers.csat());
        } else if (!id.empty() && name == "csat") {
            row.answers = Answers::of(row.answers.nps(), number(id));
        } else if (!id.empty() && name == "waited") {
            row.waited = static_cast<std::uint16_t>(number(id) + 1);
        } else if (!id.empty() && name == "queue") {
            row.queue = static_cast<std::uint8_t>(words.queues.add(id));
        } else if (part.size() > 1 && part[0] == 'h' && is_digit(part[1])) {
            row.tenth = static_cast<std::uint8_t>(small(part.substr(1), 0) * TouchLane::kTenths);
        } else if (part.ends_with('s') && is_digit(part[0])) {
            part.remove_suffix(1);
            row.duration = static_cast<std::uint16_t>(number(part));
        } else if (std::ranges::find(out_.products, part) != out_.products.end()) {
            row.product = product(part);
        }
    }

    std::uint16_t product(std::string_view name) {
        const auto found = std::find(out_.products.begin(), out_.products.end(), name);
        const auto place = found - out_.products.begin();
        if (found == out_.products.end()) out_.products.emplace_back(name);
        return static_cast<std::uint16_t>(words.products.add(100 + place));
    }

    TestJourneys& out_;
    std::map<std::string, std::uint32_t> subscriptions_;
    std::map<std::uint32_t, int> delivered_;
    std::map<std::uint32_t, int> monthly_;
    std::map<std::uint32_t, std::uint16_t> became_;  // of subscriptions whose product changed
};

}  // namespace

int test_day(int day) { return lane_day(kTestStart + day); }

TestJourneys journeys_of(const std::vector<TestCustomer>& customers) {
    TestJourneys journeys;
    Reading reading(journeys);
    if (customers.empty() || !customers.front().name.empty()) reading.customer({});
    for (const TestCustomer& customer : customers) reading.customer(customer);
    journeys.view = view_of(build(std::move(reading.rows)), std::move(reading.words), 0);
    return journeys;
}

Snapshot TestJourneys::at(int day) const { return {view, kTestStart + day}; }

CustomerCode TestJourneys::code(std::string_view name) const {
    const auto found = std::find(names.begin(), names.end(), name);
    ASSERT(found != names.end());
    return static_cast<CustomerCode>(found - names.begin());
}

std::int64_t TestJourneys::product_id(std::string_view name) const {
    const auto found = std::find(products.begin(), products.end(), name);
    ASSERT(found != products.end());
    return 100 + (found - products.begin());
}

int TestJourneys::product(std::string_view name) const {
    return view->words->products.find(product_id(name)).value();
}

std::vector<std::string> TestJourneys::names_of(const std::vector<CustomerCode>& codes) const {
    std::vector<std::string> found;
    found.reserve(codes.size());
    for (const CustomerCode code : codes) found.push_back(names.at(code));
    return found;
}

}  // namespace tsunagi::journey
