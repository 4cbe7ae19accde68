// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sagas/status_filter.h"
#include "ui/format/words.h"
#include "ui/widgets/status_pill.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace replay::ui {
namespace {

const QStringList& codes()
{
    static const QStringList list{QString(),
                                  QStringLiteral("started"),
                                  QStringLiteral("completed"),
                                  QStringLiteral("compensating"),
                                  QStringLiteral("failed"),
                                  QStringLiteral("stuck"),
                                  QStringLiteral("paused")};
    return list;
}

QIcon markIcon(const QString& status)
{
    const format::Mark mark = StatusPill::mark(status);
    if (mark == format::Mark::None)
        return {};
    constexpr int scale = 2;
    QPixmap pixmap(format::iconSmall * scale, format::iconSmall * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    format::drawMark(painter, QRectF(0, 0, format::iconSmall, format::iconSmall), mark);
    return QIcon(pixmap);
}

}  // namespace

StatusFilter::StatusFilter(QWidget* parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(format::px(format::Space::Hair) / 2);
    setAccessibleName(tr("Sagas by status"));
    m_group->setExclusive(true);
    for (int i = 0; i < codes().size(); ++i) {
        auto* button = new QToolButton(this);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize(QSize(format::iconSmall, format::iconSmall));
        button->setIcon(markIcon(codes()[i]));
        m_group->addButton(button, i);
        m_buttons << button;
        m_counts << 0;
        row->addWidget(button);
        label(i);
    }
    row->addStretch();
    m_buttons.constFirst()->setChecked(true);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) { Q_EMIT statusChosen(codes()[id]); });
}

void StatusFilter::label(int index)
{
    const QString code = codes()[index];
    QString word = code.isEmpty() ? tr("all") : format::sagaStatus(code);
    const QString count = format::number(m_counts[index]);
    m_buttons[index]->setText(m_words || code.isEmpty() ? QString(word + u' ' + count) : count);
    m_buttons[index]->setAccessibleName(tr("%1: %2 sagas").arg(word, format::number(m_counts[index])));
    m_buttons[index]->setToolTip(code.isEmpty() ? tr("Every saga") : tr("Only sagas that are %1").arg(word));
}

qint64 StatusFilter::count(const QString& status) const { return m_counts.value(codes().indexOf(status)); }

void StatusFilter::setCounts(const api::SagaCounts& of)
{
    const QList<qint64> counts{of.all, of.running, of.completed, of.compensating, of.failed, of.stuck, of.paused};
    bool changed = false;
    for (int i = 0; i < counts.size(); ++i) {
        if (counts[i] == m_counts[i])
            continue;
        m_counts[i] = counts[i];
        changed = true;
    }
    if (changed)
        fit();
}

/// Where it is narrow, first the marks give way and then the words; what a number counts stays in its tooltip.
void StatusFilter::fit()
{
    using Style = Qt::ToolButtonStyle;
    const auto wanted = [this](Style style) {
        int sum = 0;
        for (QToolButton* each : m_buttons) {
            each->setToolButtonStyle(each->icon().isNull() ? Qt::ToolButtonTextOnly : style);
            sum += each->sizeHint().width() + layout()->spacing();
        }
        return sum;
    };
    for (const bool words : {true, false}) {
        m_words = words;
        for (int i = 0; i < m_buttons.size(); ++i)
            label(i);
        if (wanted(Qt::ToolButtonTextBesideIcon) <= width() || (words && wanted(Qt::ToolButtonTextOnly) <= width()))
            return;
    }
}

QSize StatusFilter::minimumSizeHint() const { return {0, QWidget::minimumSizeHint().height()}; }

void StatusFilter::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

QString StatusFilter::status() const { return codes().value(m_group->checkedId()); }

void StatusFilter::setStatus(const QString& status)
{
    const auto index = codes().indexOf(status);
    if (index >= 0)
        m_buttons[index]->setChecked(true);
}

void StatusFilter::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange) {
        for (int i = 0; i < m_buttons.size(); ++i) {
            m_buttons[i]->setIcon(markIcon(codes()[i]));
            label(i);
        }
    }
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
