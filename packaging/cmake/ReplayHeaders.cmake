# Two thirds of the time a source takes to compile go into the same headers of Qt and the standard library. Where REPLAY_PCH is
# on, these are compiled once for all targets, once more with those of the window. (QTest is none of them: it knows its target.)
# The release compiles without, and clang-tidy reads without, so that a missing #include shows.

# replay_make_headers(NAME LINKS target … HEADERS <a> …)
function(replay_make_headers name)
    cmake_parse_arguments(ARG "" "" "LINKS;HEADERS" ${ARGN})
    set(source ${CMAKE_BINARY_DIR}/headers/${name}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "// Its headers are what counts.\n")
    add_library(${name} OBJECT ${source})
    target_link_libraries(${name} PRIVATE replay_options tl::expected ${ARG_LINKS})
    target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()

if(REPLAY_PCH)
    set(headers
        <algorithm> <array> <deque> <functional> <map> <memory> <optional> <set> <span> <string_view> <variant> <vector>
        <tl/expected.hpp> <QByteArray> <QDateTime> <QDir> <QFile> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QMap>
        <QObject> <QSet> <QString> <QStringBuilder> <QStringList> <QTimer> <QUuid> <QVariant>)
    replay_make_headers(replay_headers_core LINKS Qt6::Core HEADERS ${headers})
    if(REPLAY_UI)
        replay_make_headers(replay_headers_window LINKS Qt6::Widgets HEADERS ${headers}
            <QAbstractItemModel> <QApplication> <QBoxLayout> <QComboBox> <QEvent> <QHeaderView> <QLabel> <QLineEdit> <QPainter>
            <QPushButton> <QScrollBar> <QTableView> <QToolButton> <QWidget>)
    endif()
endif()

# replay_use_headers(TARGET LINKS target …): by what it links, the target sees those of the window or not.
function(replay_use_headers target)
    cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
    if(NOT REPLAY_PCH)
        return()
    endif()
    if("${ARG_LINKS}" MATCHES "replay_ui|Qt6::Widgets")
        target_precompile_headers(${target} REUSE_FROM replay_headers_window)
    else()
        target_precompile_headers(${target} REUSE_FROM replay_headers_core)
    endif()
endfunction()
