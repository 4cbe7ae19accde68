// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcut_sheet.h"

#include "ui/format/tokens.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::px;
using format::Space;

namespace {

struct PageKey {
    const char* keys;
    const char* text;
};

/// Keys that belong to the pages and have no action in the window.
constexpr PageKey pageKeys[] = {
    {"R", QT_TRANSLATE_NOOP("ShortcutSheet", "Raw or pretty, where JSON is shown")},
    {"A", QT_TRANSLATE_NOOP("ShortcutSheet", "Aggregates: mark this version as A")},
    {"D", QT_TRANSLATE_NOOP("ShortcutSheet", "Aggregates: show the difference to A")},
    {"T", QT_TRANSLATE_NOOP("ShortcutSheet", "Aggregates, sagas: as a table")},
};

QLabel* makeLabel(const QString& text, QWidget* parent, format::Type type, bool bold, Colour ink)
{
    auto* label = new QLabel(text, parent);
    label->setFont(format::font(type, bold));
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, format::colour(ink));
    label->setPalette(palette);
    return label;
}

}  // namespace

ShortcutSheet::ShortcutSheet(const Actions& actions, QWidget* window) : QDialog(window)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* holder = new QWidget(this);
    auto* columns = new QHBoxLayout(holder);
    columns->setContentsMargins(px(Space::Wide), px(Space::Large), px(Space::Wide), px(Space::Large));
    columns->setSpacing(2 * px(Space::Wide));

    const auto addRow = [holder](QGridLayout* grid, const QString& keys, const QString& text) {
        const int row = grid->rowCount();
        QLabel* key = makeLabel(keys, holder, format::Type::Body, true, Colour::Text);
        grid->addWidget(key, row, 0, Qt::AlignTop);
        grid->addWidget(makeLabel(text, holder, format::Type::Body, false, Colour::Text), row, 1);
    };
    const auto addColumn = [&](const QList<std::pair<QString, Actions::Group>>& groups, bool withPages) {
        auto* grid = new QGridLayout;
        grid->setHorizontalSpacing(px(Space::Large));
        grid->setVerticalSpacing(px(Space::Hair));
        grid->setColumnStretch(1, 1);
        for (const auto& [title, group] : groups) {
            grid->addWidget(makeLabel(title, holder, format::Type::Body, true, Colour::Accent), grid->rowCount(), 0, 1, 2);
            for (const QAction* action : actions.of(group)) {
                if (action->shortcut().isEmpty())
                    continue;
                QStringList keys;
                for (const QKeySequence& sequence : action->shortcuts())
                    keys.append(sequence.toString(QKeySequence::NativeText));
                QString text = action->text();
                text.remove(QLatin1Char('&')).remove(QChar(0x2026));
                addRow(grid, keys.join(QStringLiteral("  ")), text);
            }
            grid->setRowMinimumHeight(grid->rowCount(), px(Space::Small));
        }
        if (withPages) {
            grid->addWidget(makeLabel(tr("In the pages"), holder, format::Type::Body, true, Colour::Accent), grid->rowCount(), 0, 1, 2);
            for (const PageKey& key : pageKeys)
                addRow(grid, QLatin1String(key.keys), tr(key.text));
        }
        grid->setRowStretch(grid->rowCount(), 1);
        columns->addLayout(grid, 1);
    };
    addColumn({{tr("Time"), Actions::Group::Run}, {tr("Help"), Actions::Group::Help}}, true);
    addColumn({{tr("Go"), Actions::Group::Go}, {tr("View"), Actions::Group::View}, {tr("File"), Actions::Group::File}}, false);

    auto* scroll = new QScrollArea(this);
    scroll->setWidget(holder);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* words = makeLabel(tr("Single keys are ignored while you type. View › Single-key shortcuts switches them off."), this,
                            format::Type::Small, false, Colour::MutedText);
    auto* close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(px(Space::Wide), px(Space::Small), px(Space::Large), px(Space::Large));
    foot->addWidget(words, 1);
    foot->addWidget(close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(scroll, 1);
    column->addLayout(foot);
    const QSize room = window->size() - QSize(2 * px(Space::Wide), 2 * px(Space::Wide));
    resize(QSize(holder->sizeHint().width() + px(Space::Wide), holder->sizeHint().height() + foot->sizeHint().height() + px(Space::Small))
               .boundedTo(room));
}

}  // namespace replay::ui
