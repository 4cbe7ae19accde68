// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/aggregates/state_pane.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/widgets/diff_tree.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/json_view.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

StatePane::StatePane(QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(format::px(Space::Hair));
    auto* row = new QHBoxLayout;
    row->setSpacing(format::px(Space::Medium));
    m_summary = new QLabel(this);
    row->addWidget(m_summary, 1);
    m_changedOnly = new QCheckBox(tr("Changed only"), this);
    row->addWidget(m_changedOnly);
    m_rawButton = new QToolButton(this);
    m_rawButton->setText(tr("JSON"));
    m_rawButton->setToolTip(tr("The two states as JSON, side by side (R)"));
    m_rawButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_rawButton->setAutoRaise(true);
    m_rawButton->setCheckable(true);
    row->addWidget(m_rawButton);
    column->addLayout(row);

    m_stack = new QStackedWidget(this);
    m_tree = new DiffTree(this);
    m_stack->addWidget(m_tree);
    auto* raw = new QSplitter(Qt::Horizontal, this);
    raw->setChildrenCollapsible(false);
    const auto half = [&](QLabel*& heading, JsonView*& view) {
        auto* box = new QWidget(raw);
        auto* inner = new QVBoxLayout(box);
        inner->setContentsMargins(0, 0, 0, 0);
        inner->setSpacing(format::px(Space::Hair));
        heading = new QLabel(box);
        inner->addWidget(heading);
        view = new JsonView(box);
        view->setPlaceholder(tr("nothing yet: before the first event"));
        inner->addWidget(view, 1);
        raw->addWidget(box);
    };
    half(m_rawTitleA, m_rawA);
    half(m_rawTitleB, m_rawB);
    m_stack->addWidget(raw);
    m_same = new EmptyState(QStringLiteral("ok"), tr("A and B are equal"), tr("Not one field differs between the two versions."), this);
    m_same->addAction(tr("Show all fields"), [this] { m_changedOnly->setChecked(false); });
    m_stack->addWidget(m_same);
    column->addWidget(m_stack, 1);
    m_cost = new QLabel(this);
    m_cost->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_cost->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    column->addWidget(m_cost);
    m_rule = new QLabel(this);
    m_rule->setToolTip(tr("A snapshot is kept as soon as that much would have to be folded again; the rail shows them as diamonds."));
    m_rule->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    column->addWidget(m_rule);

    connect(m_changedOnly, &QCheckBox::toggled, this, [this](bool on) {
        m_tree->setChangedOnly(on);
        updateSummary();
    });
    connect(m_rawButton, &QToolButton::toggled, this, [this](bool on) {
        m_changedOnly->setEnabled(!on);
        updateSummary();
    });
    applyLook();
}

QString StatePane::title(const QString& letter, const HistoryState& side) const
{
    if (side.state.version == 0)
        return tr("%1 · nothing yet").arg(letter);
    return tr("%1 · v%2 · @%3").arg(letter, format::number(side.state.version), format::number(side.position));
}

void StatePane::display(const HistoryAnswer& answer)
{
    const QString a = title(QStringLiteral("A"), answer.a);
    const QString b = title(QStringLiteral("B"), answer.b);
    m_tree->setStates(a, answer.a.state.state, b, answer.b.state.state);
    m_rawTitleA->setText(a);
    m_rawTitleB->setText(b);
    m_rawA->setJson(answer.a.state.state);
    m_rawB->setJson(answer.b.state.state);
    const auto read = [this](const QString& letter, const HistoryState& side) {
        if (side.state.version == 0)
            return tr("%1: no event").arg(letter);
        const QString events = side.state.eventsRead == 1 ? tr("1 event") : tr("%1 events").arg(format::number(side.state.eventsRead));
        return side.state.snapshotVersion > 0
                   ? tr("%1: snapshot of version %2 and %3").arg(letter, format::number(side.state.snapshotVersion), events)
                   : tr("%1: %2, from the first").arg(letter, events);
    };
    m_cost->setText(tr("Folded from  %1  ·  %2").arg(read(QStringLiteral("A"), answer.a), read(QStringLiteral("B"), answer.b)));
    m_cost->setToolTip(m_cost->text());
    updateSummary();
}

void StatePane::setSnapshotRule(const QString& words) { m_rule->setText(words); }

QString StatePane::cost() const { return m_cost->text(); }
bool StatePane::isRaw() const { return m_rawButton->isChecked(); }
void StatePane::setRaw(bool raw) { m_rawButton->setChecked(raw); }

void StatePane::updateSummary()
{
    const int changes = m_tree->diff().changes();
    m_summary->setText(tr("%1 of %2 fields differ").arg(format::number(changes), format::number(m_tree->diff().fields())));
    const bool nothing = m_changedOnly->isChecked() && changes == 0;
    m_stack->setCurrentIndex(isRaw() ? 1 : nothing ? 2 : 0);
}

void StatePane::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

void StatePane::applyLook()
{
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, format::colour(format::Colour::MutedText));
    for (QLabel* label : {m_cost, m_rule, m_rawTitleA, m_rawTitleB}) {
        label->setPalette(muted);
        label->setFont(format::font(format::Type::Small));
    }
    m_summary->setFont(format::font(format::Type::Body, true));
    m_rawButton->setIcon(format::icon(QStringLiteral("raw")));
}

}  // namespace replay::ui
