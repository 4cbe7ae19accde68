# One folder = one static library = one namespace. The link lines below are the first of the three locks on the
# arrows of ARCHITECTURE.md (the others: the core-only preset and tests/tidy).

add_library(replay_options INTERFACE)
target_compile_definitions(replay_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS QT_USE_QSTRINGBUILDER
    REPLAY_VERSION="${PROJECT_VERSION}")
target_compile_options(replay_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers
    $<$<BOOL:${REPLAY_WERROR}>:-Werror>)
target_include_directories(replay_options INTERFACE ${CMAKE_SOURCE_DIR})
# A hundred test programs are linked anew with each change of the core.
find_program(REPLAY_MOLD mold)
if(REPLAY_MOLD AND NOT CMAKE_BUILD_TYPE STREQUAL Release)
    target_link_options(replay_options INTERFACE -fuse-ld=mold)
endif()
if(REPLAY_SANITIZE)
    target_compile_options(replay_options INTERFACE -fsanitize=${REPLAY_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(replay_options INTERFACE -fsanitize=${REPLAY_SANITIZE})
endif()

# replay_library(NAME SOURCES a.cpp a.h … LINKS target …)
function(replay_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC replay_options ${ARG_LINKS})
    replay_use_headers(${name} LINKS ${ARG_LINKS})
endfunction()
