// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rows_page.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/shell/desk_link.h"

#include <QEvent>
#include <QHash>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::px;
using format::Space;

namespace {

constexpr int LinkRole = Qt::UserRole;

QString cellText(const QVariant& cell) { return cell.isNull() ? QStringLiteral("∅") : cell.toString(); }

QString changeWord(const QString& code)
{
    if (code == u"made")
        return RowsPage::tr("made");
    return code == u"removed" ? RowsPage::tr("removed") : RowsPage::tr("changed");
}

QString databaseName(const QString& code)
{
    if (code == u"read")
        return RowsPage::tr("Read models");
    return code == u"log" ? RowsPage::tr("Log") : format::service(code);
}

QString handlerText(const api::RowWrite& write)
{
    if (write.handlerKind == u"projection")
        return RowsPage::tr("projection %1").arg(write.handler);
    if (write.handlerKind == u"reaction")
        return RowsPage::tr("reaction to %1").arg(write.handler);
    if (write.handlerKind == u"saga")
        return RowsPage::tr("orchestrator, on %1").arg(write.handler);
    return write.handlerKind == u"relay" ? RowsPage::tr("relay") : RowsPage::tr("handler of %1").arg(write.handler);
}

QString missingText(const api::NotProjected& each)
{
    const QString name = format::spaced(each.projection);
    if (each.why == u"parked")
        return RowsPage::tr("%1 has parked it: %2").arg(name, each.detail);
    if (each.why == u"skipped")
        return RowsPage::tr("%1 skipped it").arg(name);
    if (each.why == u"paused")
        return RowsPage::tr("%1 is paused at %2").arg(name, format::number(each.behind));
    return RowsPage::tr("%1 stands at %2. %3").arg(name, format::number(each.behind), each.detail).trimmed();
}

QTreeWidgetItem* makeItem(QTreeWidgetItem* item, const QString& name, const QString& value, const QString& link)
{
    item->setText(0, name);
    item->setText(1, value);
    item->setToolTip(0, name);
    item->setToolTip(1, value);
    item->setData(0, LinkRole, link);
    if (!link.isEmpty())
        item->setForeground(0, format::colour(Colour::Accent));
    return item;
}

}  // namespace

RowsPage::RowsPage(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk), m_question(desk)
{
    m_words = new QLabel(this);
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setContentsMargins(px(Space::Medium), px(Space::Small), px(Space::Medium), px(Space::Small));
    m_tree = new QTreeWidget(this);
    m_tree->setColumnCount(2);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setAccessibleName(tr("Rows and the events that wrote them"));
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Interactive);
    m_tree->header()->setStretchLastSection(true);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) { follow(item); });
    connect(m_tree, &QTreeWidget::itemClicked, this, [this](const QTreeWidgetItem* item, int column) {
        if (column == 0)
            follow(item);
    });
    connect(&m_question, &LongQuestion::progressed, this,
            [this](double share) { say(tr("Folding the log: %1 %").arg(static_cast<int>(share * 100))); });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_words);
    column->addWidget(m_tree, 1);
    applyLook();
}

void RowsPage::setSelection(const Selection& selection)
{
    m_question.cancel();
    m_selection = selection;
    m_loaded = false;
    m_tree->clear();
    if (isVisible())
        load();
}

void RowsPage::say(const QString& words) { m_words->setText(words); }

void RowsPage::load()
{
    if (m_loaded || !m_desk.isOpen())
        return;
    m_loaded = true;
    if (m_selection.kind == Selection::Kind::Event) {
        say(tr("Folding the log…"));
        m_question.start<api::EventTrace>(
            [id = m_selection.id](api::Reader& reader, const api::Progress& progress) { return reader.rowsTouched(id, progress); },
            [this](const api::Result<api::EventTrace>& trace) { trace ? show(*trace) : say(trace.error().message); });
        return;
    }
    if (m_selection.kind == Selection::Kind::Row) {
        say(tr("Folding the log…"));
        const api::RowRef row{QStringLiteral("read"), m_selection.id.section(QLatin1Char('/'), 0, 0),
                              m_selection.id.section(QLatin1Char('/'), 1)};
        m_question.start<api::RowProvenance>(
            [row](api::Reader& reader, const api::Progress& progress) { return reader.provenance(row, progress); },
            [this](const api::Result<api::RowProvenance>& found) { found ? show(*found) : say(found.error().message); });
        return;
    }
    say(tr("Select an event to see every row that it wrote, or a row of a read model to see the events that wrote it."));
}

void RowsPage::addCells(QTreeWidgetItem* parent, const api::RowWrite& write)
{
    for (const api::CellChange& cell : write.cells)
        makeItem(new QTreeWidgetItem(parent), cell.column,
                 write.change == u"changed" ? QString(cellText(cell.before) + QStringLiteral(" → ") + cellText(cell.after))
                                            : cellText(cell.after.isNull() ? cell.before : cell.after),
                 {});
}

void RowsPage::show(const api::EventTrace& trace)
{
    QStringList words{tr("%n rows in every database together.", nullptr, static_cast<int>(trace.rows.size()))};
    for (const api::NotProjected& each : trace.missing)
        words << missingText(each);
    say(words.join(QLatin1Char('\n')));
    QHash<QString, QTreeWidgetItem*> databases;
    for (const api::RowWrite& write : trace.rows) {
        QTreeWidgetItem*& top = databases[write.row.database];
        if (!top) {
            top = makeItem(new QTreeWidgetItem(m_tree), databaseName(write.row.database), {}, {});
            top->setFirstColumnSpanned(true);
            top->setExpanded(true);
        }
        const bool shown = write.row.database == u"read";
        const QString row = write.row.table + QLatin1Char('/') + write.row.key;
        auto* item = makeItem(new QTreeWidgetItem(top), write.row.table, changeWord(write.change),
                              shown ? QString(QStringLiteral("row:") + row) : QString());
        item->setToolTip(0, tr("%1, key %2\n%3").arg(write.row.table, write.row.key, handlerText(write)));
        addCells(item, write);
        item->setExpanded(shown || write.row.database != u"log");
    }
    m_tree->resizeColumnToContents(0);
}

void RowsPage::show(const api::RowProvenance& provenance)
{
    QStringList words{tr("Written by %n events, the newest first.", nullptr, static_cast<int>(provenance.written))};
    if (provenance.written > provenance.writes.size())
        words << tr("These are the newest %1.").arg(format::number(provenance.writes.size()));
    if (!provenance.foreign.isEmpty())
        words << tr("No event gave it what stands in: %1.").arg(provenance.foreign.join(QStringLiteral(", ")));
    for (const api::ParkedEvent& event : provenance.aside)
        words << tr("Set aside: %1 at %2: %3").arg(format::eventType(event.eventType), format::number(event.position), event.error);
    say(words.join(QLatin1Char('\n')));
    for (auto write = provenance.writes.crbegin(); write != provenance.writes.crend(); ++write) {
        auto* item = makeItem(new QTreeWidgetItem(m_tree), format::eventType(write->eventType),
                              QString(QStringLiteral("#") + format::number(write->position)), deskLink::toEvent(write->eventId));
        item->setToolTip(0, tr("%1\n%2, %3").arg(write->eventType, handlerText(*write), format::clock(write->at)));
        addCells(item, *write);
        item->setExpanded(true);
    }
    m_tree->resizeColumnToContents(0);
}

void RowsPage::follow(const QTreeWidgetItem* item)
{
    const QString link = item->data(0, LinkRole).toString();
    if (link.startsWith(QStringLiteral("row:")))
        m_desk.select({Selection::Kind::Row, link.section(QLatin1Char(':'), 1), 0});
    else if (!link.isEmpty())
        deskLink::open(m_desk, link);
}

void RowsPage::applyLook()
{
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, format::colour(Colour::MutedText));
    m_words->setPalette(muted);
}

void RowsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    load();
}

void RowsPage::hideEvent(QHideEvent* event)
{
    if (m_question.isRunning()) {
        m_question.cancel();
        m_loaded = false;
    }
    QWidget::hideEvent(event);
}

void RowsPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        applyLook();
        m_loaded = false;
        m_tree->clear();
        if (isVisible())
            load();
    }
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
