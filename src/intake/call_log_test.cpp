// Call logs of telephone systems as files of contacts.
#include "intake/call_log.h"

#include "intake/testing.h"
#include "intake/totals.h"
#include "record/contacts.h"

#include <gmock/gmock.h>

namespace tsunagi::intake {
namespace {

using testing::ElementsAre;

Mapping mapping_of(std::vector<ColumnRule> columns) {
    return {.target = Target::Contacts, .columns = std::move(columns)};
}

Mapping log_mapping() {
    return mapping_of({{.column = "at", .field = "contact.started_at"},
                       {.column = "from", .field = "phone.number"},
                       {.column = "queue", .field = "contact.queue"},
                       {.column = "wait", .field = "contact.waited"},
                       {.column = "talk", .field = "contact.talk"},
                       {.column = "acw", .field = "contact.wrap_up"},
                       {.column = "fate", .field = "contact.abandoned"}});
}

constexpr std::string_view kHead = "at,from,queue,wait,talk,acw,fate\n";

class ACallLog : public OnImports {
protected:
    void SetUp() override {
        OnImports::SetUp();
        hanako = add_customer("山田 花子", "", "090-1111-2222").id;
        add_customer("佐藤 健", "", "03-1234-5678");
        add_customer("佐藤 恵", "", "03-1234-5678");
    }
    Import read_log(const std::string& rows) {
        return imported(std::string(kHead) + rows, log_mapping());
    }
    RecordTotals totals() {
        return read([](store::Reader& r) { return record_totals(r); });
    }
    // "山田 花子 定期窓口 w25 h300 answered", the newest first.
    std::vector<std::string> calls() {
        const auto rows = read([&](store::Reader& reader) {
            return record::list_contacts(reader, viewer, {}, {}).items;
        });
        std::vector<std::string> lines;
        for (const auto& row : rows) {
            const auto number = [](std::optional<int> n) { return n ? std::to_string(*n) : "-"; };
            lines.push_back(row.customer_name + " " + row.queue + " w" +
                            number(row.waited_seconds) + " h" + number(row.handled_seconds) + " " +
                            std::string(word_of(row.result)));
        }
        return lines;
    }
    record::Contact written(std::string_view at, std::string note) {
        record::ContactDraft draft;
        draft.customer_id = hanako;
        draft.started_at = *parse_instant(at);
        draft.purpose = record::Purpose::Usage;
        draft.note = std::move(note);
        return write([&](store::Tx& tx) { return record::save_contact(tx, viewer, draft); });
    }
    Id<record::Customer> hanako;
};
INSTANTIATE_ON_BOTH_DATABASES(ACallLog);

TEST_P(ACallLog, TellsTheOnlyCustomerOfANumberAndNobodyElse) {
    const auto import = read_log("2026-10-01 10:00,090-1111-2222,定期窓口,25,4:50,10,応答\n"
                                 "2026-10-01 10:01,03-1234-5678,定期窓口,1:15,,,放棄\n"
                                 "2026-10-01 10:02,080-9999-0000,注文窓口,0,60,,応答\n"
                                 "2026-10-01 10:03,非通知,注文窓口,3,,,放棄\n");
    EXPECT_EQ(import.rejected, 0);
    EXPECT_EQ(import.without_customer, 3);
    EXPECT_THAT(calls(),
                ElementsAre(" 注文窓口 w3 h- abandoned", " 注文窓口 w0 h60 answered",
                            " 定期窓口 w75 h- abandoned", "山田 花子 定期窓口 w25 h300 answered"));
    EXPECT_EQ(totals().customers, 3) << "a log makes no customers";
    EXPECT_EQ(counts_of(read_log("2026-10-01 10:00,090-1111-2222,定期窓口,25,4:50,10,応答\n"
                                 "2026-10-01 10:03,非通知,注文窓口,3,,,放棄\n")),
              "contact 0/0/2");
    EXPECT_EQ(step(import, Step::Undo).conflicts, 0);
    EXPECT_EQ(totals().contacts, 0);
}

TEST_P(ACallLog, SaysWhichValuesItCannotRead) {
    const auto import = read_log("2026-10-01 10:00,090-1111-2222,q,soon,,,応答\n"
                                 "2026-10-01 10:01,090-1111-2222,q,5,1:75,,応答\n"
                                 "2026-10-01 10:02,090-1111-2222,q,-5,,,応答\n"
                                 "2026-10-01 10:03,090-1111-2222,q,5,,,転送\n");
    EXPECT_THAT(rejections_of(import),
                ElementsAre("2 not_a_duration wait=soon", "3 not_a_duration talk=1:75",
                            "4 not_a_duration wait=-5", "5 unknown_value fate=転送"));
    EXPECT_THAT(calls(), ElementsAre());
}

TEST_P(ACallLog, WithMomentsTellsTheWaitFromThem) {
    const auto mapping = mapping_of({{.column = "着信日時", .field = "contact.started_at"},
                                     {.column = "応答日時", .field = "contact.answered_at"},
                                     {.column = "切断日時", .field = "contact.ended_at"},
                                     {.column = "結果", .field = "contact.result"}});
    const auto import = imported(
        "着信日時,応答日時,切断日時,結果\n"
        "2026-10-01 10:00:00,2026-10-01 10:00:12,2026-10-01 10:05:12,応答\n"
        "2026-10-01 10:01:00,,2026-10-01 10:01:40,不在着信\n"
        "2026-10-01 10:02:00,2026-10-01 10:01:59,,応答\n",
        mapping);
    EXPECT_THAT(calls(), ElementsAre("  w40 h- abandoned", "  w12 h300 answered"));
    EXPECT_THAT(rejections_of(import),
                ElementsAre("4 not_a_duration 応答日時=2026-10-01 10:01:59"));
}

TEST_P(ACallLog, CompletesTheRecordThatTheAgentWroteOfTheCall) {
    written("2026-10-01T01:05:00Z", "周期を変える");  // 10:05 in Tokyo
    written("2026-10-02T01:05:00Z", "別の日");
    const std::string rows = "2026-10-01 10:00,090-1111-2222,定期窓口,25,240,60,応答\n"
                             "2026-10-01 10:20,090-1111-2222,定期窓口,5,60,,応答\n";
    const auto import = read_log(rows);
    EXPECT_EQ(counts_of(import), "contact 1/1/0");
    EXPECT_THAT(calls(),
                ElementsAre("山田 花子  w- h- answered", "山田 花子 定期窓口 w5 h60 answered",
                            "山田 花子 定期窓口 w25 h300 answered"));
    EXPECT_EQ(counts_of(read_log(rows)), "contact 0/0/2");
    EXPECT_EQ(step(import, Step::Undo).conflicts, 0);
    EXPECT_THAT(calls(), ElementsAre("山田 花子  w- h- answered", "山田 花子  w- h- answered"));
}

}  // namespace
}  // namespace tsunagi::intake
