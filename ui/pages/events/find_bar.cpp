// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/events/find_bar.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>
#include <QToolButton>
#include <algorithm>

namespace replay::ui {

namespace {

constexpr int searchAfterMs = 200;

}  // namespace

FindBar::FindBar(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk), m_question(desk)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(format::px(format::Space::Hair));
    m_line = new QLineEdit(this);
    m_line->setPlaceholderText(tr("Find in types, ids, notes and payloads"));
    m_line->setAccessibleName(tr("Find"));
    m_line->setClearButtonEnabled(true);
    row->addWidget(m_line, 1);
    m_counts = new QLabel(this);
    m_counts->setAccessibleName(tr("Matches"));
    m_counts->setContentsMargins(format::px(format::Space::Small), 0, format::px(format::Space::Small), 0);
    row->addWidget(m_counts);
    const auto button = [&](const QString& tip) {
        auto* made = new QToolButton(this);
        made->setAutoRaise(true);
        made->setToolTip(tip);
        made->setAccessibleName(tip);
        row->addWidget(made);
        return made;
    };
    m_previous = button(tr("Previous match (Shift+F3)"));
    m_next = button(tr("Next match (F3, Enter)"));
    m_close = button(tr("Close Find (Esc)"));
    connect(m_previous, &QToolButton::clicked, this, [this] { next(true); });
    connect(m_next, &QToolButton::clicked, this, [this] { next(false); });
    connect(m_close, &QToolButton::clicked, this, &FindBar::close);
    m_pause = new QTimer(this);
    m_pause->setSingleShot(true);
    m_pause->setInterval(searchAfterMs);
    connect(m_pause, &QTimer::timeout, this, &FindBar::search);
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString& typed) {
        Q_EMIT highlight(typed);
        m_choose = true;
        m_pause->start();
    });
    connect(&m_question, &LongQuestion::progressed, this,
            [this](double share) { m_counts->setText(tr("Searching… %1 %").arg(static_cast<int>(share * 100))); });
    applyLook();
    updateCounts();
    hide();
}

QString FindBar::text() const { return m_line->text(); }

void FindBar::start()
{
    show();
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
    if (!m_line->text().isEmpty()) {
        Q_EMIT highlight(m_line->text());
        search();
    }
}

void FindBar::setFilter(const api::LogFilter& filter)
{
    m_filter = filter;
    if (isVisible() && !m_line->text().isEmpty())
        search();
}

void FindBar::search()
{
    m_pause->stop();
    m_found = {};
    const QString wanted = m_line->text();
    if (wanted.isEmpty() || !m_desk.isOpen()) {
        m_question.cancel();
        updateCounts();
        return;
    }
    m_upTo = m_desk.status().head;
    m_question.start<LogFound>(
        [filter = m_filter, upTo = m_upTo, wanted](api::Reader& reader, const api::Progress& progress) {
            return findInLog(reader, filter, upTo, wanted, progress);
        },
        [this](const api::Result<LogFound>& found) {
            if (found)
                m_found = *found;
            updateCounts();
            if (!found && found.error().kind != base::ErrorKind::Cancelled)
                m_counts->setText(found.error().message);
            else if (m_choose && !m_found.positions.isEmpty())
                next(false);
            m_choose = false;
        });
}

void FindBar::next(bool backwards)
{
    if (m_found.positions.isEmpty())
        return;
    const QList<api::Position>& all = m_found.positions;
    auto at = backwards ? std::lower_bound(all.begin(), all.end(), m_here) : std::upper_bound(all.begin(), all.end(), m_here);
    if (backwards)
        at = at == all.begin() ? std::prev(all.end()) : std::prev(at);
    else if (at == all.end())
        at = all.begin();
    m_here = *at;
    updateCounts();
    Q_EMIT matchChosen(*at);
}

void FindBar::updateCounts()
{
    const bool any = !m_found.positions.isEmpty();
    m_previous->setEnabled(any);
    m_next->setEnabled(any);
    if (m_line->text().isEmpty()) {
        m_counts->clear();
        return;
    }
    if (!any) {
        m_counts->setText(tr("no match"));
        return;
    }
    const auto at = std::lower_bound(m_found.positions.begin(), m_found.positions.end(), m_here);
    const bool onMatch = at != m_found.positions.end() && *at == m_here;
    const QString all =
        m_found.capped ? tr("%1 or more").arg(format::number(m_found.positions.size())) : format::number(m_found.positions.size());
    if (onMatch)
        m_counts->setText(tr("%1 of %2").arg(format::number(at - m_found.positions.begin() + 1), all));
    else
        m_counts->setText(tr("%1 matches").arg(all));
    m_counts->setToolTip(tr("Up to position %1").arg(format::number(m_upTo)));
}

void FindBar::close()
{
    m_question.cancel();
    hide();
    Q_EMIT highlight({});
    Q_EMIT closed();
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        next(event->modifiers().testFlag(Qt::ShiftModifier));
    else
        QWidget::keyPressEvent(event);
}

void FindBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyLook();
}

void FindBar::applyLook()
{
    m_previous->setIcon(format::icon(QStringLiteral("chevron-up")));
    m_next->setIcon(format::icon(QStringLiteral("chevron-down")));
    m_close->setIcon(format::icon(QStringLiteral("close")));
}

}  // namespace replay::ui
