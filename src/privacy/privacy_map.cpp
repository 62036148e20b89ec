#include "privacy/privacy_map.h"

#include <algorithm>
#include <array>

namespace tsunagi::privacy {

namespace {

using enum Kind;
using enum OnErasure;

struct Words {
    std::string_view ja;
    std::string_view en;
};

Words words_of(Kind kind) {
    switch (kind) {
        case None: return {"なし", "none"};
        case Identity: return {"識別", "identity"};
        case Contact: return {"連絡先", "contact"};
        case FreeText: return {"自由記述", "free text"};
        case Behaviour: return {"行動", "behaviour"};
        case Secret: return {"秘密", "secret"};
    }
    return {};
}

Words words_of(Purpose purpose) {
    switch (purpose) {
        case Purpose::Serve:
            return {"お客様の確認・ご連絡・お問い合わせへの対応", "to know, reach and answer her"};
        case Purpose::Fulfil: return {"ご注文・定期便の履行", "to fulfil orders and subscriptions"};
        case Purpose::Analyse: return {"統計的な分析", "figures about many"};
        case Purpose::Secure:
            return {"安全管理(記録・復元・不正防止)", "security and traceability"};
        case Purpose::Operate: return {"システムの運用", "to run the system"};
    }
    return {};
}

Words words_of(OnErasure erasure) {
    switch (erasure) {
        case Kept: return {"残す(本人と結び付かない)", "kept (no longer hers)"};
        case Cleared: return {"空にする", "cleared"};
        case Removed: return {"行を消す", "row removed"};
        case Rewritten: return {"本人の分を消す", "her part is taken out"};
        case Hashed: return {"鍵付きハッシュだけ残す", "only a keyed hash stays"};
    }
    return {};
}

constexpr std::array kFiles{
    MappedFile{
        "shops/<id>.db", Identity, Subject::Customer, Purpose::Serve, Retention::Customers,
        Rewritten, "ショップのデータベース(上の表)。消去後に書き直し、削除前のバイトを残さない",
        "the shop's database (the tables above); rewritten after an erasure, so that no byte "
        "of what was deleted stays"},
    MappedFile{"control.db", Identity, Subject::Staff, Purpose::Secure, Retention::Staff, Kept,
               "利用者・サインインのデータベース(上の表)",
               "the users' database (the tables above)"},
    MappedFile{"*.db-wal, *.db-shm", Identity, Subject::Customer, Purpose::Operate,
               Retention::Customers, Removed, "書き込み途中のログ。消去後に空にする",
               "write-ahead log; emptied after an erasure"},
    MappedFile{"files/<id>/*.csv, *.utf8", Identity, Subject::Customer, Purpose::Fulfil,
               Retention::Uploads, Rewritten,
               "取り込んだファイル。本人の行を空白で上書きし、期限が来たら削除",
               "uploaded files; her rows are overwritten with blanks, the file goes in time"},
    MappedFile{"snapshots/<id>/*", Behaviour, Subject::Customer, Purpose::Analyse,
               Retention::Customers, Kept,
               "分析用の写し。番号・日付・金額・媒体・都道府県のみで氏名等を含まない",
               "copy for analyses: numbers, days, amounts, medium, prefecture; no names"},
    MappedFile{"erased/*.list", Secret, Subject::Customer, Purpose::Secure, Retention::Customers,
               Hashed, "消去した方の鍵付きハッシュ(復元・再取込の防止)",
               "keyed hashes of erased people, against restore and import"},
    MappedFile{"erased/key", Secret, Subject::Nobody, Purpose::Secure, Retention::Settings, Kept,
               "上のハッシュの鍵", "the key of these hashes"},
    MappedFile{"secret.key", Secret, Subject::Nobody, Purpose::Secure, Retention::Settings, Kept,
               "サーバーの鍵(二要素認証の種などを封じる)", "the server's key"},
    MappedFile{"audit/heads", None, Subject::Nobody, Purpose::Secure, Retention::AuditEvents, Kept,
               "監査記録の鎖の先頭(ハッシュのみ)", "heads of the audit chain (digests only)"},
    MappedFile{"tls/*", Secret, Subject::Nobody, Purpose::Operate, Retention::Settings, Kept,
               "TLS の証明書と秘密鍵", "TLS certificate and private key"},
    MappedFile{"lock", None, Subject::Nobody, Purpose::Operate, Retention::Settings, Kept,
               "二重起動の防止", "keeps a second server out"},
    MappedFile{"(backup folder)", Identity, Subject::Customer, Purpose::Secure,
               Retention::Customers, Kept,
               "バックアップ。変更されない。復元時に消去をやり直す。暗号化を勧める",
               "a backup is not changed; restoring it erases again; encrypt it"},
    MappedFile{"(standard error)", None, Subject::Nobody, Purpose::Operate, Retention::Settings,
               Kept, "ログ。個人データを含まない(試験で確認)",
               "the log: no personal data (tested)"},
    MappedFile{"index: customer_search", Identity, Subject::Customer, Purpose::Serve,
               Retention::Customers, Removed, "検索索引(氏名・フリガナ・電話・メールの断片)",
               "search index: pieces of name, reading, "
               "phone, e-mail"},
};

std::string_view next_word(std::string_view& words) {
    const auto end = words.find(' ');
    const auto word = words.substr(0, end);
    words = end == words.npos ? std::string_view() : words.substr(end + 1);
    return word;
}

void add_table(const MappedTable& table, std::vector<PrivacyEntry>& entries) {
    const auto add = [&](std::string_view column, Kind kind, Subject subject, OnErasure erasure,
                         Words words) {
        entries.push_back({.place = std::string(word_of(table.place)),
                           .table = std::string(table.name),
                           .column = std::string(column),
                           .kind = kind,
                           .subject = subject,
                           .purpose = table.purpose,
                           .retention = table.retention,
                           .erasure = erasure,
                           .ja = std::string(words.ja),
                           .en = std::string(words.en)});
    };
    for (const auto& column : table.personal) {
        add(column.name, column.kind, table.subject, column.erasure, {column.ja, column.en});
    }
    auto rest = table.impersonal;
    while (!rest.empty()) add(next_word(rest), None, Subject::Nobody, Kept, {});
}

}  // namespace

std::span<const MappedFile> mapped_files() { return kFiles; }

const MappedTable* find_table(Place place, std::string_view name) {
    const auto tables = mapped_tables();
    const auto found = std::ranges::find_if(tables, [&](const MappedTable& table) {
        return table.place == place && table.name == name;
    });
    return found == tables.end() ? nullptr : &*found;
}

std::string_view ja(Kind kind) { return words_of(kind).ja; }
std::string_view en(Kind kind) { return words_of(kind).en; }
std::string_view ja(Purpose purpose) { return words_of(purpose).ja; }
std::string_view en(Purpose purpose) { return words_of(purpose).en; }
std::string_view ja(OnErasure erasure) { return words_of(erasure).ja; }
std::string_view en(OnErasure erasure) { return words_of(erasure).en; }

PrivacyMap privacy_map() {
    PrivacyMap map;
    for (const auto& table : mapped_tables()) add_table(table, map.entries);
    for (const auto& file : kFiles) {
        map.entries.push_back({.place = "file",
                               .table = std::string(file.path),
                               .column = "",
                               .kind = file.kind,
                               .subject = file.subject,
                               .purpose = file.purpose,
                               .retention = file.retention,
                               .erasure = file.erasure,
                               .ja = std::string(file.ja),
                               .en = std::string(file.en)});
    }
    return map;
}

}  // namespace tsunagi::privacy
