// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/cause_list.h"

#include "ui/format/tokens.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::px;
using format::Space;

namespace {

/// The shape of a link with the line that joins it to the one above.
class ChainMark : public QWidget {
public:
    ChainMark(format::Mark mark, bool first, QWidget* parent) : QWidget(parent), m_mark(mark), m_first(first)
    {
        setFixedWidth(px(Space::Large));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const int y = px(Space::Large);
        painter.setPen(QPen(format::colour(Colour::Outline), 1));
        if (!m_first)
            painter.drawLine(width() / 2, 0, width() / 2, y - px(Space::Small));
        painter.drawLine(width() / 2, y + px(Space::Small), width() / 2, height());
        if (m_mark == format::Mark::None)
            painter.drawEllipse(QPoint(width() / 2, y), 3, 3);
        format::drawMark(painter, QRectF(0, y - px(Space::Small), width(), px(Space::Large)), m_mark);
    }

private:
    format::Mark m_mark;
    bool m_first;
};

}  // namespace

CauseList::CauseList(QWidget* parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    auto* holder = new QWidget(this);
    holder->setBackgroundRole(QPalette::Base);
    holder->setAutoFillBackground(true);
    m_rows = new QVBoxLayout(holder);
    m_rows->setContentsMargins(px(Space::Medium), px(Space::Small), px(Space::Medium), px(Space::Small));
    m_rows->setSpacing(0);
    m_rows->addStretch();
    setWidget(holder);
    setAccessibleName(tr("Chain of causes"));
}

void CauseList::show(const CauseChain& chain)
{
    while (m_rows->count() > 1) {
        QLayoutItem* item = m_rows->takeAt(0);
        delete item->widget();
        delete item;
    }
    int at = 0;
    for (const CauseStep& step : chain.steps) {
        if (chain.leftOut > 0 && &step == &chain.steps.last()) {
            auto* gap = new QLabel(tr("… %n links left out …", nullptr, static_cast<int>(chain.leftOut)), widget());
            gap->setWordWrap(true);
            m_rows->insertWidget(at, gap);
            ++at;
        }
        m_rows->insertWidget(at, makeRow(step, at == 0));
        ++at;
    }
}

QWidget* CauseList::makeRow(const CauseStep& step, bool first)
{
    auto* row = new QWidget(widget());
    auto* title = new QLabel(step.html, row);
    title->setTextFormat(Qt::RichText);
    title->setWordWrap(true);
    title->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(title, &QLabel::linkActivated, this, &CauseList::linkActivated);
    auto* detail = new QLabel(step.detail, row);
    detail->setTextFormat(Qt::PlainText);
    detail->setWordWrap(true);
    detail->setFont(format::font(format::Type::Small));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, format::colour(Colour::MutedText));
    detail->setPalette(muted);
    auto* words = new QVBoxLayout;
    words->setContentsMargins(0, px(Space::Small), 0, px(Space::Hair));
    words->setSpacing(0);
    words->addWidget(title);
    words->addWidget(detail);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(px(Space::Small));
    line->addWidget(new ChainMark(step.mark, first, row));
    line->addLayout(words, 1);
    return row;
}

}  // namespace replay::ui
