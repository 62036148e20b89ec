# src/access/common_passwords.txt is compiled into access: see tools/embed_passwords.py.

function(tsunagi_embed_passwords)
    if(NOT TARGET tsunagi_access)
        return()
    endif()
    set(list "${PROJECT_SOURCE_DIR}/src/access/common_passwords.txt")
    set(script "${PROJECT_SOURCE_DIR}/tools/embed_passwords.py")
    set(output "${PROJECT_BINARY_DIR}/generated/access/common_password_lines.cpp")
    add_custom_command(OUTPUT "${output}"
        COMMAND "${Python3_EXECUTABLE}" "${script}" "${list}" "${output}"
        DEPENDS "${list}" "${script}" COMMENT "Embedding the common passwords" VERBATIM)
    target_sources(tsunagi_access PRIVATE "${output}")
endfunction()
