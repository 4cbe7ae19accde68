// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/import_panel.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/widgets/plain_delegate.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::Space;

namespace {
constexpr int perMille = 1'000;
constexpr int paceAfterMs = 500;  // before that, a pace says nothing
constexpr double shareLeast = 0.005;
}  // namespace

ImportPanel::ImportPanel(Desk& desk, QWidget* parent) : QFrame(parent), m_desk(desk)
{
    m_title = new QLabel(this);
    m_bar = new QProgressBar(this);
    m_bar->setRange(0, perMille);
    m_bar->setFormat(QStringLiteral("%p %"));
    m_bar->setAccessibleName(tr("Progress of the import"));
    m_cancel = new QPushButton(format::icon(QStringLiteral("stop")), tr("Cancel"), this);
    m_cancel->setObjectName(QStringLiteral("cancelImport"));
    m_cancel->setToolTip(tr("Stops here. What was imported stays, and importing the same file again goes on from there."));
    m_copy = new QPushButton(format::icon(QStringLiteral("copy")), tr("Copy JSON"), this);
    m_copy->setObjectName(QStringLiteral("copyReport"));
    m_copy->setToolTip(tr("Copies the whole report"));
    m_close = new QToolButton(this);
    m_close->setAutoRaise(true);
    m_close->setIcon(format::icon(QStringLiteral("close")));
    m_close->setToolTip(tr("Close the report"));
    m_close->setAccessibleName(tr("Close the report"));

    auto* head = new QHBoxLayout;
    head->setSpacing(format::px(Space::Small));
    head->addWidget(m_title, 1);
    head->addWidget(m_cancel);
    head->addWidget(m_copy);
    head->addWidget(m_close);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(format::px(Space::Wide));
    grid->setVerticalSpacing(0);
    m_rows = addFigure(grid, tr("rows read"));
    m_used = addFigure(grid, tr("rows used"));
    m_orders = addFigure(grid, tr("orders"));
    m_users = addFigure(grid, tr("customers"));
    m_products = addFigure(grid, tr("products"));
    m_pace = addFigure(grid, tr("rows a second"));
    m_left = addFigure(grid, tr("left"));
    grid->setColumnStretch(grid->columnCount(), 1);

    m_refused = new QTableWidget(0, 2, this);
    m_refused->setObjectName(QStringLiteral("refusedRows"));
    m_refused->setHorizontalHeaderLabels({tr("Rows not used, by reason"), tr("Rows")});
    m_refused->setAccessibleName(tr("Rows not used, by reason"));
    m_refused->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_refused->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_refused->setShowGrid(false);
    m_refused->setAlternatingRowColors(true);
    m_refused->verticalHeader()->hide();
    m_refused->verticalHeader()->setMinimumSectionSize(format::rowDense);
    m_refused->verticalHeader()->setDefaultSectionSize(format::rowDense);
    m_refused->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_refused->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_refused->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_refused->horizontalHeaderItem(1)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* delegate = new PlainDelegate(m_refused);
    delegate->setFigures(1);
    m_refused->setItemDelegate(delegate);
    m_waiting = new QLabel(this);
    m_waiting->setForegroundRole(QPalette::PlaceholderText);
    m_waiting->setWordWrap(true);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(format::px(Space::Wide), format::px(Space::Large), format::px(Space::Wide), format::px(Space::Large));
    column->setSpacing(format::px(Space::Medium));
    column->addLayout(head);
    column->addWidget(m_bar);
    column->addLayout(grid);
    column->addWidget(m_waiting);
    column->addWidget(m_refused);
    applyFonts();
    hide();

    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancelled = true;
        if (m_desk.session())
            m_desk.session()->cancelImport();
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(QString::fromUtf8(m_json)); });
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(&desk, &Desk::sessionChanged, this, &ImportPanel::listen);
    listen();
}

QLabel* ImportPanel::addFigure(QGridLayout* grid, const QString& caption)
{
    const int column = static_cast<int>(m_captions.size());
    auto* figure = new QLabel(this);
    auto* below = new QLabel(caption, this);
    below->setForegroundRole(QPalette::PlaceholderText);
    m_captions.append(below);
    grid->addWidget(figure, 0, column);
    grid->addWidget(below, 1, column);
    return figure;
}

void ImportPanel::listen()
{
    hide();
    setRunning(false);
    m_cancelled = false;
    auto* session = m_desk.session();
    if (!session)
        return;
    connect(session, &api::Session::importProgressed, this, &ImportPanel::onProgress);
    connect(session, &api::Session::importFinished, this, &ImportPanel::onFinished);
    // A failure's reason is shown by the window; here the progress ends.
    connect(session, &api::Session::failed, this, [this] {
        if (m_running) {
            m_title->setText(tr("The import failed"));
            setRunning(false);
        }
    });
}

void ImportPanel::onProgress(const api::ImportReport& report, double share)
{
    if (!m_running) {
        m_cancelled = false;
        m_clock.start();
        m_title->setText(tr("Importing orders"));
        m_refused->hide();
        m_waiting->hide();
        setRunning(true);
        show();
    }
    m_bar->setValue(static_cast<int>(share * perMille));
    showFigures(report);
    const qint64 elapsed = m_clock.elapsed();
    const bool known = elapsed >= paceAfterMs && share > shareLeast;
    m_pace->setText(elapsed >= paceAfterMs ? format::number(report.rowsRead * 1'000 / elapsed) : QStringLiteral("–"));
    m_left->setText(
        known ? format::duration(static_cast<qint64>(static_cast<double>(elapsed) * (1.0 - share) / share) / 1'000 * base::usPerSecond)
              : QStringLiteral("–"));
}

void ImportPanel::onFinished(const api::ImportReport& report)
{
    m_json = report.json;
    m_title->setText(m_cancelled ? tr("The import was stopped") : tr("Imported"));
    if (m_clock.isValid())
        m_pace->setText(format::number(report.rowsRead * 1'000 / std::max<qint64>(1, m_clock.elapsed())));
    else
        m_pace->setText(QStringLiteral("–"));
    showFigures(report);
    showRefused(report);
    setRunning(false);
    show();
}

void ImportPanel::setRunning(bool running)
{
    m_cancel->setVisible(running);
    m_bar->setVisible(running);
    m_left->setVisible(running);
    m_captions.last()->setVisible(running);
    m_copy->setVisible(!running && !m_json.isEmpty());
    m_close->setVisible(!running);
    if (running == m_running)
        return;
    m_running = running;
    Q_EMIT runningChanged(running);
}

void ImportPanel::showFigures(const api::ImportReport& report)
{
    m_captions[0]->setText(report.isLog ? tr("events read") : tr("rows read"));
    m_captions[1]->setText(report.isLog ? tr("events taken up") : tr("rows used"));
    m_captions[5]->setText(report.isLog ? tr("events a second") : tr("rows a second"));
    m_rows->setText(format::number(report.rowsRead));
    m_used->setText(format::number(report.rowsUsed));
    m_orders->setText(format::number(report.orders));
    m_users->setText(format::number(report.users));
    m_products->setText(format::number(report.products));
}

void ImportPanel::showRefused(const api::ImportReport& report)
{
    m_waiting->setText(
        tr("Rows that wait for a later import, because their invoice is not complete yet: %1").arg(format::number(report.rowsWaiting)));
    m_waiting->setVisible(report.rowsWaiting > 0);
    m_refused->setRowCount(static_cast<int>(report.refused.size()));
    for (int row = 0; row < report.refused.size(); ++row) {
        const auto& reason = report.refused.at(row);
        auto* text = new QTableWidgetItem(reason.type.contains(QLatin1Char(' ')) ? reason.type : format::spaced(reason.type));
        text->setToolTip(reason.type);
        m_refused->setItem(row, 0, text);
        m_refused->setItem(row, 1, new QTableWidgetItem(format::number(reason.count)));
    }
    constexpr int rowsShown = 8;
    const int rows = std::min<int>(rowsShown, static_cast<int>(report.refused.size()));
    m_refused->setFixedHeight(m_refused->horizontalHeader()->sizeHint().height() +
                              rows * m_refused->verticalHeader()->defaultSectionSize() + 2 * m_refused->frameWidth());
    m_refused->setVisible(rows > 0);
}

void ImportPanel::applyFonts()
{
    m_title->setFont(format::font(format::Type::Title, true));
    for (auto* figure : {m_rows, m_used, m_orders, m_users, m_products, m_pace, m_left})
        figure->setFont(format::font(format::Type::Title, true));
    for (auto* caption : std::as_const(m_captions))
        caption->setFont(format::font(format::Type::Small));
}

void ImportPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(format::colour(Colour::Hairline), 1));
    painter.setBrush(format::colour(Colour::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2 * format::cornerRadius, 2 * format::cornerRadius);
}

void ImportPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        applyFonts();
    QFrame::changeEvent(event);
}

}  // namespace replay::ui
