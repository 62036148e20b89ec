// What the command says to a person, in both languages.
#pragma once

#include "base/phrase.h"

namespace tsunagi::command::text {

inline constexpr Phrase kListening{"準備ができました: {address}", "Ready: {address}"};
inline constexpr Phrase kFingerprint{"証明書の SHA-256 指紋: {fingerprint}",
                                     "SHA-256 fingerprint of the certificate: {fingerprint}"};
inline constexpr Phrase kSetup{
    "最初の管理者を登録してください: {address}/setup?token={token}\n(24 時間有効・1 回限り)",
    "Register the first administrator: {address}/setup?token={token}\n(valid once, for 24 hours)"};
inline constexpr Phrase kStopping{"終了しています…", "Stopping…"};
inline constexpr Phrase kStopped{"終了しました。", "Stopped."};
inline constexpr Phrase kDemoLogin{"デモのログイン  {role}: {login} / {password}",
                                   "Demo log-in  {role}: {login} / {password}"};
inline constexpr Phrase kDemoMaking{"デモ店舗を作成しています…", "Making the demo shop…"};
inline constexpr Phrase kUserMade{"利用者を登録しました: {login}", "User added: {login}"};
inline constexpr Phrase kPassword{"パスワード: {password}", "Password: {password}"};
inline constexpr Phrase kPasswordSet{"パスワードを変更しました: {login}",
                                     "Password changed: {login}"};
inline constexpr Phrase kFailed{"エラー: {message}", "Error: {message}"};
inline constexpr Phrase kFine{"問題ありません: {what}", "Fine: {what}"};
inline constexpr Phrase kNotFine{"問題があります: {what}", "Not fine: {what}"};
inline constexpr Phrase kBackedUp{"バックアップしました: {path} ({files} ファイル)",
                                  "Backed up: {path} ({files} files)"};
inline constexpr Phrase kRestored{"復元しました: {path} ({files} ファイル)",
                                  "Restored: {path} ({files} files)"};

}  // namespace tsunagi::command::text
