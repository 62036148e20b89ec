// Old, popular and look-alike forms of the kanji of names, and the one form they are searched by.
// 斉 and 斎 are different characters in the register but one name on the telephone.
#pragma once

namespace tsunagi {

// The form to search by, or `c` itself. Applying it twice changes nothing more.
char32_t unified_kanji(char32_t c);

}  // namespace tsunagi
