# What `cmake --install` installs, in components; cmake/VpPackages.cmake makes Debian packages of them.
#
# cli: the command line and what computes, for both programs. studio: the window. pdf (app/pdf_library): what the command
# line writes PDF with, the one thing of it that needs Qt. data: what all of them read.
include(GNUInstallDirs)
install(TARGETS videopanda videopanda-tokenizer RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT cli)
set(share ${CMAKE_INSTALL_DATADIR}/videopanda)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/models/builtin DESTINATION ${share}/models COMPONENT data)
install(FILES ${PROJECT_SOURCE_DIR}/resources/clips/sample.mp4 DESTINATION ${share}/clips COMPONENT data)
install(FILES ${PROJECT_SOURCE_DIR}/resources/schemas/transcript.schema.json
              ${PROJECT_SOURCE_DIR}/resources/schemas/examination.schema.json
        DESTINATION ${share}/schemas COMPONENT data)

# The day of the release, as the changelog's first entry ends.
set(changelog ${PROJECT_SOURCE_DIR}/installer/debian/changelog)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${changelog})
file(STRINGS ${changelog} signed REGEX "^ -- ")
list(GET signed 0 signed)
if(NOT signed MATCHES "  [A-Z][a-z][a-z], ([0-9][0-9]) ([A-Z][a-z][a-z]) ([0-9][0-9][0-9][0-9]) ")
  message(FATAL_ERROR "The first entry of installer/debian/changelog does not end with a date as Debian writes it.")
endif()
set(day ${CMAKE_MATCH_1})
set(year ${CMAKE_MATCH_3})
set(months Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec)
list(FIND months ${CMAKE_MATCH_2} month)
math(EXPR month "${month} + 101")
string(SUBSTRING ${month} 1 2 month)
set(VP_RELEASE_DATE ${year}-${month}-${day})

# Manual pages and completions, made from the programs' own help. Instrumented programs take long to say it and are not
# installed.
function(vp_install_command_files component)
  set(folder ${PROJECT_BINARY_DIR}/command_files/${component})
  set(programs ${ARGN})
  list(TRANSFORM programs REPLACE "(.+)" "\\1=$<TARGET_FILE:\\1>" OUTPUT_VARIABLE arguments)
  add_custom_command(OUTPUT ${folder}/made
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${folder}
    COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/installer/command_files.py --version ${PROJECT_VERSION}
            --date ${VP_RELEASE_DATE} --out ${folder} ${arguments}
    COMMAND ${CMAKE_COMMAND} -E touch ${folder}/made
    DEPENDS ${programs} ${PROJECT_SOURCE_DIR}/installer/command_files.py
    COMMENT "Manual pages and completions of ${programs}"
    VERBATIM)
  add_custom_target(command_files_${component} ALL DEPENDS ${folder}/made)
  install(DIRECTORY ${folder}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT ${component})
  install(DIRECTORY ${folder}/bash/ DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
          COMPONENT ${component})
  # Debian's zsh looks for what packages bring in another folder.
  install(DIRECTORY ${folder}/zsh/ DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT unpackaged)
  install(DIRECTORY ${folder}/zsh/ DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions
          COMPONENT ${component}_debian EXCLUDE_FROM_ALL)
endfunction()
if(NOT VP_SANITIZE)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  vp_install_command_files(cli videopanda videopanda-tokenizer)
  if(VP_STUDIO)
    vp_install_command_files(studio videopanda-studio)
  endif()
endif()

if(VP_STUDIO)
  install(TARGETS videopanda-studio RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT studio)
  install(FILES ${PROJECT_SOURCE_DIR}/resources/desktop/videopanda-studio.desktop
          DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT studio)
  set(icons ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
  foreach(side 16 22 24 32 48 64 128 256 512)
    install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/videopanda-studio-${side}.png RENAME videopanda-studio.png
            DESTINATION ${icons}/${side}x${side}/apps COMPONENT studio)
  endforeach()
  install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/videopanda-studio.svg
          DESTINATION ${icons}/scalable/apps COMPONENT studio)

  # AppStream takes screenshots by their addresses on the web only.
  set(VP_SCREENSHOTS_URL "" CACHE STRING "Where resources/screenshots is on the web (https://…); empty: nowhere yet")
  set(VP_SCREENSHOTS "")
  if(VP_SCREENSHOTS_URL)
    configure_file(${PROJECT_SOURCE_DIR}/resources/desktop/screenshots.xml.in screenshots.xml @ONLY)
    file(READ ${PROJECT_BINARY_DIR}/screenshots.xml VP_SCREENSHOTS)
  endif()
  configure_file(${PROJECT_SOURCE_DIR}/resources/desktop/org.videopanda.studio.metainfo.xml.in
                 org.videopanda.studio.metainfo.xml @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/org.videopanda.studio.metainfo.xml
          DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT studio)
endif()
include(VpPackages)
