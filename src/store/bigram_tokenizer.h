// The FTS5 tokenizer `bigram`: the text is cut at white space and each piece becomes its
// overlapping pairs of code points; a piece of one code point is itself. Text that already is
// pairs (base/text.h, bigrams) comes through unchanged, so index and query agree.
#pragma once

struct sqlite3;

namespace tsunagi::store {

// Makes the tokenizer known to one connection. False when that fails: sqlite3_errcode says why.
bool register_bigram_tokenizer(sqlite3*);

}  // namespace tsunagi::store
