// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/shell/fuzzy.h"
#include "ui/shell/palette_delegate.h"

#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

namespace replay::ui {

using format::Colour;
using format::px;
using format::Space;

namespace {
constexpr int widthMax = 620;
constexpr int rowsMax = 10;
constexpr int askAfterMs = 120;
constexpr int aggregatesMax = 8;
constexpr int idLengthMin = 8;
}  // namespace

CommandPalette::CommandPalette(Desk& desk, Actions& actions, QWidget* window) : QFrame(window), m_desk(desk), m_actions(actions)
{
    setAccessibleName(tr("Command palette"));
    m_edit = new QLineEdit(this);
    m_edit->setPlaceholderText(tr("Type an action, a page, a position, an id or an order number"));
    m_edit->setAccessibleName(tr("What to do"));
    m_edit->installEventFilter(this);
    m_list = new QListWidget(this);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(tr("Matches"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(Space::Small), px(Space::Small), px(Space::Small), px(Space::Small));
    column->setSpacing(px(Space::Small));
    column->addWidget(m_edit);
    column->addWidget(m_list);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    m_timer.setSingleShot(true);
    m_timer.setInterval(askAfterMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { askDesk(m_edit->text().trimmed()); });
    window->installEventFilter(this);
    auto* shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(px(Space::Wide));
    shadow->setOffset(0, px(Space::Hair));
    setGraphicsEffect(shadow);
    hide();
}

void CommandPalette::open()
{
    m_edit->clear();
    m_found = {};
    search();
    QWidget::show();
    raise();
    m_edit->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::place()
{
    const QWidget* window = parentWidget();
    const int width = qMin(widthMax, window->width() - 2 * px(Space::Wide));
    const int row = m_list->count() > 0 ? m_list->sizeHintForRow(0) : format::rowComfortable;
    const int list = row * qBound(1, static_cast<int>(m_list->count()), rowsMax) + 2;
    m_list->setFixedHeight(list);
    const int height = m_edit->sizeHint().height() + list + 3 * px(Space::Small);
    setGeometry((window->width() - width) / 2, qMin(96, window->height() / 8), width, height);
}

QList<CommandPalette::Entry> CommandPalette::matchingActions(const QString& typed) const
{
    QList<std::pair<int, Entry>> scored;
    for (QAction* action : m_actions.all()) {
        QString text = action->text();
        text.remove(QLatin1Char('&'));
        const int score = typed.isEmpty() ? 0 : fuzzyScore(typed, text);
        if (score < 0)
            continue;
        Entry entry;
        entry.text = text;
        const QString why = Actions::reason(action);
        entry.enabled = action->isEnabled();
        entry.side = !entry.enabled && !why.isEmpty() ? why : action->shortcut().toString(QKeySequence::NativeText);
        if (action->isCheckable() && action->isChecked())
            entry.text = tr("%1 (on)").arg(text);
        entry.icon = action->data().toString();
        entry.run = [action] { action->trigger(); };
        scored.append({score, entry});
    }
    std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    QList<Entry> entries;
    for (const auto& [score, entry] : scored)
        entries.append(entry);
    return entries;
}

QList<CommandPalette::Entry> CommandPalette::matchingThings() const
{
    QList<Entry> entries;
    if (m_found.event) {
        const api::EventRow& event = *m_found.event;
        entries.append({tr("Event %1 at position %2").arg(event.eventType, format::number(event.position)), format::shortId(event.eventId),
                        QStringLiteral("events"), true, [this, event] {
                            m_desk.select({Selection::Kind::Event, event.eventId, event.position});
                            m_desk.navigate(QStringLiteral("events"), QString::number(event.position));
                        }});
    }
    for (const api::AggregateRow& row : m_found.aggregates) {
        const QString name = row.label.isEmpty() ? format::shortId(row.aggregateId) : row.label;
        entries.append({tr("%1 %2").arg(format::aggregateType(row.aggregateType), name), tr("version %1").arg(row.version),
                        QStringLiteral("aggregates"), true, [this, id = row.aggregateId] {
                            m_desk.select({Selection::Kind::Aggregate, id, 0});
                            m_desk.navigate(QStringLiteral("aggregates"), id);
                        }});
    }
    return entries;
}

void CommandPalette::search()
{
    const QString typed = m_edit->text().trimmed();
    QList<Entry> entries;
    QString digits = typed;
    digits.remove(QLatin1Char(',')).remove(QLatin1Char('.'));
    bool isNumber = false;
    const api::Position position = digits.toLongLong(&isNumber);
    if (isNumber && m_desk.isOpen()) {
        const bool inside = position >= 0 && position <= m_desk.status().head;
        entries.append({tr("Go to position %1").arg(format::number(position)),
                        inside ? tr("Ctrl+G") : tr("the log ends at %1").arg(format::number(m_desk.status().head)), QStringLiteral("jump"),
                        inside, [this, position] { m_desk.goTo(position); }});
    }
    entries += matchingActions(typed);
    if (m_found.typed == typed)
        entries += matchingThings();
    show(entries);
    if (m_desk.isOpen() && typed.size() >= 2 && m_found.typed != typed)
        m_timer.start();
}

void CommandPalette::askDesk(const QString& typed)
{
    if (!m_desk.isOpen() || !isVisible())
        return;
    m_desk.ask<Found>(
        this,
        [typed](api::Reader& reader) {
            Found found;
            found.typed = typed;
            if (auto rows = reader.aggregates({}, typed, {}, aggregatesMax))
                found.aggregates = *rows;
            if (typed.size() >= idLengthMin) {
                if (auto event = reader.eventById(typed))
                    found.event = *event;
            }
            return found;
        },
        [this](const Found& found) {
            if (found.typed != m_edit->text().trimmed())
                return;
            m_found = found;
            search();
        });
}

void CommandPalette::show(const QList<Entry>& entries)
{
    m_entries = entries;
    m_list->clear();
    for (const Entry& entry : entries) {
        auto* item = new QListWidgetItem(format::icon(entry.icon), entry.text, m_list);
        item->setData(PaletteDelegate::SideRole, entry.side);
        if (!entry.enabled)
            item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
    }
    if (entries.isEmpty()) {
        auto* item =
            new QListWidgetItem(m_desk.isOpen() ? tr("Nothing is called that. Try a shorter word, a number or an id.")
                                                : tr("Nothing is called that. With a workspace open, ids and order numbers are found too."),
                                m_list);
        item->setFlags(Qt::NoItemFlags);
    }
    int first = 0;
    while (first < entries.size() && !entries.at(first).enabled)
        ++first;
    m_list->setCurrentRow(first < entries.size() ? first : -1);
    place();
}

void CommandPalette::runCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_entries.size())
        return;
    const Entry entry = m_entries.at(row);
    if (!entry.enabled) {
        Q_EMIT hint(entry.side);
        return;
    }
    hide();
    entry.run();
}

void CommandPalette::moveBy(int rows)
{
    int row = m_list->currentRow();
    for (int tried = 0; tried < m_list->count(); ++tried) {
        row = (row + rows + m_list->count()) % m_list->count();
        if (row < m_entries.size() && m_entries.at(row).enabled) {
            m_list->setCurrentRow(row);
            return;
        }
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Down: moveBy(1); return true;
        case Qt::Key_Up: moveBy(-1); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: runCurrent(); return true;
        case Qt::Key_Escape: hide(); return true;
        default: break;
        }
    }
    if (watched == m_edit && event->type() == QEvent::FocusOut && isVisible())
        QTimer::singleShot(0, this, [this] {
            if (!m_edit->hasFocus())
                hide();
        });
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(format::colour(Colour::Outline), 1));
    painter.setBrush(format::colour(Colour::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), format::cornerRadius, format::cornerRadius);
}

}  // namespace replay::ui
