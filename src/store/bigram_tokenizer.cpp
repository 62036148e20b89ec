#include "store/bigram_tokenizer.h"

#include <sqlite3.h>

namespace tsunagi::store {

namespace {

using TellToken = int (*)(void*, int, const char*, int, int, int);

// Bytes of the code point that begins with `lead`, at most `left`; ill-formed bytes stand alone.
int code_point_size(char lead, int left) {
    const auto byte = static_cast<unsigned char>(lead);
    const int size = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    return size < left ? size : left;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Pairs of one piece between spaces, [from, end).
int tell_pairs(void* context, TellToken tell, const char* text, int from, int end) {
    int previous = from;
    int at = from + code_point_size(text[from], end - from);
    if (at == end) return tell(context, 0, text + from, end - from, from, end);
    while (at < end) {
        const int next = at + code_point_size(text[at], end - at);
        const int result = tell(context, 0, text + previous, next - previous, previous, next);
        if (result != SQLITE_OK) return result;
        previous = at;
        at = next;
    }
    return SQLITE_OK;
}

int tokenize(Fts5Tokenizer*, void* context, int, const char* text, int size, TellToken tell) {
    for (int at = 0; at < size;) {
        if (is_space(text[at])) {
            ++at;
            continue;
        }
        int end = at;
        while (end < size && !is_space(text[end])) ++end;
        const int result = tell_pairs(context, tell, text, at, end);
        if (result != SQLITE_OK) return result;
        at = end;
    }
    return SQLITE_OK;
}

// The tokenizer has no state, but FTS5 wants an address of its own.
int create(void*, const char**, int, Fts5Tokenizer** out) {
    static char stateless;
    *out = reinterpret_cast<Fts5Tokenizer*>(&stateless);
    return SQLITE_OK;
}
void destroy(Fts5Tokenizer*) {}

fts5_api* fts5_of(sqlite3* database) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

}  // namespace

bool register_bigram_tokenizer(sqlite3* database) {
    fts5_tokenizer tokenizer{create, destroy, tokenize};
    fts5_api* api = fts5_of(database);
    return api && api->xCreateTokenizer(api, "bigram", nullptr, &tokenizer, nullptr) == SQLITE_OK;
}

}  // namespace tsunagi::store
