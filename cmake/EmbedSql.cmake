# The .sql files of a room become C++ in the build tree: see tools/embed_sql.py and
# src/store/README.md for the format.

# Sets <out> to the generated sources of a room (empty when it has no .sql file).
function(tsunagi_embed_sql room out)
    set(${out} "" PARENT_SCOPE)
    file(GLOB_RECURSE inputs CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${room}/*.sql")
    if(NOT inputs)
        return()
    endif()
    set(script "${PROJECT_SOURCE_DIR}/tools/embed_sql.py")
    set(command "${Python3_EXECUTABLE}" "${script}" --src "${PROJECT_SOURCE_DIR}/src"
        --out "${PROJECT_BINARY_DIR}/generated" --room ${room})
    execute_process(COMMAND ${command} --list OUTPUT_VARIABLE outputs
        OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    string(REPLACE "\n" ";" outputs "${outputs}")
    add_custom_command(OUTPUT ${outputs} COMMAND ${command} DEPENDS ${inputs} "${script}"
        COMMENT "Embedding the SQL of ${room}" VERBATIM)
    set(${out} ${outputs} PARENT_SCOPE)
endfunction()
