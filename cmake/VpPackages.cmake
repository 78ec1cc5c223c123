# Debian packages (`cpack` in the build's folder; installer/package.sh builds, makes and checks them): of each component
# one, with what only a package has: changelog and copyright.
if(VP_SANITIZE)
  return()
endif()

# Whoever gives the packages away puts their name in, as Debian's own tools do it.
set(VP_MAINTAINER "Video-Panda Studio maintainers <maintainers@videopanda.invalid>" CACHE STRING
  "Name <address> of who makes the packages")
# What a package needs is of the release on which it was made, and so is its version: 0.1.0-1~debian12.
set(VP_DEBIAN_REVISION 1)
if(EXISTS /etc/os-release)
  file(STRINGS /etc/os-release release REGEX "^(ID|VERSION_ID|VERSION_CODENAME)=")
  foreach(line ${release})
    string(REGEX REPLACE "^([A-Z_]+)=\"?([^\"]*)\"?$" "\\1;\\2" line "${line}")
    list(GET line 0 name)
    list(GET line 1 OS_${name})
  endforeach()
  if(NOT OS_VERSION_ID)
    set(OS_VERSION_ID ${OS_VERSION_CODENAME})
  endif()
  string(APPEND VP_DEBIAN_REVISION "~${OS_ID}${OS_VERSION_ID}")
endif()
set(VP_DEBIAN_VERSION ${PROJECT_VERSION}-${VP_DEBIAN_REVISION})
configure_file(${PROJECT_SOURCE_DIR}/installer/debian/changelog debian/changelog.Debian @ONLY)
execute_process(COMMAND gzip --best --no-name --force ${PROJECT_BINARY_DIR}/debian/changelog.Debian
                COMMAND_ERROR_IS_FATAL ANY)

# What is to be packed is built before; the tests need not be.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME videopanda-studio)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # each package has its own
set(CPACK_PACKAGE_VENDOR "Video-Panda Studio")
set(CPACK_PACKAGE_CONTACT ${VP_MAINTAINER})
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE ${VP_DEBIAN_REVISION})
set(CPACK_DEBIAN_PACKAGE_SOURCE videopanda-studio)
set(CPACK_DEBIAN_PACKAGE_SECTION video)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

# vp_package(NAME COMPONENT c SUMMARY s DESCRIPTION d [DATA] [DEPENDS ..] [RECOMMENDS ..] [SUGGESTS ..]): what it links
# is found out by dpkg-shlibdeps.
function(vp_package name)
  cmake_parse_arguments(ARG "DATA" "COMPONENT;SUMMARY;DESCRIPTION;DEPENDS;RECOMMENDS;SUGGESTS" "" ${ARGN})
  install(FILES ${PROJECT_SOURCE_DIR}/installer/debian/copyright ${PROJECT_BINARY_DIR}/debian/changelog.Debian.gz
          DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name} COMPONENT ${ARG_COMPONENT}_debian EXCLUDE_FROM_ALL)
  string(TOUPPER ${name} group)
  string(TOUPPER ${ARG_COMPONENT} component)
  set(own CPACK_DEBIAN_${group}_)
  set(CPACK_COMPONENT_${component}_GROUP ${name} PARENT_SCOPE)
  set(CPACK_COMPONENT_${component}_DEBIAN_GROUP ${name} PARENT_SCOPE)
  set(CPACK_COMPONENTS_ALL ${CPACK_COMPONENTS_ALL} ${ARG_COMPONENT} ${ARG_COMPONENT}_debian PARENT_SCOPE)
  set(${own}PACKAGE_NAME ${name} PARENT_SCOPE)
  set(${own}DESCRIPTION "${ARG_SUMMARY}\n${ARG_DESCRIPTION}" PARENT_SCOPE)
  if(ARG_DATA)
    set(${own}PACKAGE_ARCHITECTURE all PARENT_SCOPE)
  else()
    set(${own}PACKAGE_SHLIBDEPS ON PARENT_SCOPE)
  endif()
  foreach(relation DEPENDS RECOMMENDS SUGGESTS)
    set(${own}PACKAGE_${relation} "${ARG_${relation}}" PARENT_SCOPE)
  endforeach()
endfunction()

set(same "(= ${VP_DEBIAN_VERSION})")
set(what "Video-Panda Studio asks the Video-Panda video-language model about video
files, and records what it answered, which frames it saw and where in them it
looked. Everything is computed on this machine.\n")
vp_package(videopanda-data DATA COMPONENT data
  SUMMARY "questions about video files - built-in model and sample clip"
  DESCRIPTION "${what}
This package has what both programs read: a small model that knows drawn
shapes only, a clip to try it with, and the schemas of the records.")
# LibTorch takes any BLAS; with the reference one its products are 20 to 30 times slower.
vp_package(videopanda COMPONENT cli
  SUMMARY "questions about video files - command line"
  DESCRIPTION "${what}
This package has the command line and the library that computes. For real
videos get a released model (videopanda get), or train one.
PDF is written with the package videopanda-pdf."
  DEPENDS "videopanda-data ${same}, libopenblas0-pthread | libopenblas0"
  RECOMMENDS "ca-certificates"
  SUGGESTS "videopanda-pdf, videopanda-studio")
if(VP_STUDIO)
  vp_package(videopanda-pdf COMPONENT pdf
    SUMMARY "questions about video files - PDF for the command line"
    DESCRIPTION "${what}
This package lets the command line write its records as PDF. It is apart
because it is the one thing there that needs Qt."
    DEPENDS "videopanda ${same}, fonts-dejavu-core"
    RECOMMENDS "fonts-wqy-microhei")
  vp_package(videopanda-studio COMPONENT studio
    SUMMARY "questions about video files - desktop program"
    DESCRIPTION "${what}
This package has the window: player, conversation, attention maps over the
film and over time, comparisons, questions to whole folders of films. It
speaks English, German and Chinese."
    DEPENDS "videopanda ${same}, fonts-dejavu-core"
    RECOMMENDS "videopanda-pdf, qt6-translations-l10n, fonts-wqy-microhei")
endif()
include(CPack)
