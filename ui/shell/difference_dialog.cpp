// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/difference_dialog.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/widgets/diff_tree.h"
#include "ui/widgets/plain_text.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::px;
using format::Space;

namespace {

constexpr QSize sizeUsual(860, 560);

QString listed(const QList<api::TypeCount>& counts)
{
    QStringList all;
    for (const api::TypeCount& each : counts)
        all << DifferenceDialog::tr("%1 more %2").arg(format::number(each.count), each.type);
    return all.join(QStringLiteral(", "));
}

}  // namespace

DifferenceDialog::DifferenceDialog(Desk& desk, const QString& leftName, const QString& rightName, const api::LogDifference& difference,
                                   QWidget* window)
    : QDialog(window),
      m_desk(desk),
      m_difference(difference)
{
    setWindowTitle(tr("First difference"));
    setObjectName(QStringLiteral("differenceDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    const bool parted = !difference.equal;
    const QString position = format::number(difference.position);
    m_heading = makePlainText(!parted ? tr("The two logs are the same, event for event")
                              : difference.left && difference.right
                                  ? tr("The same up to position %1; at %2 they part").arg(format::number(difference.position - 1), position)
                                  : tr("The same up to position %1, where one of them ends").arg(format::number(difference.position - 1)),
                              this);
    m_heading->setFont(format::font(format::Type::Title, true));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(Space::Wide), px(Space::Large), px(Space::Wide), px(Space::Large));
    column->setSpacing(px(Space::Medium));
    column->addWidget(m_heading);
    if (parted) {
        auto* cards = new QHBoxLayout;
        cards->setSpacing(px(Space::Medium));
        cards->addWidget(makeCard(leftName, difference.left), 1);
        cards->addWidget(makeCard(rightName, difference.right), 1);
        column->addLayout(cards);
        auto* tree = new DiffTree(this);
        tree->setAccessibleName(tr("Differences between the two events"));
        tree->setStates(leftName, difference.left ? difference.left->data : QByteArray(), rightName,
                        difference.right ? difference.right->data : QByteArray());
        column->addWidget(tree, 1);
        if (const QString text = surplus(leftName, rightName); !text.isEmpty())
            column->addWidget(makePlainText(text, this));
    } else {
        column->addStretch();
    }
    auto* foot = new QHBoxLayout;
    foot->addStretch();
    if (parted) {
        auto* go = new QPushButton(format::icon(QStringLiteral("jump")), tr("Go to position %1").arg(position), this);
        go->setAutoDefault(false);
        connect(go, &QPushButton::clicked, this, [this] { m_desk.goTo(m_difference.position); });
        foot->addWidget(go);
    }
    auto* close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    foot->addWidget(close);
    column->addLayout(foot);
    const int margin = px(Space::Wide);
    const QSize most = window->size() - QSize(2 * margin, 2 * margin);
    resize(parted ? sizeUsual.boundedTo(most) : QSize(sizeUsual.width() / 2, sizeHint().height()).boundedTo(most));
    // What it says is of the two workspaces that it was asked about.
    connect(&desk, &Desk::sessionAboutToChange, this, &QDialog::close);
}

QWidget* DifferenceDialog::makeCard(const QString& name, const std::optional<api::EventRow>& event)
{
    auto* card = new QFrame(this);
    card->setFrameShape(QFrame::StyledPanel);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(px(Space::Medium), px(Space::Small), px(Space::Medium), px(Space::Small));
    column->setSpacing(2);
    QLabel* caption = makePlainText(name, card);
    caption->setFont(format::font(format::Type::Small));
    caption->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(caption);
    QLabel* type = makePlainText(event ? event->eventType : tr("ends here"), card);
    type->setFont(format::font(format::Type::Body, true));
    column->addWidget(type);
    if (event) {
        column->addWidget(makePlainText(tr("%1 · %2").arg(format::clock(event->occurredAt), format::service(event->service)), card));
        QLabel* what = makePlainText(
            tr("%1 %2, version %3")
                .arg(format::aggregateType(event->aggregateType), format::shortId(event->aggregateId), format::number(event->version)),
            card);
        what->setToolTip(event->aggregateId);
        column->addWidget(what);
        if (!event->note.isEmpty())
            column->addWidget(makePlainText(format::note(event->note), card));
    } else {
        column->addWidget(makePlainText(
            tr("It has no event %1 yet. Where it can still be played on, that may change.").arg(format::number(m_difference.position)),
            card));
    }
    column->addStretch();
    return card;
}

QString DifferenceDialog::surplus(const QString& leftName, const QString& rightName) const
{
    QStringList lines;
    if (!m_difference.leftOnly.isEmpty())
        lines << tr("From there on %1 has %2.").arg(leftName, listed(m_difference.leftOnly));
    if (!m_difference.rightOnly.isEmpty())
        lines << tr("From there on %1 has %2.").arg(rightName, listed(m_difference.rightOnly));
    return lines.join(u'\n');
}

QString DifferenceDialog::told() const { return m_heading->text(); }

}  // namespace replay::ui
