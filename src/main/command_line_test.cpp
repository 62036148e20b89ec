#include "main/command_line.h"

#include "base/error.h"
#include "base/testing.h"
#include "main/premises.h"
#include "store/testing.h"

#include <gmock/gmock.h>

namespace tsunagi::command {

namespace {

using testing::HasSubstr;

struct Ended {
    int code = 0;
    std::string out;
    std::string err;
};

class CommandLine : public testing::Test {
protected:
    Ended run_with(std::vector<std::string> words) {
        words.insert(words.begin(), "tsunagi");
        std::vector<char*> pointers;
        pointers.reserve(words.size() + 1);
        for (auto& word : words) pointers.push_back(word.data());
        const auto environment = [this](const std::string& name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        };
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const int code = run(static_cast<int>(pointers.size()), pointers.data(), environment, clock,
                             random);
        return {code, testing::internal::GetCapturedStdout(),
                testing::internal::GetCapturedStderr()};
    }
    std::string path(const std::string& name) const { return (folder.path() / name).string(); }

    store::TestFolder folder;
    FixedClock clock;
    SeededRandom random{7};
    std::map<std::string, std::string> variables{{"LANG", "C"}};
};

}  // namespace

TEST_F(CommandLine, AnErrorIsToldInThePersonsLanguageWithTheExitCodeOfItsKind) {
    const auto english = run_with({"backup", "--data", path("none"), "--to", path("backup")});
    EXPECT_EQ(english.code, exit_code_of(Code::NotFound));
    EXPECT_THAT(english.err, HasSubstr("Error: there is no data in the folder"));
    variables["LANG"] = "ja_JP.UTF-8";
    const auto japanese = run_with({"restore", "--data", path("new"), "--from", path("none")});
    EXPECT_EQ(japanese.code, exit_code_of(Code::NotFound));
    EXPECT_THAT(japanese.err, HasSubstr("エラー: "));
}

TEST_F(CommandLine, ACommandNeedsItsFlags) {
    EXPECT_NE(run_with({"export", "--shop", "1", "--what", "customers"}).code, 0);
    EXPECT_NE(run_with({"import", path("a.csv")}).code, 0);
    EXPECT_NE(run_with({"move", "1"}).code, 0);
    EXPECT_NE(run_with({}).code, 0);
    const auto both = run_with(
        {"import", path("a.csv"), "--shop", "1", "--preset", "shopify", "--mapping", "m.json"});
    EXPECT_THAT(both.err, HasSubstr("excludes"));
}

TEST_F(CommandLine, AFlagWinsOverTheEnvironment) {
    variables["TSUNAGI_DATA"] = path("by_variable");
    EXPECT_THAT(run_with({"backup", "--to", path("b")}).err, HasSubstr("by_variable"));
    EXPECT_THAT(run_with({"backup", "--data", path("by_flag"), "--to", path("b")}).err,
                HasSubstr("by_flag"));
}

TEST_F(CommandLine, HelpSaysWhatNeedsTheServerStopped) {
    for (const std::string command : {"import", "export", "move"}) {
        const auto help = run_with({command, "--help"});
        EXPECT_EQ(help.code, 0);
        EXPECT_THAT(help.out, HasSubstr("The server must be stopped"));
    }
}

TEST(PlaceOf, ADatabaseIsNamedWithoutItsPassword) {
    Config config;
    EXPECT_EQ(place_of(config), "data");
    config.database = "postgres://ann:secret@db.example:5432/shop";
    EXPECT_EQ(place_of(config), "postgres://ann@db.example:5432/shop");
    config.database = "postgres://db.example:5432/shop";
    EXPECT_EQ(place_of(config), "postgres://db.example:5432/shop");
}

}  // namespace tsunagi::command
