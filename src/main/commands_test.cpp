// The commands on data folders of their own. A parameter is the database that holds the shop; its
// other side is always SQLite.
#include "access/made_passwords.h"
#include "base/error.h"
#include "base/files.h"
#include "intake/imports.h"
#include "main/commands_testing.h"
#include "main/export_file.h"
#include "main/orders.h"
#include "main/premises.h"
#include "main/serving.h"
#include "privacy/erasure.h"
#include "record/search.h"
#include "record/search.sql.h"
#include "record/search_rebuild.h"
#include "record/testing.h"
#include "server/schema.h"
#include "store/backup.h"
#include "store/dump_testing.h"
#include "store/move.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <sstream>
#include <thread>

namespace tsunagi::command {

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

INSTANTIATE_ON_BOTH_DATABASES(Commands);

}  // namespace

TEST_P(Commands, CustomersThatWereExportedComeBackTheSame) {
    const auto config = on_parameter("there");
    make_shop(config);
    add_people(config);
    const auto before = exported(config, "customers", "before.csv");
    EXPECT_EQ(import(config, folder() / "before.csv"), 0);
    EXPECT_EQ(exported(config, "customers"), before);

    const auto other = on_sqlite("elsewhere");
    make_shop(other);
    EXPECT_EQ(import(other, folder() / "before.csv"), 0);
    EXPECT_EQ(exported(other, "customers"), before);
}

TEST_P(Commands, AnExportHasTheHeadersOfItsLanguageAndNoCellThatASpreadsheetRuns) {
    const auto config = on_parameter("there");
    make_shop(config);
    add_people(config);
    machine.language = Language::Ja;
    const auto text = exported(config, "customers");
    EXPECT_THAT(text, testing::StartsWith("\xEF\xBB\xBF顧客番号,氏名,フリガナ,"));
    EXPECT_THAT(text,
                HasSubstr("A-1,\"'=cmd|'山田, \"\"花子\"\"\",ヤマダ ハナコ,1972-09-27,female"));
    EXPECT_THAT(text, HasSubstr(",'+81312345678,"));
    EXPECT_THAT(text, HasSubstr(",'＝ビル,"));
    EXPECT_THAT(text, HasSubstr(",'-乾燥肌\r\n"));
}

TEST_P(Commands, OrdersSubscriptionsAndContactsGoIntoAnotherShopAsTheyCameOut) {
    const auto config = on_parameter("there");
    make_shop(config);
    const auto orders = write_file(
        "orders.csv", "注文番号,注文日時,発送日,注文ステータス,顧客番号,氏名,"
                      "商品コード,商品名,数量,単価,備考\r\n"
                      "N1,2026-01-02 09:30:00,2026-01-03,shipped,A-1,山田,S1,石鹸,2,980,a\r\n"
                      "N1,2026-01-02 09:30:00,2026-01-03,shipped,A-1,山田,S2,水,1,1200,a\r\n");
    const auto subscriptions = write_file(
        "subscriptions.csv", "定期受注番号,定期ステータス,顧客番号,商品コード,開始日,"
                             "配送サイクル,数量,金額,定期回数,解約受付日,解約日,解約理由\r\n"
                             "T1,cancelled,A-1,S1,2026-01-02,1 month,1,980,2,"
                             "2026-03-01,2026-03-02,価格\r\n");
    const auto contacts = write_file(
        "contacts.csv", "応対番号,応対日時,顧客番号,チャネル,用件,理由,結果,応対メモ\r\n"
                        "C1,2026-02-01 10:00:00,A-1,メール,解約,価格,継続,\"=1+1\"\r\n");
    for (const auto& file : {orders, subscriptions, contacts}) EXPECT_EQ(import(config, file), 0);
    const auto other = on_sqlite("elsewhere");
    make_shop(other);
    machine.language = Language::Ja;
    for (const std::string what : {"orders", "subscriptions", "contacts"}) {
        const auto before = exported(config, what, what + "_before.csv");
        EXPECT_EQ(import(other, folder() / (what + "_before.csv")), 0);
        EXPECT_EQ(exported(other, what), before);
    }
    EXPECT_THAT(exported(config, "orders"),
                HasSubstr("N1,2026-01-02 09:30:00,2026-01-03,shipped,A-1"));
    EXPECT_THAT(exported(config, "contacts"), HasSubstr(",継続,"));
}

TEST_P(Commands, AnImportIsShownAndAppliedOnlyWhenItIsConfirmed) {
    const auto config = on_parameter("there");
    make_shop(config);
    const auto file = write_file("people.csv", "Customer ID,Name,Birthday\nA-1,Ann,2000-01-02\n"
                                               "B-2,Bob,someday\n");
    const auto told = [&] {
        Told told;
        EXPECT_EQ(import(config, file, "n\n"), exit_code_of(Code::Canceled));
        return told.text();
    }();
    EXPECT_THAT(told, HasSubstr("customer: 1 new, 0 updated, 0 unchanged"));
    EXPECT_THAT(told, HasSubstr("line 3, Birthday \"someday\": "));
    EXPECT_THAT(told, HasSubstr("Nothing was imported."));
    EXPECT_EQ(found(config, "Ann"), 0U);
    EXPECT_EQ(import(config, file, ""), exit_code_of(Code::Canceled));  // nobody answers
    EXPECT_EQ(import(config, file, "y\n"), 0);
    EXPECT_EQ(found(config, "Ann"), 1U);
}

TEST_P(Commands, AnImportRefusesAFileItCannotReadWithThePlace) {
    const auto config = on_parameter("there");
    make_shop(config);
    const auto short_file = write_file("short.csv", "Customer ID,Name\nA-1,Ann\nB-2,\"Bob\n");
    std::string place;
    try {
        import(config, short_file);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::InvalidInput);
        place = error.what();
    }
    EXPECT_THAT(place, HasSubstr("line 3: "));

    std::string rows = "Customer ID,Name\n";
    for (int at = 0; at < 500; ++at) rows += "A-" + std::to_string(at) + ",Ann\n";
    const auto long_file = write_file("long.csv", rows + "B-2,\"Bob\n");  // torn behind the sample
    Told told;
    EXPECT_EQ(import(config, long_file), exit_code_of(Code::InvalidInput));
    EXPECT_THAT(told.text(), HasSubstr("Cannot import: line 502: "));
    EXPECT_EQ(found(config, "Ann"), 0U);

    const auto file = write_file("people.csv", "Customer ID,Name\nA-1,Ann\n");
    EXPECT_CODE(import(config, folder() / "missing.csv"), Code::NotFound);
    ImportOptions with_preset{.file = file, .shop = kShop.value, .preset = "no_such_cart"};
    EXPECT_CODE(import_file(machine, config, with_preset), Code::NotFound);
    with_preset.shop = 9;
    EXPECT_CODE(import_file(machine, config, with_preset), Code::NotFound);
}

TEST_P(Commands, ABackupIsRestoredIntoFilesWithItsSearch) {
    const auto config = on_parameter("there");
    make_shop(config);
    add_people(config);
    EXPECT_EQ(back_up(machine, config, folder() / "backup"), 0);
    const auto restored = on_sqlite("restored");
    EXPECT_EQ(restore(machine, restored, folder() / "backup"), 0);
    EXPECT_EQ(digests(restored), digests(config));
    EXPECT_EQ(found(restored, "佐藤"), 1U);
    EXPECT_CODE(restore(machine, restored, folder() / "backup"), Code::Conflict);
    EXPECT_CODE(back_up(machine, config, folder() / "backup"), Code::Conflict);
}

TEST_P(Commands, ABackupOfFilesIsRestoredIntoEitherDatabase) {
    const auto config = on_sqlite("there");
    make_shop(config);
    add_people(config);
    EXPECT_EQ(back_up(machine, config, folder() / "backup"), 0);
    const auto restored = on_parameter("restored");
    EXPECT_EQ(restore(machine, restored, folder() / "backup"), 0);
    EXPECT_EQ(digests(restored), digests(config));
    EXPECT_EQ(found(restored, "佐藤"), 1U);
}

TEST_P(Commands, AnEncryptedBackupIsRestoredWithItsKeyOnly) {
    const auto config = on_parameter("there");
    make_shop(config);
    add_people(config);
    const BackupKey key{.file = write_file("key", std::string(64, 'b') + "\n"), .text = {}};
    const auto backup = folder() / "backup";
    EXPECT_EQ(back_up_sealed(machine, config, backup, key), 0);
    EXPECT_EQ(store::file_holding(backup, "佐藤"), "");
    const auto restored = on_sqlite("restored");
    EXPECT_CODE(restore(machine, restored, backup), Code::InvalidInput);
    EXPECT_CODE(restore(machine, restored, backup, {.file = {}, .text = std::string(64, 'c')}),
                Code::InvalidInput);
    EXPECT_FALSE(fs::exists(folder() / "restored"));
    EXPECT_FALSE(fs::exists(folder() / "restored.opened"));
    EXPECT_EQ(restore(machine, restored, backup, key), 0);
    EXPECT_EQ(digests(restored), digests(config));
    EXPECT_FALSE(fs::exists(folder() / "restored.opened"));
}

TEST_P(Commands, ABackupFromBeforeAnErasureDoesNotBringThePersonBack) {
    const auto config = on_parameter("there");
    make_shop(config);
    add_people(config);
    EXPECT_EQ(back_up(machine, config, folder() / "backup"), 0);
    {
        auto shops = open_shops(machine, config);
        const std::array people{Id<record::Customer>{2}};
        EXPECT_EQ(privacy::erase_people({shops.shop(kShop), kShop, config.data_folder,
                                         shops.files(kShop), machine.random},
                                        people, "請求"),
                  1);
    }
    EXPECT_EQ(found(config, "佐藤"), 0U);
    const auto restored = on_sqlite("restored");
    fs::create_directories(restored.data_folder);
    fs::copy(config.data_folder / "erased", restored.data_folder / "erased");
    Told told;
    EXPECT_EQ(restore(machine, restored, folder() / "backup"), 0);
    EXPECT_THAT(told.text(), HasSubstr("Erased again: 1 people (shop 2)"));
    EXPECT_EQ(found(restored, "佐藤"), 0U);
}

TEST_P(Commands, ADamagedBackupIsRefusedWithTheReasonAndNothingIsMade) {
    const auto config = on_parameter("there");
    make_shop(config);
    const auto backup = folder() / "backup";
    EXPECT_EQ(back_up(machine, config, backup), 0);
    const auto manifest = read_file(backup / "manifest.json", 1 << 20);
    const auto refusal = [&](const std::string& changed) {
        write_atomically(backup / "manifest.json", changed);
        try {
            restore(machine, on_sqlite("restored"), backup);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), Code::Corrupt);
            return std::string(error.what());
        }
        return std::string("nothing");
    };
    EXPECT_THAT(refusal(manifest.substr(0, 20)), HasSubstr("manifest.json: "));
    auto climbing = manifest;
    climbing.replace(climbing.find("control.db"), 10, "../data.db");
    EXPECT_THAT(refusal(climbing), HasSubstr("a file outside of it: ../data.db"));
    auto other = manifest;
    const auto digit = other.find("\"sha256\":\"") + 10;
    other[digit] = other[digit] == '0' ? '1' : '0';
    EXPECT_THAT(refusal(other), HasSubstr("is damaged: control.db"));
    EXPECT_FALSE(fs::exists(folder() / "restored"));
    fs::remove(backup / "manifest.json");
    EXPECT_CODE(restore(machine, on_sqlite("restored"), backup), Code::NotFound);
}

TEST_P(Commands, APasswordIsReadFromAFileOrStandardInput) {
    const auto config = on_parameter("there");
    make_shop(config);
    UserOptions ann{.login = "ann@example.com", .name = "Ann", .roles = {"adm"}, .shop = 2};
    ann.password_from = write_file("secret", "correct horse battery\n");
    EXPECT_EQ(add_user(machine, config, ann), 0);
    std::istringstream answers("another good one\n");
    machine.answers = &answers;
    ann.password_from = "-";
    EXPECT_EQ(set_password(machine, config, ann), 0);
    EXPECT_CODE(set_password(machine, config, ann), Code::InvalidInput);  // nothing more is said
    std::istringstream guessable("二号店-20261122\n");
    machine.answers = &guessable;
    EXPECT_CODE(set_password(machine, config, ann), Code::InvalidInput);  // the shop's name
    machine.answers = nullptr;
    Premises premises(machine, config);
    const access::Visitor here{.address = "127.0.0.1"};
    EXPECT_CODE(premises.sessions().sign_in(ann.login, "correct horse battery", here),
                Code::Unauthenticated);
    EXPECT_EQ(premises.sessions().sign_in(ann.login, "another good one", here).who.login,
              ann.login);
}

TEST_P(Commands, ANewPasswordEndsHerSessions) {
    const auto config = on_parameter("there");
    make_shop(config);
    UserOptions ann{.login = "ann@example.com", .name = "Ann", .roles = {"adm"}, .shop = 2};
    ann.password_from = write_file("secret", "correct horse battery\n");
    EXPECT_EQ(add_user(machine, config, ann), 0);
    const access::Visitor here{.address = "127.0.0.1"};
    const auto token = [&] {
        Premises premises(machine, config);
        return premises.sessions().sign_in(ann.login, "correct horse battery", here).token;
    }();
    ann.password_from = write_file("secret", "another good one\n");
    EXPECT_EQ(set_password(machine, config, ann), 0);
    Premises premises(machine, config);
    EXPECT_FALSE(premises.sessions().find(token));
}

TEST_P(Commands, AMadePasswordHas128RandomBitsAndSignsIn) {
    const auto config = on_parameter("there");
    make_shop(config);
    const UserOptions ann{.login = "ann@example.com", .roles = {"adm"}, .shop = 2};
    Told told;
    EXPECT_EQ(add_user(machine, config, ann), 0);
    const auto words = told.text();
    const auto begin = words.find("Password: ") + 10;
    const auto password = words.substr(begin, words.find('\n', begin) - begin);
    EXPECT_EQ(password.size(), 22U);  // base64url of 16 bytes
    Premises premises(machine, config);
    EXPECT_EQ(premises.sessions().sign_in(ann.login, password, {.address = "127.0.0.1"}).who.login,
              ann.login);
}

TEST_P(Commands, AMadePasswordIsShownOnlyWhereItIsSetAndEndsAfterAWeek) {
    const auto config = on_parameter("there");
    make_shop(config);
    const UserOptions ann{.login = "ann@example.com", .roles = {"adm"}, .shop = 2};
    EXPECT_EQ(add_user(machine, config, ann), 0);
    Told told;
    EXPECT_EQ(set_password(machine, config, ann), 0);
    EXPECT_THAT(told.text(), HasSubstr("It works until "));
    Premises premises(machine, config);
    const auto until = premises.shops().control().read([&](store::Reader& reader) {
        const auto row = access::find_user_by_login(reader, ann.login);
        return row ? access::password_until(reader, row->id) : std::nullopt;
    });
    EXPECT_EQ(until, machine.clock.now() + access::kMadePasswordLastsMs);
}

TEST_P(Commands, ADemoWithItsKnownPasswordsIsForThisMachineOnly) {
    auto config = on_sqlite("demo");
    config.listen_address = "0.0.0.0";
    config.tls = true;
    EXPECT_CODE(demo(machine, config, {.customers = 1}), Code::InvalidInput);
    EXPECT_FALSE(fs::exists(config.data_folder));
}

TEST_P(Commands, AFolderOfTheDemoIsNotServedToOthersByItsKnownPasswords) {
    auto config = on_parameter("there");
    make_shop(config);
    UserOptions owner{.login = "owner@example.com", .roles = {"adm"}, .shop = 2};
    EXPECT_EQ(add_user(machine, config, owner), 0);
    open_shops(machine, config).control().write({}, [&](store::Tx& tx) {
        const auto row = access::find_user_by_login(tx, owner.login).value_or(access::UserRow{});
        access::set_password(tx, row.id, access::Passwords().hash("tsunagi-demo-owner"));
    });
    for (const auto& [listen, host] : {std::pair{"0.0.0.0", ""}, {"127.0.0.1", "shop.example"}}) {
        auto open = config;
        open.listen_address = listen;
        open.tls = true;
        if (*host != '\0') open.host_names = {host};
        EXPECT_CODE(serve(machine, open), Code::InvalidInput);
    }
    owner.password_from = write_file("secret", "another good one\n");
    EXPECT_EQ(set_password(machine, config, owner), 0);
    config.host_names = {"shop.example"};
    Premises premises(machine, config);
    EXPECT_NO_THROW(refuse_known_passwords(premises, config));
}

TEST_P(Commands, AShopMovesToTheOtherPlaceAndBackWithEveryRow) {
    const auto config = on_sqlite("there");
    make_shop(config);
    add_people(config);
    const auto file = write_file("people.csv", "Customer ID,Name\nC-3,Cleo\n");
    EXPECT_EQ(import(config, file), 0);
    const auto there = on_parameter("there_too");
    const bool postgres = GetParam() == store::Dialect::Postgres;
    const auto target = postgres ? url_of(there.database) : there.data_folder.string();

    EXPECT_CODE(move_shop(machine, config, {kShop.value, "postgres://db.example/shop"}),
                Code::InvalidInput);  // another machine without TLS
    Told told;
    EXPECT_EQ(move_shop(machine, config, {kShop.value, target}), 0);
    EXPECT_THAT(told.text(), HasSubstr("  customer: 3 rows\n"));
    EXPECT_EQ(digests(there), digests(config));
    EXPECT_EQ(found(there, "Cleo"), 1U);
    EXPECT_CODE(move_shop(machine, config, {kShop.value, target}), Code::Conflict);

    const auto back = on_sqlite("back");
    EXPECT_EQ(move_shop(machine, there, {kShop.value, back.data_folder.string()}), 0);
    EXPECT_EQ(digests(back), digests(config));
    EXPECT_EQ(found(back, "佐藤"), 1U);
}

TEST_P(Commands, AMoveIsRefusedByATargetOfOthers) {
    const auto config = on_sqlite("there");
    make_shop(config);
    const auto others = on_sqlite("others");
    open_or_make_shops(machine, others).control().write({}, [](store::Tx& tx) {
        access::create_shop(tx, "他社");
        access::create_shop(tx, "他社二号");
    });
    EXPECT_CODE(move_shop(machine, config, {kShop.value, others.data_folder.string()}),
                Code::Conflict);
    EXPECT_TRUE(open_shops(machine, others).all().empty());
    EXPECT_CODE(move_shop(machine, config, {kShop.value, "mysql://db.example/shop"}),
                Code::InvalidInput);
    EXPECT_CODE(move_shop(machine, config, {9, others.data_folder.string()}), Code::NotFound);
}

TEST_P(Commands, ABackupIsMadeWhileAServerServesAndWrites) {
    const auto config = on_parameter("there");
    make_shop(config);
    add_people(config);
    {
        Premises server(machine, config);
        const ControlSocket control(config.data_folder,
                                    carry_out_on(server.shops(), machine.clock));
        std::atomic<bool> enough = false;
        std::jthread writer([&] {
            while (!enough) {
                server.shops().shop(kShop).write({}, [](store::Tx& tx) {
                    record::CustomerPatch cleo;
                    cleo.name = record::set("Cleo");
                    record::create_customer(tx, access::viewer_of_the_house(kShop), cleo);
                });
            }
        });
        EXPECT_EQ(back_up(machine, config, folder() / "backup"), 0);
        enough = true;
        writer.join();
        EXPECT_EQ(doctor(machine, config), 0);
        testing::internal::CaptureStderr();
        EXPECT_EQ(back_up(machine, config, folder() / "backup"), exit_code_of(Code::Conflict));
        EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("is not empty"));
    }
    EXPECT_FALSE(fs::exists(config.data_folder / "control.sock"));
    const auto restored = on_sqlite("restored");
    EXPECT_EQ(restore(machine, restored, folder() / "backup"), 0);
    EXPECT_EQ(found(restored, "佐藤"), 1U);
    EXPECT_EQ(doctor(machine, restored), 0);
}

TEST_P(Commands, OnlyTheServersOwnUserMayAskIt) {
    const auto config = on_sqlite(
        "a folder whose path is longer than an address of a socket may be: " +
        std::string(60, 'x'));
    make_shop(config);
    const ControlSocket control(config.data_folder, [](const Order&) -> Outcome {
        throw Error(Code::StorageFull, "the disk is full");
    });
    const auto status = fs::status(config.data_folder / "control.sock");
    EXPECT_EQ(status.type(), fs::file_type::socket);
    EXPECT_EQ(status.permissions(), fs::perms::owner_read | fs::perms::owner_write);
    const auto outcome = ask_server(config.data_folder, {});
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->failure, "the disk is full");
    EXPECT_EQ(outcome->exit_code, exit_code_of(Code::StorageFull));
}

TEST_P(Commands, ASocketThatAKilledServerLeftIsNoServer) {
    const auto config = on_parameter("there");
    make_shop(config);
    write_atomically(config.data_folder / "control.sock", "");
    EXPECT_EQ(back_up(machine, config, folder() / "backup"), 0);
    const Premises server(machine, config);
    const ControlSocket control(config.data_folder, [](const Order&) { return Outcome{}; });
    EXPECT_TRUE(ask_server(config.data_folder, {}));
}

TEST_P(Commands, TheDoctorFindsWhatIsLostAndSaysWhere) {
    const auto config = on_parameter("there");
    make_shop(config);
    add_people(config);
    EXPECT_EQ(import(config, write_file("people.csv", "Customer ID,Name\nC-3,Cleo\n")), 0);
    const auto examined = [&](int code) {
        Told told;
        EXPECT_EQ(doctor(machine, config), code);
        return told.text();
    };
    EXPECT_THAT(examined(0), HasSubstr("Fine: shop 2\n"));

    const auto files = config.data_folder / "files" / "2";
    write_atomically(files / "stray.csv", "a\n");
    EXPECT_THAT(examined(0), HasSubstr("Note: shop 2: no import knows the file stray.csv\n"));
    open_shops(machine, config).shop(kShop).write({}, [](store::Tx& tx) {
        tx.run(record::sql::forget_search_entry, {{"id", 1}});
    });
    for (const auto& file : fs::directory_iterator(files)) fs::remove(file);
    const auto told = examined(exit_code_of(Code::Corrupt));
    EXPECT_THAT(told, HasSubstr("shop 2: the search index has 2 entries for 3 customers\n"));
    EXPECT_THAT(told, HasSubstr("shop 2: the file of import 1 is missing: "));
}

TEST_P(Commands, AreRefusedWhileAServerHoldsTheFolderOrWhenThereIsNoData) {
    const auto config = on_parameter("there");
    make_shop(config);
    {
        const Premises server(machine, config);
        EXPECT_CODE(back_up(machine, config, folder() / "backup"), Code::Busy);
        EXPECT_CODE(import(config, write_file("a.csv", "Customer ID\nA\n")), Code::Busy);
    }
    EXPECT_CODE(exported(on_sqlite("nothing"), "customers"), Code::NotFound);
    EXPECT_CODE(exported(config, "products"), Code::InvalidInput);
    EXPECT_FALSE(fs::exists(folder() / "nothing"));
}

}  // namespace tsunagi::command
