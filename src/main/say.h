// What the command says to a person, in both languages.
#pragma once

#include "base/phrase.h"

namespace tsunagi::command::text {

inline constexpr Phrase kListening{"準備ができました: {address}", "Ready: {address}"};
inline constexpr Phrase kFingerprint{"証明書の SHA-256 指紋: {fingerprint}",
                                     "SHA-256 fingerprint of the certificate: {fingerprint}"};
inline constexpr Phrase kRenewed{"新しい証明書に切り替えました。",
                                 "The renewed certificate is in use."};
inline constexpr Phrase kNotRenewed{
    "証明書のファイルが変わりましたが使えません。これまでの証明書を使い続けます: {message}",
    "The certificate's files have changed but cannot be used; the one before stays in use: "
    "{message}"};
inline constexpr Phrase kSetup{
    "最初の管理者を登録してください: {address}/#setup={token}\n(24 時間有効・1 回限り)",
    "Register the first administrator: {address}/#setup={token}\n(valid once, for 24 hours)"};
inline constexpr Phrase kStopping{"終了しています…", "Stopping…"};
inline constexpr Phrase kStopped{"終了しました。", "Stopped."};
inline constexpr Phrase kDemoLogin{"デモのログイン  {role}: {login} / {password}",
                                   "Demo log-in  {role}: {login} / {password}"};
inline constexpr Phrase kDemoMaking{"デモ店舗を作成しています…", "Making the demo shop…"};
inline constexpr Phrase kUserMade{"利用者を登録しました: {login}", "User added: {login}"};
inline constexpr Phrase kPassword{
    "パスワード: {password}\n{until} "
    "まで使えます。それまでに画面で自分のパスワードに変えてください。",
    "Password: {password}\nIt works until {until}: choose one of your own in the screen before."};
inline constexpr Phrase kPasswordSet{"パスワードを変更しました: {login}",
                                     "Password changed: {login}"};
inline constexpr Phrase kFailed{"エラー: {message}", "Error: {message}"};
inline constexpr Phrase kFine{"問題ありません: {what}", "Fine: {what}"};
inline constexpr Phrase kNotFine{"問題があります: {what}", "Not fine: {what}"};
inline constexpr Phrase kNoted{"参考: {what}", "Note: {what}"};
inline constexpr Phrase kBackedUp{"バックアップしました: {path} ({files} ファイル)",
                                  "Backed up: {path} ({files} files)"};
inline constexpr Phrase kSealed{"暗号化しました: {path}", "Encrypted: {path}"};
inline constexpr Phrase kErasedAgain{
    "消去済みの人を再び消去しました: {people} 人 (ショップ {shop})",
    "Erased again: {people} people (shop {shop})"};
inline constexpr Phrase kTombstonesWithoutKey{
    "注意: ショップ {shop} には消去済みの人がいますが、鍵 ({path}) "
    "がありません。元のデータフォルダーの "
    "erased/ を写してください",
    "Note: shop {shop} has erased people, but their key ({path}) is missing. Copy erased/ of the "
    "old "
    "data folder"};
inline constexpr Phrase kRestored{"復元しました: {path} ({files} ファイル)",
                                  "Restored: {path} ({files} files)"};

inline constexpr Phrase kExported{"書き出しました: {path} ({rows} 行)",
                                  "Exported: {path} ({rows} rows)"};

inline constexpr Phrase kAnalysis{"{name}  {title}: {asks}", "{name}  {title}: {asks}"};
inline constexpr Phrase kChoice{"    --choice {key}:{values}", "    --choice {key}:{values}"};

inline constexpr Phrase kChecking{"確認中", "Checking"};
inline constexpr Phrase kApplying{"取込中", "Importing"};
inline constexpr Phrase kProgress{"{step} {percent} %  {rows} 行  {rate} 行/秒",
                                  "{step} {percent} %  {rows} rows  {rate} rows/s"};
inline constexpr Phrase kPlan{"取込の確認: {file} ({target})",
                              "Check of the import: {file} ({target})"};
inline constexpr Phrase kPreset{"  様式: {preset}", "  Preset: {preset}"};
inline constexpr Phrase kCount{
    "  {entity}: 新規 {created}、更新 {updated}、変更なし {unchanged}",
    "  {entity}: {created} new, {updated} updated, {unchanged} unchanged"};
inline constexpr Phrase kRejected{"  取り込めない行: {rows}", "  Rows rejected: {rows}"};
inline constexpr Phrase kRejection{"    {line} 行目 {column}「{value}」: {message}",
                                   "    line {line}, {column} \"{value}\": {message}"};
inline constexpr Phrase kWithoutCustomer{"  顧客のわからない行: {rows}",
                                         "  Rows without a customer: {rows}"};
inline constexpr Phrase kAsk{"取り込みますか? [y/N] ", "Import it? [y/N] "};
inline constexpr Phrase kNothingImported{"取り込みませんでした。", "Nothing was imported."};
inline constexpr Phrase kImported{"取り込みました: 取込 {import} ({file})",
                                  "Imported: import {import} ({file})"};
inline constexpr Phrase kImportFailed{"取り込めません: {place}{message}",
                                      "Cannot import: {place}{message}"};
inline constexpr Phrase kLine{"{line} 行目 ", "line {line}: "};
inline constexpr Phrase kColumn{"{column}: ", "{column}: "};

inline constexpr Phrase kTrailWhole{
    "{database}: 問題ありません。記録 {links} 件、消去済み {erased} 件、封印待ち {unsealed} 件",
    "{database}: whole. {links} records, {erased} erased, {unsealed} not sealed yet"};
inline constexpr Phrase kTrailBent{
    "{database}: 改ざんの跡があります。記録 {links} 件、指摘 {findings} 件",
    "{database}: bent. {links} records, {findings} findings"};
inline constexpr Phrase kFinding{"  {fault}  {n}番  {place}", "  {fault}  link {n}  {place}"};

inline constexpr Phrase kMoved{"  {table}: {rows} 行", "  {table}: {rows} rows"};
inline constexpr Phrase kMoveDone{"店舗 {shop} を {target} へ移しました。{tables} 表を 1 "
                                  "行ずつ照合して一致しました。元のデータは残しています。",
                                  "Shop {shop} was moved to {target}. The rows of its {tables} "
                                  "tables were compared and agree. The "
                                  "source stays as it was."};

}  // namespace tsunagi::command::text
