// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sagas/gap_matrix_dialog.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/plain_delegate.h"
#include "ui/widgets/progress_strip.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

namespace replay::ui {

using format::px;
using format::Space;
using Model = GapTrialsModel;

namespace {
constexpr QSize sizeUsual(1'300, 680);
constexpr int detailLines = 6;
enum Sheet { EmptySheet, MatrixSheet };
}  // namespace

GapMatrixDialog::GapMatrixDialog(Desk& desk, QWidget* parent) : QDialog(parent), m_desk(desk), m_run(desk), m_model(new Model(this))
{
    setWindowTitle(tr("Try all gaps"));
    setObjectName(QStringLiteral("gapMatrix"));
    build();
    connect(&desk, &Desk::sessionChanged, this, &GapMatrixDialog::attach);
    connect(&desk, &Desk::statusChanged, this, &GapMatrixDialog::readPitfalls);
    attach();
    const int margin = px(Space::Wide);
    resize(parent ? sizeUsual.boundedTo(parent->window()->size() - QSize(2 * margin, 2 * margin)) : sizeUsual);
}

void GapMatrixDialog::build()
{
    auto* intro = new QLabel(
        tr("The saga runs once for every gap of every step, each time in a shop of its own that is thrown away, with one crash or loss there."),
        this);
    intro->setWordWrap(true);
    intro->setForegroundRole(QPalette::PlaceholderText);
    m_saga = new QComboBox(this);
    m_saga->setAccessibleName(tr("Saga"));
    m_pitfalls = new QCheckBox(this);
    m_try = new QPushButton(format::icon(QStringLiteral("gap")), tr("&Try all gaps"), this);
    m_try->setObjectName(QStringLiteral("tryAllGaps"));
    m_try->setAutoDefault(false);
    m_export = new QPushButton(format::icon(QStringLiteral("export")), tr("E&xport…"), this);
    m_export->setAutoDefault(false);
    auto* head = new QHBoxLayout;
    head->setSpacing(px(Space::Medium));
    head->addWidget(m_saga);
    head->addWidget(m_try);
    head->addWidget(m_pitfalls);
    head->addStretch(1);
    head->addWidget(m_export);
    m_progress = new ProgressStrip(m_run, this);
    m_progress->setTitle(tr("Trying"));
    m_message = new MessageBar(this);
    m_message->hide();
    m_told = new QLabel(this);
    m_told->setFont(format::font(format::Type::Body, true));
    m_told->setWordWrap(true);

    m_stack = new QStackedWidget(this);
    m_empty =
        new EmptyState(QStringLiteral("sagas"), tr("Nothing tried yet"),
                       tr("Each row of the matrix will be one run: where it failed, how it ended, and which invariants held."), m_stack);
    m_empty->addAction(tr("Try all gaps"), [this] { tryAll(); });
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeTable());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(Space::Wide), px(Space::Large), px(Space::Wide), px(Space::Large));
    column->setSpacing(px(Space::Small));
    column->addWidget(intro);
    column->addLayout(head);
    column->addWidget(m_progress);
    column->addWidget(m_message);
    column->addWidget(m_told);
    column->addWidget(m_stack, 1);
    connect(m_try, &QPushButton::clicked, this, &GapMatrixDialog::tryAll);
    connect(m_export, &QPushButton::clicked, this, &GapMatrixDialog::chooseExport);
    connect(&m_run, &LongQuestion::runningChanged, this, [this](bool running) {
        for (QWidget* widget : {static_cast<QWidget*>(m_try), static_cast<QWidget*>(m_saga)})
            widget->setEnabled(!running);
        readPitfalls();
    });
}

QWidget* GapMatrixDialog::makeTable()
{
    auto* split = new QSplitter(Qt::Vertical, m_stack);
    split->setChildrenCollapsible(false);
    m_table = new QTableView(split);
    m_table->setModel(m_model);
    auto* delegate = new PlainDelegate(m_table);
    delegate->setStatus(Model::OutcomeColumn);
    for (const int column : {Model::AttemptsColumn, Model::TookColumn})
        delegate->setFigures(column);
    m_table->setItemDelegate(delegate);
    m_table->setAccessibleName(tr("Gaps, outcomes and invariants"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(format::rowDense);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_details = new QPlainTextEdit(split);
    m_details->setReadOnly(true);
    m_details->setAccessibleName(tr("About the chosen run"));
    m_details->setPlaceholderText(tr("Choose a run to see what came of it"));
    m_details->setMinimumHeight(detailLines * QFontMetrics(format::font(format::Type::Body)).height());
    split->addWidget(m_table);
    split->addWidget(m_details);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 0);
    split->setSizes({sizeUsual.height(), m_details->minimumHeight()});
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { m_details->setPlainText(m_model->details(current.row())); });
    return split;
}

void GapMatrixDialog::attach()
{
    m_saga->clear();
    const QStringList sagas = m_desk.isOpen() ? m_desk.session()->triedSagas() : QStringList();
    for (const QString& each : sagas)
        m_saga->addItem(format::sagaType(each), each);
    m_try->setEnabled(!sagas.isEmpty());
    m_try->setToolTip(sagas.isEmpty() ? tr("No workspace is open.") : QString());
    m_model->setTrials({});
    m_message->clear();
    say({});
    readPitfalls();
}

void GapMatrixDialog::readPitfalls()
{
    const QStringList on = m_desk.isOpen() ? m_desk.status().pitfalls : QStringList();
    m_pitfalls->setText(on.isEmpty() ? tr("With the pitfalls that are on (none)")
                                     : tr("With the pitfalls that are on (%1)").arg(format::number(on.size())));
    m_pitfalls->setEnabled(!on.isEmpty() && !m_run.isRunning());
    QStringList names;
    for (const QString& code : on)
        names << format::pitfall(code);
    m_pitfalls->setToolTip(on.isEmpty() ? tr("Switch one on under Faults and pitfalls to see what the matrix makes of it")
                                        : names.join(u'\n'));
}

void GapMatrixDialog::say(const QString& text)
{
    m_told->setText(text);
    m_told->setVisible(!text.isEmpty());
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? MatrixSheet : EmptySheet);
    m_export->setEnabled(m_model->rowCount() > 0);
    m_export->setToolTip(m_model->rowCount() > 0 ? tr("The matrix as CSV") : tr("There is nothing to export yet."));
}

void GapMatrixDialog::tryAll()
{
    if (!m_desk.isOpen() || m_run.isRunning())
        return;
    m_message->clear();
    api::GapQuestion question;
    question.saga = m_saga->currentData().toString();
    question.seed = m_desk.status().seed;
    if (question.saga == u"OrderProcessing")  // only purchases can go without an orchestrator
        question.sagaStyle = m_desk.status().sagaStyle;
    if (m_pitfalls->isEnabled() && m_pitfalls->isChecked())
        question.pitfalls = m_desk.status().pitfalls;
    m_run.start<QList<api::GapTrial>>([session = m_desk.session(), question](
                                          api::Reader&, const api::Progress& progress) { return session->tryAllGaps(question, progress); },
                                      [this](const api::Result<QList<api::GapTrial>>& trials) { showTrials(trials); });
}

void GapMatrixDialog::showTrials(const api::Result<QList<api::GapTrial>>& trials)
{
    if (!trials) {
        m_message->showError(tr("The gaps could not be tried"), trials.error());
        return;
    }
    m_model->setTrials(*trials);
    const int bad = m_model->bad();
    const QString runs = format::number(m_model->rowCount());
    say(bad == 0   ? tr("%1 gaps tried: each run ended by itself, and every invariant held in all of them.").arg(runs)
        : bad == 1 ? tr("%1 gaps tried: 1 run did not end well.").arg(runs)
                   : tr("%1 gaps tried: %2 runs did not end well.").arg(runs, format::number(bad)));
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column, m_table->columnWidth(column) + px(Space::Small));
    int first = 0;  // what went wrong is what people look for
    while (first + 1 < m_model->rowCount() && m_model->trials().at(first).isGood())
        ++first;
    m_table->setCurrentIndex(m_model->index(m_model->bad() > 0 ? first : 0, 0));
}

QString GapMatrixDialog::told() const { return m_told->text(); }
QString GapMatrixDialog::details() const { return m_details->toPlainText(); }

void GapMatrixDialog::chooseExport()
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Export the matrix"), QString(QStringLiteral("gaps-") + m_saga->currentData().toString() + QStringLiteral(".csv")),
        tr("CSV table (*.csv)"));
    if (file.isEmpty())
        return;
    const QString problem = exportTo(file);
    if (problem.isEmpty())
        m_message->showMessage(MessageBar::Family::Done, tr("Exported"), file);
    else
        m_message->showError(tr("The matrix was not exported"), base::failed(problem));
}

QString GapMatrixDialog::exportTo(const QString& file) const
{
    QSaveFile out(file);
    const QByteArray text = m_model->csv();
    if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size() || !out.commit())
        return QStringLiteral("%1: %2").arg(file, out.errorString());
    return {};
}

void GapMatrixDialog::reject()
{
    m_run.cancel();
    QDialog::reject();
}

}  // namespace replay::ui
