# Libraries from outside: Debian's, and the one SQLite that the set-up builds.

find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(ICU REQUIRED COMPONENTS i18n uc data)
find_package(OpenSSL 3 REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(GTest REQUIRED)
find_package(benchmark REQUIRED)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
find_package(PkgConfig REQUIRED)
pkg_check_modules(pq REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(cbor REQUIRED IMPORTED_TARGET libcbor)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(fido2 REQUIRED IMPORTED_TARGET libfido2)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)

# Haru writes the PDFs of disclosures and reports; Debian gives it no pkg-config file.
find_library(hpdf_library hpdf REQUIRED)
add_library(hpdf UNKNOWN IMPORTED GLOBAL)
set_target_properties(hpdf PROPERTIES IMPORTED_LOCATION "${hpdf_library}")

# Debian's SQLite 3.40 has a WAL corruption bug, so it is never linked. tools/fetch-sqlite builds a
# fixed release once for all presets.
set(sqlite_dir "${PROJECT_SOURCE_DIR}/build/third_party/sqlite")
execute_process(COMMAND "${PROJECT_SOURCE_DIR}/tools/fetch-sqlite" COMMAND_ERROR_IS_FATAL ANY)
add_library(sqlite3_fixed STATIC IMPORTED GLOBAL)
set_target_properties(sqlite3_fixed PROPERTIES IMPORTED_LOCATION "${sqlite_dir}/libsqlite3_fixed.a")
target_include_directories(sqlite3_fixed SYSTEM INTERFACE "${sqlite_dir}")
target_link_libraries(sqlite3_fixed INTERFACE Threads::Threads m)
