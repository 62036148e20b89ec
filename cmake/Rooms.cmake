# A folder src/<room> becomes targets by the names of its files:
#
#   *.cpp           tsunagi_<room>           static library
#   *_test.cpp      <room>_test              GoogleTest executable, one CTest test
#   testing.cpp, *_testing.cpp               tsunagi_<room>_testing, for the tests of rooms above
#   *_bench.cpp     <room>_bench             Google Benchmark, built on demand: target `benches`
#   *_fuzz.cpp      <room>_<file>            libFuzzer, preset fuzz only
#   *.sql           compiled in (EmbedSql.cmake)
#   main/main.cpp   tsunagi                  the command
#
# A room is linked to exactly what tools/rooms.json allows it, so an include against the arrows
# fails to link here and to pass in tools/tidy.

# One precompiled header of the heavy standard headers for all code, one with GoogleTest for tests.
function(tsunagi_add_precompiled_headers)
    set(empty "${PROJECT_BINARY_DIR}/precompiled.cpp")
    file(CONFIGURE OUTPUT "${empty}" CONTENT "")
    add_library(tsunagi_precompiled OBJECT "${empty}")
    target_precompile_headers(tsunagi_precompiled PRIVATE
        <algorithm> <array> <atomic> <charconv> <chrono> <compare> <condition_variable> <cstddef>
        <cstdint> <cstring> <deque> <exception> <filesystem> <functional> <iterator> <limits> <map>
        <memory> <mutex> <numeric> <optional> <set> <span> <stdexcept> <string> <string_view>
        <thread> <tuple> <type_traits> <unordered_map> <unordered_set> <utility> <variant> <vector>)
    add_library(tsunagi_test_precompiled OBJECT "${empty}")
    target_link_libraries(tsunagi_test_precompiled PRIVATE GTest::gmock)
    target_precompile_headers(tsunagi_test_precompiled PRIVATE
        <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <mutex>
        <optional> <set> <span> <string> <string_view> <thread> <unordered_map> <utility> <variant>
        <vector> <gmock/gmock.h> <gtest/gtest.h>)
endfunction()

# Sorts the sources of a room into the lists library, test, testing, bench, fuzz and entry.
macro(tsunagi_sort_sources room)
    file(GLOB_RECURSE all CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${room}/*.cpp")
    set(library ${all})
    foreach(kind test bench fuzz)
        set(${kind} ${all})
        list(FILTER ${kind} INCLUDE REGEX "_${kind}\\.cpp$")
        list(FILTER library EXCLUDE REGEX "_${kind}\\.cpp$")
    endforeach()
    set(testing ${library})
    list(FILTER testing INCLUDE REGEX "(/|_)testing\\.cpp$")
    list(FILTER library EXCLUDE REGEX "(/|_)testing\\.cpp$")
    set(entry ${library})
    list(FILTER entry INCLUDE REGEX "/src/main/main\\.cpp$")
    list(FILTER library EXCLUDE REGEX "/src/main/main\\.cpp$")
endmacro()

function(tsunagi_add_library room sources below links)
    set(target tsunagi_${room})
    if(sources)
        set(visibility PUBLIC)
        add_library(${target} STATIC ${sources})
        target_precompile_headers(${target} REUSE_FROM tsunagi_precompiled)
    else()
        set(visibility INTERFACE)
        add_library(${target} INTERFACE)
    endif()
    target_include_directories(${target} ${visibility}
        "${PROJECT_SOURCE_DIR}/src" "${PROJECT_BINARY_DIR}/generated")
    list(TRANSFORM below PREPEND tsunagi_)
    target_link_libraries(${target} ${visibility} ${below} ${links} Threads::Threads)
endfunction()

function(tsunagi_add_testing room sources)
    add_library(tsunagi_${room}_testing STATIC ${sources})
    target_precompile_headers(tsunagi_${room}_testing REUSE_FROM tsunagi_test_precompiled)
    target_link_libraries(tsunagi_${room}_testing PUBLIC tsunagi_${room} GTest::gmock)
    foreach(lower IN LISTS ARGN)
        if(TARGET tsunagi_${lower}_testing)
            target_link_libraries(tsunagi_${room}_testing PUBLIC tsunagi_${lower}_testing)
        endif()
    endforeach()
endfunction()

# Tests run in a random order; their results are left as JSON for tools/sum-results.
function(tsunagi_add_test room sources)
    add_executable(${room}_test ${sources})
    target_precompile_headers(${room}_test REUSE_FROM tsunagi_test_precompiled)
    target_link_libraries(${room}_test PRIVATE tsunagi_${room} GTest::gmock_main)
    foreach(lower IN LISTS room ARGN)
        if(TARGET tsunagi_${lower}_testing)
            target_link_libraries(${room}_test PRIVATE tsunagi_${lower}_testing)
        endif()
    endforeach()
    add_test(NAME ${room}
        COMMAND ${room}_test --gtest_shuffle --gtest_brief=1
            "--gtest_output=json:${PROJECT_BINARY_DIR}/results/${room}.json"
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    set_tests_properties(${room} PROPERTIES TIMEOUT 600
        ENVIRONMENT "TSUNAGI_BUILD=${PROJECT_BINARY_DIR}")
    # On PostgreSQL the change log is readable up to the oldest transaction running anywhere in the
    # cluster: two test programs at once would wait for each other's.
    if(NOT room STREQUAL "base")
        set_tests_properties(${room} PROPERTIES RESOURCE_LOCK postgres)
    endif()
endfunction()

function(tsunagi_add_bench room sources)
    add_executable(${room}_bench EXCLUDE_FROM_ALL ${sources})
    target_precompile_headers(${room}_bench REUSE_FROM tsunagi_precompiled)
    target_link_libraries(${room}_bench PRIVATE tsunagi_${room} benchmark::benchmark_main)
    add_dependencies(benches ${room}_bench)
endfunction()

function(tsunagi_add_fuzzers room sources)
    foreach(source IN LISTS sources)
        cmake_path(GET source STEM name)
        add_executable(${room}_${name} "${source}")
        target_precompile_headers(${room}_${name} REUSE_FROM tsunagi_precompiled)
        target_link_libraries(${room}_${name} PRIVATE tsunagi_${room} -fsanitize=fuzzer)
    endforeach()
endfunction()

function(tsunagi_add_room room below links)
    tsunagi_sort_sources(${room})
    tsunagi_embed_sql(${room} embedded)
    set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/src/${room}")
    set(compiled ${library} ${embedded})
    tsunagi_add_library(${room} "${compiled}" "${below}" "${links}")
    if(testing)
        tsunagi_add_testing(${room} "${testing}" ${below})
    endif()
    if(CMAKE_BUILD_TYPE STREQUAL "Fuzz")
        tsunagi_add_fuzzers(${room} "${fuzz}")
        return()
    endif()
    if(test)
        tsunagi_add_test(${room} "${test}" ${below})
    endif()
    if(bench)
        tsunagi_add_bench(${room} "${bench}")
    endif()
    if(entry)
        add_executable(tsunagi ${entry})
        target_precompile_headers(tsunagi REUSE_FROM tsunagi_precompiled)
        target_link_libraries(tsunagi PRIVATE tsunagi_main)
    endif()
endfunction()

# Sets <out> to the JSON array at the given path as a CMake list.
function(tsunagi_json_list out text)
    set(items "")
    string(JSON count LENGTH "${text}" ${ARGN})
    set(at 0)
    while(at LESS count)
        string(JSON item GET "${text}" ${ARGN} ${at})
        list(APPEND items "${item}")
        math(EXPR at "${at} + 1")
    endwhile()
    set(${out} "${items}" PARENT_SCOPE)
endfunction()

# Reads the table, lowest room first; a room whose folder does not exist yet is passed through.
function(tsunagi_add_rooms table)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${table}")
    tsunagi_add_precompiled_headers()
    add_custom_target(benches)
    file(READ "${table}" text)
    string(JSON count LENGTH "${text}" rooms)
    math(EXPR last "${count} - 1")
    foreach(index RANGE ${last})
        string(JSON room GET "${text}" rooms ${index} name)
        tsunagi_json_list(uses "${text}" rooms ${index} uses)
        tsunagi_json_list(links "${text}" rooms ${index} links)
        set(below_${room} ${uses})
        foreach(used IN LISTS uses)
            list(APPEND below_${room} ${below_${used}})
        endforeach()
        list(REMOVE_DUPLICATES below_${room})
        file(GLOB_RECURSE sources CONFIGURE_DEPENDS
            "${PROJECT_SOURCE_DIR}/src/${room}/*.cpp" "${PROJECT_SOURCE_DIR}/src/${room}/*.h")
        if(sources)
            set(below "")
            foreach(lower IN LISTS below_${room})
                if(TARGET tsunagi_${lower})
                    list(APPEND below ${lower})
                endif()
            endforeach()
            tsunagi_add_room(${room} "${below}" "${links}")
        endif()
    endforeach()
endfunction()

# After all tests: a named SQL statement that none of them ran on both databases fails the run.
function(tsunagi_add_statement_check)
    get_property(tests DIRECTORY PROPERTY TESTS)
    if(NOT tests)
        return()
    endif()
    add_test(NAME statements
        COMMAND "${Python3_EXECUTABLE}" "${PROJECT_SOURCE_DIR}/tools/check_statements.py"
            --src "${PROJECT_SOURCE_DIR}/src" --notes "${PROJECT_BINARY_DIR}/statements")
    set_tests_properties(statements PROPERTIES DEPENDS "${tests}")
endfunction()
