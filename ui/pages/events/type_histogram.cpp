// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/events/type_histogram.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/pages/events/type_bar.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QLabel>
#include <QResizeEvent>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace replay::ui {

using format::Space;

namespace {

constexpr int pauseMinMs = 1'000;
constexpr int pausePerCost = 4;
constexpr int barWidthMin = 190;
constexpr int linesMax = 3;
constexpr int pageHeightPerLine = 180;  // a low page keeps its height for the rows

struct Counted {
    QList<api::TypeCount> shown;
    QStringList all;
    qint64 tookMs = 0;
};

}  // namespace

TypeHistogram::TypeHistogram(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    setAccessibleName(tr("Events by type"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    m_fold = new QToolButton(this);
    m_fold->setAutoRaise(true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setText(tr("Events by type"));
    m_fold->setToolTip(tr("Fold or unfold the histogram"));
    connect(m_fold, &QToolButton::clicked, this, [this] { setFolded(!m_folded); });
    head->addWidget(m_fold);
    head->addStretch(1);
    m_more = new QLabel(this);
    head->addWidget(m_more);
    column->addLayout(head);
    m_area = new QWidget(this);
    column->addWidget(m_area);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &TypeHistogram::count);
    connect(&m_desk, &Desk::sessionChanged, this, [this] {
        ++m_generation;
        m_asked = false;
        m_stale = true;
        m_counts.clear();
        arrange();
        count();
    });
    connect(&m_desk, &Desk::statusChanged, this, [this] {
        m_stale = true;
        if (!m_pause.isActive() && !m_asked)
            m_pause.start(pauseMinMs);
    });
    // The page's height decides how many lines there are.
    if (parent)
        parent->installEventFilter(this);
    setFolded(false);
    count();
}

bool TypeHistogram::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        arrange();
    return QWidget::eventFilter(watched, event);
}

void TypeHistogram::setFilter(const api::LogFilter& filter)
{
    m_filter = filter;
    ++m_generation;
    m_asked = false;
    m_stale = true;
    count();
}

void TypeHistogram::setFolded(bool folded)
{
    m_folded = folded;
    m_area->setVisible(!folded);
    m_fold->setIcon(format::icon(folded ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down")));
    arrange();
    if (!folded)
        count();
}

void TypeHistogram::count()
{
    if (!m_desk.isOpen() || m_asked || !m_stale || !isVisible())
        return;
    m_asked = true;
    m_stale = false;
    m_pause.stop();
    m_desk.ask<api::Result<Counted>>(
        this,
        [filter = m_filter, upTo = m_desk.status().head](api::Reader& reader) -> api::Result<Counted> {
            QElapsedTimer clock;
            clock.start();
            Counted counted;
            REPLAY_ASSIGN(const QList<api::TypeCount> all, reader.typeCounts());
            for (const api::TypeCount& each : all)
                counted.all.append(each.type);
            counted.shown = all;
            if (!filter.isEmpty()) {
                for (api::TypeCount& each : counted.shown) {
                    api::LogFilter narrowed = filter;
                    narrowed.type = each.type;
                    if (!filter.type.isEmpty() && filter.type != each.type) {
                        each.count = 0;
                        continue;
                    }
                    REPLAY_ASSIGN(each.count, reader.count(narrowed, upTo));
                }
                counted.shown.removeIf([](const api::TypeCount& each) { return each.count == 0; });
            }
            std::stable_sort(counted.shown.begin(), counted.shown.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
            counted.all.sort();
            counted.tookMs = clock.elapsed();
            return counted;
        },
        [this, generation = m_generation](const api::Result<Counted>& counted) {
            if (generation != m_generation)
                return;
            m_asked = false;
            m_pause.start(pauseMinMs + (counted ? static_cast<int>(counted->tookMs) * pausePerCost : 0));
            if (!counted)
                return;  // the table shows the same failure, with its reason
            m_counts = counted->shown;
            Q_EMIT typesKnown(counted->all);
            arrange();
        });
}

void TypeHistogram::arrange()
{
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, format::colour(format::Colour::MutedText));
    m_more->setPalette(muted);
    m_more->setFont(format::font(format::Type::Small));
    qint64 all = 0;
    for (const api::TypeCount& each : std::as_const(m_counts))
        all += each.count;
    const int columns = std::max(1, width() / barWidthMin);
    const int linesHere = std::clamp(parentWidget() ? parentWidget()->height() / pageHeightPerLine - 1 : 1, 1, linesMax);
    const int shown = std::min<int>(static_cast<int>(m_counts.size()), columns * linesHere);
    const int lines = (shown + columns - 1) / columns;
    while (m_bars.size() < shown) {
        auto* bar = new TypeBar(m_area);
        connect(bar, &TypeBar::clicked, this, [this, bar] { Q_EMIT typeChosen(bar->type()); });
        m_bars.append(bar);
    }
    const int rowHeight = m_bars.isEmpty() ? format::rowDense : m_bars.first()->sizeHint().height();
    const int columnWidth = width() / columns;
    for (int i = 0; i < m_bars.size(); ++i) {
        TypeBar* bar = m_bars.at(i);
        bar->setVisible(i < shown);
        if (i >= shown)
            continue;
        bar->setType(m_counts.at(i).type, m_counts.at(i).count, all, m_counts.first().count);
        bar->setGeometry(i % columns * columnWidth, i / columns * rowHeight, columnWidth - format::px(Space::Small), rowHeight);
    }
    m_area->setFixedHeight(lines * rowHeight);
    const int hidden = static_cast<int>(m_counts.size()) - shown;
    QString text = m_counts.size() == 1 ? tr("1 type") : tr("%1 types").arg(format::number(m_counts.size()));
    if (hidden > 0 && !m_folded) {
        qint64 events = 0;
        for (qsizetype i = shown; i < m_counts.size(); ++i)
            events += m_counts.at(i).count;
        const QString types = hidden == 1 ? tr("1 more type") : tr("%1 more types").arg(format::number(hidden));
        text = events == 1 ? tr("%1 with 1 event").arg(types) : tr("%1 with %2 events").arg(types, format::number(events));
    }
    m_more->setText(m_counts.isEmpty() ? QString() : text);
}

void TypeHistogram::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    count();
}

void TypeHistogram::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        arrange();
}

void TypeHistogram::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        setFolded(m_folded);
}

}  // namespace replay::ui
