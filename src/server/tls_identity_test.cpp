#include "server/tls_identity.h"

#include "base/files.h"
#include "base/testing.h"
#include "store/testing.h"

namespace tsunagi::server {
namespace {

using Found = CertificateFiles::Found;

class Certificates : public testing::Test {
protected:
    Certificates() { write("old", "old key"); }
    void write(std::string_view certificate, std::string_view key) {
        write_atomically(folder_.path() / "c.pem", certificate);
        write_atomically(folder_.path() / "k.pem", key);
    }
    // What is found, and what was given to use.
    Found look() {
        return files_
            ->look([&](const TlsIdentity& identity) {
                if (identity.key_pem == "wrong key")
                    throw Error(Code::InvalidInput, "not this one");
                used_ = identity.certificate_pem;
            })
            .found;
    }
    void open() { files_.emplace(folder_.path() / "c.pem", folder_.path() / "k.pem"); }

    store::TestFolder folder_;
    std::optional<CertificateFiles> files_;
    std::string used_;
};

TEST_F(Certificates, AreUsedOnceWhenTheirFilesChange) {
    open();
    EXPECT_EQ(look(), Found::Same);
    write("new", "new key");
    EXPECT_EQ(look(), Found::Renewed);
    EXPECT_EQ(used_, "new");
    EXPECT_EQ(look(), Found::Same);
}

TEST_F(Certificates, ThatCannotBeUsedAreToldOnceAndReplacedWhenTheyCan) {
    open();
    write("new", "wrong key");
    EXPECT_EQ(look(), Found::Unusable);
    EXPECT_EQ(look(), Found::Same);
    write("new", "new key");
    EXPECT_EQ(look(), Found::Renewed);
}

TEST_F(Certificates, ThatAreMissingAreToldOnceAndComeBack) {
    open();
    std::filesystem::remove(folder_.path() / "k.pem");
    EXPECT_EQ(look(), Found::Unusable);
    EXPECT_EQ(look(), Found::Same);
    write("new", "new key");
    EXPECT_EQ(look(), Found::Renewed);
    EXPECT_EQ(used_, "new");
}

TEST(TlsIdentities, OfOurOwnAreMadeOnceAndKept) {
    const store::TestFolder folder;
    const FixedClock clock;
    const auto made = tls_identity(folder.path(), "192.0.2.7", clock);
    const auto kept = tls_identity(folder.path(), "192.0.2.7", clock);
    EXPECT_EQ(made.certificate_pem, kept.certificate_pem);
    EXPECT_TRUE(kept.self_signed);
    EXPECT_EQ(fingerprint(made).size(), 32U * 3 - 1);
}

}  // namespace
}  // namespace tsunagi::server
