// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/projections/parked_panel.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/widgets/plain_delegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

namespace {
constexpr int rowsShown = 4;
constexpr int reasonMax = 200;
constexpr int reasonLeast = 160;

void allow(QWidget* control, const QString& tip, const QString& denied)
{
    control->setEnabled(denied.isEmpty());
    control->setToolTip(denied.isEmpty() ? tip : denied);
}
}  // namespace

ParkedPanel::ParkedPanel(Desk& desk, QWidget* parent) : TitledPanel(parent), m_desk(desk)
{
    build();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ParkedPanel::showChoice);
    connect(m_reason, &QLineEdit::textChanged, this, &ParkedPanel::showChoice);
    connect(m_reason, &QLineEdit::returnPressed, this, &ParkedPanel::skip);
    connect(m_retry, &QPushButton::clicked, this, &ParkedPanel::retry);
    connect(m_fix, &QPushButton::clicked, this, &ParkedPanel::fixAndRetry);
    connect(m_skip, &QPushButton::clicked, this, &ParkedPanel::skip);
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (const auto* event = m_events.at(m_table->currentIndex().row()))
            m_desk.navigate(QStringLiteral("events"), QString::number(event->position));
    });
    setVisible(false);
}

void ParkedPanel::build()
{
    titleLabel()->setObjectName(QStringLiteral("parkedTitle"));
    m_text = new QLabel(
        tr("A read model that cannot take an event sets it aside with all that depends on it, in order, and goes on with the rest."), this);
    m_text->setWordWrap(true);
    for (auto* label : {titleLabel(), m_text})
        label->setTextFormat(Qt::PlainText);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("parkedEvents"));
    m_table->setModel(&m_events);
    m_table->setAccessibleName(tr("Parked events"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(format::rowDense);
    m_table->verticalHeader()->setDefaultSectionSize(format::rowDense);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* delegate = new PlainDelegate(m_table);
    delegate->setFigures(ParkedEventsModel::Where);
    delegate->setFigures(ParkedEventsModel::Attempts);
    delegate->setStatus(ParkedEventsModel::State);
    m_table->setItemDelegate(delegate);

    const auto button = [this](const QString& icon, const QString& text, const char* name) {
        auto* made = new QPushButton(format::icon(icon), text, this);
        made->setObjectName(QLatin1String(name));
        made->setIconSize({format::iconSmall, format::iconSmall});
        return made;
    };
    m_open = button(QStringLiteral("events"), tr("Open event"), "openParked");
    m_retry = button(QStringLiteral("retry"), tr("Retry stream"), "retryParked");
    m_fix = button(QStringLiteral("check"), tr("Fix and retry"), "fixParked");
    m_skip = button(QStringLiteral("skip"), tr("Skip event"), "skipParked");
    m_reason = new QLineEdit(this);
    m_reason->setObjectName(QStringLiteral("skipReason"));
    m_reason->setPlaceholderText(tr("Reason to skip it"));
    m_reason->setAccessibleName(tr("Reason to skip the event"));
    m_reason->setMaxLength(reasonMax);
    m_reason->setMinimumWidth(reasonLeast);

    auto* actions = new QHBoxLayout;
    actions->setSpacing(format::px(Space::Small));
    for (auto* one : {m_open, m_retry, m_fix})
        actions->addWidget(one);
    actions->addWidget(m_reason, 1);
    actions->addWidget(m_skip);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(format::px(Space::Large), format::px(Space::Small), format::px(Space::Small), format::px(Space::Small));
    column->setSpacing(format::px(Space::Small));
    column->addWidget(titleLabel());
    column->addWidget(m_text);
    column->addWidget(m_table);
    column->addLayout(actions);
}

void ParkedPanel::setState(const api::ProjectionInfo& projection, const QString& denied)
{
    const bool rebuilding = projection.status == api::ProjectionStatus::Rebuilding && !projection.inPlace;
    m_denied = !denied.isEmpty() ? denied
               : rebuilding      ? tr("It is being rebuilt, and parks anew: wait until it has switched over, or cancel.")
                                 : QString();
    auto* reader = m_desk.reader();
    const QString now =
        QStringLiteral("%1 %2 %3 %4").arg(projection.name).arg(projection.position).arg(projection.parked).arg(projection.skipped);
    if (reader && now != m_seen) {
        m_projection = projection.name;
        if (const auto asked = m_events.refresh(*reader, projection.name); asked) {
            m_seen = now;
            m_text->setText(tr(
                "A read model that cannot take an event sets it aside with all that depends on it, in order, and goes on with the rest."));
        } else {
            m_text->setText(tr("What is parked could not be asked: %1").arg(asked.error().message));
        }
    }
    const bool any = projection.parked + projection.skipped > 0 || m_events.rowCount() > 0;
    if (any && !isVisible() && m_events.rowCount() > 0) {
        m_table->setCurrentIndex(m_events.index(0, 0));
        m_table->resizeColumnsToContents();
    }
    titleLabel()->setText(tr("Set aside: %1").arg(setAsideText(projection)));
    const int rows = std::clamp(m_events.rowCount(), 1, rowsShown);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + rows * m_table->verticalHeader()->defaultSectionSize() +
                            2 * m_table->frameWidth());
    setVisible(any);
    showChoice();
}

void ParkedPanel::dismiss()
{
    m_seen.clear();
    m_projection.clear();
    m_reason->clear();
    m_events.clear();
    setVisible(false);
}

/// The event to decide about: the one that failed, for whatever waits behind it.
const api::ParkedEvent* ParkedPanel::chosen() const
{
    const auto* event = m_events.root(m_table->currentIndex().row());
    return event && event->state == QLatin1String("parked") ? event : nullptr;
}

void ParkedPanel::showChoice()
{
    const auto* event = chosen();
    const QString none =
        m_events.at(m_table->currentIndex().row()) ? tr("This event is not parked any more.") : tr("Choose an event first.");
    const QString denied = !m_denied.isEmpty() ? m_denied : event ? QString() : none;
    m_open->setEnabled(m_events.at(m_table->currentIndex().row()) != nullptr);
    allow(m_retry, tr("Takes up the events of this stream, and what waits behind them, in their order"), denied);
    allow(m_fix, tr("Disarms the fault that poisoned this stream, as if its handler had been mended, and retries"),
          !denied.isEmpty()  ? denied
          : event->rule == 0 ? tr("No injected fault poisoned it: its handler cannot read the event.")
                             : QString());
    allow(m_reason, tr("It is recorded with the decision"), denied);
    allow(m_skip, tr("Leaves out the event that failed, for good, and takes up what waits behind it"),
          !denied.isEmpty()                      ? denied
          : m_reason->text().trimmed().isEmpty() ? tr("Write the reason first: nothing is skipped without one.")
                                                 : QString());
}

void ParkedPanel::retry()
{
    if (const auto* event = chosen(); event && m_desk.isWritable()) {
        m_desk.session()->retryParked(m_projection, event->aggregateId);
        Q_EMIT decided();
    }
}

void ParkedPanel::fixAndRetry()
{
    const auto* event = chosen();
    if (!event || event->rule == 0 || !m_desk.isWritable())
        return;
    m_desk.session()->disarmFault(event->rule);
    m_desk.session()->retryParked(m_projection, event->aggregateId);
    Q_EMIT decided();
}

void ParkedPanel::skip()
{
    const auto* event = chosen();
    const QString reason = m_reason->text().trimmed();
    if (!event || reason.isEmpty() || !m_desk.isWritable())
        return;
    m_desk.session()->skipParked(m_projection, event->aggregateId, reason);
    m_reason->clear();
    Q_EMIT decided();
}

}  // namespace replay::ui
