# Language, warnings, the flags of every preset, the linker and the compiler cache.
#
# Build types: Release, Dev (what `make test` runs: assertions, quick to build), Debug, Asan, Tsan,
# Fuzz. The flags are written here and not in CMAKE_CXX_FLAGS_<TYPE>, so one file tells them all.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
foreach(type RELEASE DEV DEBUG ASAN TSAN FUZZ)
    set(CMAKE_CXX_FLAGS_${type} "")
endforeach()

option(TSUNAGI_WERROR "A warning fails the build" ON)
add_compile_options(
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<BOOL:${TSUNAGI_WERROR}>:-Werror>
    -Wno-missing-designated-field-initializers  # {.id = 1} leaves the rest empty on purpose
    -march=x86-64-v2  # the lowest machine served; kernels choose AVX2 or AVX-512 when they start
    -fPIE
    "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")

set(sanitize_asan -fsanitize=address,undefined -fno-sanitize-recover=all)
set(sanitize_tsan -fsanitize=thread)
set(sanitize_fuzz -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
add_compile_options(
    "$<$<CONFIG:Release>:-O2;-gline-tables-only;-fstack-protector-strong;-fcf-protection>"
    "$<$<CONFIG:Dev>:-O1;-gline-tables-only>"
    "$<$<CONFIG:Debug>:-O0;-g>"
    "$<$<CONFIG:Asan>:-O1;-gline-tables-only;-fno-omit-frame-pointer;${sanitize_asan}>"
    "$<$<CONFIG:Tsan>:-O1;-gline-tables-only;-fno-omit-frame-pointer;${sanitize_tsan}>"
    "$<$<CONFIG:Fuzz>:-O1;-gline-tables-only;-fno-omit-frame-pointer;${sanitize_fuzz}>")
add_compile_definitions(
    "$<$<CONFIG:Release>:NDEBUG;_FORTIFY_SOURCE=3>"
    "$<$<NOT:$<CONFIG:Release>>:_GLIBCXX_ASSERTIONS>")
add_link_options(
    -fuse-ld=mold -pie -Wl,-z,relro,-z,now
    "$<$<CONFIG:Asan>:${sanitize_asan}>"
    "$<$<CONFIG:Tsan>:${sanitize_tsan}>"
    "$<$<CONFIG:Fuzz>:${sanitize_fuzz}>")

# Said for every target alike, so that all of them can share one precompiled header.
add_compile_definitions(SPDLOG_COMPILED_LIB SPDLOG_FMT_EXTERNAL FMT_SHARED)

find_program(TSUNAGI_CCACHE ccache)
if(TSUNAGI_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${PROJECT_SOURCE_DIR}/cmake/cached-compile")
    # ccache asks for it: with a time stamp every precompiled header would be a different one.
    add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()
