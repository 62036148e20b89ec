#include "server/tls_identity.h"

#include "base/digest.h"
#include "base/error.h"
#include "base/files.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>

namespace tsunagi::server {

namespace fs = std::filesystem;

static constexpr std::uint64_t kPemBytes = 1024UL * 1024;

namespace {

template <auto kFree>
struct Freed {
    template <class T>
    void operator()(T* it) const {
        kFree(it);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Buffer = std::unique_ptr<BIO, Freed<BIO_free>>;

void require(bool done) {
    if (!done) throw Error(Code::Internal, "OpenSSL could not make a certificate");
}

std::string text_of(BIO* buffer) {
    char* bytes = nullptr;
    const auto size = BIO_get_mem_data(buffer, &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

void add_extension(X509* certificate, int kind, const std::string& value) {
    auto* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
    require(extension != nullptr);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Certificate self_signed(EVP_PKEY* key, const std::string& address, Instant now) {
    Certificate certificate(X509_new());
    require(certificate != nullptr);
    X509* it = certificate.get();
    X509_set_version(it, 2);
    ASN1_INTEGER_set_int64(X509_get_serialNumber(it), now.ms);
    const auto now_s = static_cast<time_t>(now.ms / 1000);
    ASN1_TIME_set(X509_getm_notBefore(it), now_s - 3600);
    ASN1_TIME_adj(X509_getm_notAfter(it), now_s, 3650, 0);
    X509_set_pubkey(it, key);
    X509_NAME* name = X509_get_subject_name(it);
    const auto* words = reinterpret_cast<const unsigned char*>("Tsunagi");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, words, -1, -1, 0);
    X509_set_issuer_name(it, name);
    const bool everywhere = address == "0.0.0.0" || address == "::";
    add_extension(it, NID_subject_alt_name,
                  "DNS:localhost,IP:127.0.0.1" + (everywhere ? "" : ",IP:" + address));
    add_extension(it, NID_basic_constraints, "critical,CA:FALSE");
    require(X509_sign(it, key, EVP_sha256()) > 0);
    return certificate;
}

}  // namespace

TlsIdentity read_tls_identity(const fs::path& certificate, const fs::path& key) {
    return {read_file(certificate, kPemBytes), read_file(key, kPemBytes), false};
}

TlsIdentity tls_identity(const fs::path& data_folder, const std::string& address,
                         const Clock& clock) {
    const fs::path folder = data_folder / "tls";
    if (fs::exists(folder / "certificate.pem")) {
        auto kept = read_tls_identity(folder / "certificate.pem", folder / "key.pem");
        kept.self_signed = true;
        return kept;
    }
    const Key key(EVP_EC_gen("P-256"));
    require(key != nullptr);
    const Certificate certificate = self_signed(key.get(), address, clock.now());
    const Buffer certificate_text(BIO_new(BIO_s_mem()));
    const Buffer key_text(BIO_new(BIO_s_mem()));
    require(PEM_write_bio_X509(certificate_text.get(), certificate.get()) == 1);
    require(PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                     nullptr) == 1);
    TlsIdentity identity{text_of(certificate_text.get()), text_of(key_text.get()), true};
    fs::create_directories(folder);
    write_atomically(folder / "key.pem", identity.key_pem);
    write_atomically(folder / "certificate.pem", identity.certificate_pem);
    return identity;
}

CertificateFiles::CertificateFiles(fs::path certificate, fs::path key)
    : certificate_(std::move(certificate)), key_(std::move(key)) {
    look([](const TlsIdentity&) {});
}

CertificateFiles::Look CertificateFiles::look(const std::function<void(const TlsIdentity&)>& use) {
    std::string seen;
    try {
        const auto identity = read_tls_identity(certificate_, key_);
        seen = sha256_hex(identity.certificate_pem + identity.key_pem);
        if (std::exchange(known_, seen) == seen) return {};
        use(identity);
    } catch (const Error& error) {
        if (seen.empty() && std::exchange(known_, error.what()) == error.what()) return {};
        return {Found::Unusable, error.what()};
    }
    return {Found::Renewed, {}};
}

std::string fingerprint(const TlsIdentity& identity) {
    const auto size = static_cast<int>(identity.certificate_pem.size());
    const Buffer buffer(BIO_new_mem_buf(identity.certificate_pem.data(), size));
    const Certificate certificate(PEM_read_bio_X509(buffer.get(), nullptr, nullptr, nullptr));
    if (!certificate) throw Error(Code::InvalidInput, "the TLS certificate cannot be read");
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    X509_digest(certificate.get(), EVP_sha256(), digest.data(), &length);
    std::string text;
    for (unsigned int at = 0; at < length; ++at) {
        text += fmt::format("{}{:02X}", at == 0 ? "" : ":", digest[at]);
    }
    return text;
}

}  // namespace tsunagi::server
