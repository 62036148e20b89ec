# presets/*.json are compiled into intake: see tools/embed_presets.py.

function(tsunagi_embed_presets)
    if(NOT TARGET tsunagi_intake)
        return()
    endif()
    file(GLOB presets CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/presets/*.json")
    set(script "${PROJECT_SOURCE_DIR}/tools/embed_presets.py")
    set(output "${PROJECT_BINARY_DIR}/generated/intake/preset_texts.cpp")
    add_custom_command(OUTPUT "${output}"
        COMMAND "${Python3_EXECUTABLE}" "${script}" "${PROJECT_SOURCE_DIR}/presets" "${output}"
        DEPENDS ${presets} "${script}" COMMENT "Embedding the presets" VERBATIM)
    target_sources(tsunagi_intake PRIVATE "${output}")
endfunction()
