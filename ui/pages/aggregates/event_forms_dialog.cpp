// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/aggregates/event_forms_dialog.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/widgets/diff_tree.h"
#include "ui/widgets/json_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace replay::ui {

using format::px;
using format::Space;

namespace {

constexpr QSize sizeUsual(820, 520);

QString chainWords(const api::EventForms& forms)
{
    QStringList lines;
    if (forms.sealed)
        lines
            << (forms.erased
                    ? EventFormsDialog::tr(
                          "What is personal in it was sealed under the key of its person. That key was deleted: nobody can read it any more.")
                    : EventFormsDialog::tr(
                          "What is personal in it is stored sealed, under the key of its person; it is opened whenever it is read."));
    QStringList steps;
    for (const api::SchemaStep& step : forms.chain)
        steps << EventFormsDialog::tr("%1 → %2").arg(format::number(step.from), format::number(step.to));
    if (steps.size() == 1)
        lines << EventFormsDialog::tr("One upcaster applies: version %1. What is stored is never rewritten.").arg(steps.first());
    else if (!steps.isEmpty())
        lines << EventFormsDialog::tr("%1 upcasters apply, in this order: %2. What is stored is never rewritten.")
                     .arg(format::number(steps.size()), steps.join(QStringLiteral(", ")));
    else
        lines << EventFormsDialog::tr("It is stored in the newest version of its schema: no upcaster applies.");
    return lines.join(u'\n');
}

}  // namespace

EventFormsDialog::EventFormsDialog(const api::EventForms& forms, QWidget* window) : QDialog(window), m_told(chainWords(forms))
{
    setWindowTitle(tr("As stored and as read"));
    setObjectName(QStringLiteral("eventForms"));
    setAttribute(Qt::WA_DeleteOnClose);
    const QString stored = tr("Stored: version %1").arg(format::number(forms.event.schemaVersion));
    const QString read = tr("Read: version %1").arg(format::number(forms.newest));
    auto* heading = new QLabel(tr("%1 at position %2").arg(forms.event.eventType, format::number(forms.event.position)), this);
    heading->setFont(format::font(format::Type::Title, true));
    auto* words = new QLabel(m_told, this);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* tabs = new QTabWidget(this);
    tabs->setDocumentMode(true);
    m_tree = new DiffTree(tabs);
    m_tree->setAccessibleName(tr("Differences between the stored and the read form"));
    m_tree->setStates(stored, forms.stored, read, forms.read);
    tabs->addTab(m_tree, tr("Field by field"));
    auto* sides = new QSplitter(Qt::Horizontal, tabs);
    sides->setChildrenCollapsible(false);
    for (const auto& [title, json] : {std::pair(stored, forms.stored), std::pair(read, forms.read)}) {
        auto* box = new QWidget(sides);
        auto* inner = new QVBoxLayout(box);
        inner->setContentsMargins(0, px(Space::Small), 0, 0);
        inner->setSpacing(px(Space::Hair));
        inner->addWidget(new QLabel(title, box));
        auto* view = new JsonView(box);
        view->setAccessibleName(title);
        view->setJson(json);
        inner->addWidget(view, 1);
        sides->addWidget(box);
    }
    tabs->addTab(sides, tr("As JSON"));
    auto* close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto* foot = new QHBoxLayout;
    foot->addStretch();
    foot->addWidget(close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(Space::Wide), px(Space::Large), px(Space::Wide), px(Space::Large));
    column->setSpacing(px(Space::Medium));
    column->addWidget(heading);
    column->addWidget(words);
    column->addWidget(tabs, 1);
    column->addLayout(foot);
    const int margin = px(Space::Wide);
    resize(sizeUsual.boundedTo(window->size() - QSize(2 * margin, 2 * margin)));
}

}  // namespace replay::ui
