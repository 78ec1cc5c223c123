include(GNUInstallDirs)
install(TARGETS videopanda videopanda-tokenizer RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(VP_STUDIO)
  install(TARGETS videopanda-studio RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/models/builtin
        DESTINATION ${CMAKE_INSTALL_DATADIR}/videopanda/models OPTIONAL)
install(FILES ${PROJECT_SOURCE_DIR}/resources/clips/sample.mp4
        DESTINATION ${CMAKE_INSTALL_DATADIR}/videopanda/clips)
install(FILES ${PROJECT_SOURCE_DIR}/resources/schemas/transcript.schema.json
              ${PROJECT_SOURCE_DIR}/resources/schemas/examination.schema.json
        DESTINATION ${CMAKE_INSTALL_DATADIR}/videopanda/schemas)
