# What is installed, and the packages made of it: cpack --config <build>/CPackConfig.cmake, or ./dev package.
include(GNUInstallDirs)

set(REPLAY_LINUX_FILES ${CMAKE_SOURCE_DIR}/packaging/linux)

# replay_install_manual(NAME): packaging/linux/NAME.1, packed as Debian wants it.
function(replay_install_manual name)
    find_program(GZIP_PROGRAM gzip REQUIRED)
    set(packed ${CMAKE_BINARY_DIR}/manual/${name}.1.gz)
    add_custom_command(OUTPUT ${packed}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/manual
        COMMAND ${GZIP_PROGRAM} -9nc ${REPLAY_LINUX_FILES}/${name}.1 > ${packed}
        DEPENDS ${REPLAY_LINUX_FILES}/${name}.1 VERBATIM)
    add_custom_target(${name}_manual ALL DEPENDS ${packed})
    install(FILES ${packed} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endfunction()

foreach(program replayctl replayground)
    if(TARGET ${program})
        install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} BUNDLE DESTINATION .)
        if(UNIX AND NOT APPLE)
            replay_install_manual(${program})
        endif()
    endif()
endforeach()

if(UNIX AND NOT APPLE)
    install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
    if(TARGET replayctl)
        install(DIRECTORY ${CMAKE_SOURCE_DIR}/resources/scenarios ${CMAKE_SOURCE_DIR}/resources/schemas
            DESTINATION ${CMAKE_INSTALL_DATADIR}/replayground)
        install(FILES ${REPLAY_LINUX_FILES}/replayctl.bash
            DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME replayctl)
    endif()
    if(TARGET replayground)
        install(FILES ${REPLAY_LINUX_FILES}/replayground.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
        install(FILES ${REPLAY_LINUX_FILES}/org.replayground.Replayground.metainfo.xml
            DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
        install(FILES ${CMAKE_SOURCE_DIR}/resources/icons/app.svg
            DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps RENAME replayground.svg)
    endif()
endif()

set(CPACK_PACKAGE_NAME replayground)
set(CPACK_PACKAGE_VENDOR "The Replayground authors")
set(CPACK_PACKAGE_CONTACT "The Replayground authors <authors@replayground.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Watch, step, rewind and break a platform of small services")
set(CPACK_PACKAGE_DESCRIPTION
"An e-commerce platform of small services runs inside one program, each service on a database of its own. Every
command, event, message, transaction, saga step and projection update can be watched, paused, stepped, rewound and
broken on purpose. For teaching and learning event sourcing, CQRS, sagas, outboxes and what goes wrong without them.")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)

if(UNIX AND NOT APPLE)
    set(CPACK_GENERATOR DEB TGZ)
    set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
    set(CPACK_DEBIAN_PACKAGE_SECTION education)
    set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
    set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
    set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-dejavu-core")
else()
    set(CPACK_GENERATOR ZIP)
endif()
include(CPack)
