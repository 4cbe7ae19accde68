// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/import_card.h"

#include "ui/format/tokens.h"
#include "ui/pages/home/workspace_folders.h"

#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

namespace {
constexpr int limitMax = 10'000'000;
constexpr double factorMax = 100;
}  // namespace

ImportCard::ImportCard(QWidget* parent)
    : HomeCard(QStringLiteral("import"), tr("Import real orders"),
               tr("A year of a real shop: UCI Online Retail, as .csv or .csv.gz. Or a log of another workspace, exported as CloudEvents."),
               parent)
{
    m_choose = new QPushButton(format::icon(QStringLiteral("open")), tr("Choose a file…"), this);
    m_choose->setObjectName(QStringLiteral("chooseOrders"));
    m_choose->setMinimumWidth(0);
    connect(m_choose, &QPushButton::clicked, this, &ImportCard::browse);

    m_factor = new QDoubleSpinBox(this);
    m_factor->setObjectName(QStringLiteral("stockFactor"));
    m_factor->setRange(0, factorMax);
    m_factor->setDecimals(2);
    m_factor->setSingleStep(0.1);
    m_factor->setValue(1.0);
    m_factor->setToolTip(tr("How much of what the file sells is in stock at the start. 1.00: just enough; less: some orders are refused."));
    m_limit = new QSpinBox(this);
    m_limit->setObjectName(QStringLiteral("invoiceLimit"));
    m_limit->setRange(0, limitMax);
    m_limit->setSingleStep(100);
    m_limit->setGroupSeparatorShown(true);
    m_limit->setSpecialValueText(tr("all"));
    m_limit->setToolTip(tr("How many invoices to read at most. The whole file has about 26,000."));

    m_import = new QPushButton(format::icon(QStringLiteral("import")), tr("Import"), this);
    m_import->setObjectName(QStringLiteral("startImport"));
    connect(m_import, &QPushButton::clicked, this, [this] { Q_EMIT importRequested(m_file, m_factor->value(), m_limit->value()); });

    auto* form = new QGridLayout;
    form->setHorizontalSpacing(format::px(Space::Small));
    form->setVerticalSpacing(format::px(Space::Small));
    form->setColumnStretch(1, 1);
    const auto addRow = [this, form](const QString& text, QWidget* field) {
        auto* label = new QLabel(text, this);
        label->setBuddy(field);
        field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        form->addWidget(label, form->rowCount(), 0, Qt::AlignVCenter);
        form->addWidget(field, form->rowCount() - 1, 1);
    };
    addRow(tr("Opening stock ×"), m_factor);
    addRow(tr("Invoices"), m_limit);
    body()->addWidget(m_choose, 0, Qt::AlignLeft);
    body()->addLayout(form);
    body()->addStretch();
    body()->addWidget(m_import, 0, Qt::AlignLeft);
    describe();
}

void ImportCard::setFile(const QString& file)
{
    m_file = file;
    describe();
}

void ImportCard::setBusy(bool busy)
{
    m_busy = busy;
    describe();
}

void ImportCard::browse()
{
    const QString start = m_file.isEmpty() ? QDir::homePath() : QFileInfo(m_file).path();
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Choose a file of orders, or an exported log"), start,
                                     tr("Orders (*.csv *.csv.gz);;CloudEvents (*.ndjson *.jsonl *.ndjson.gz *.jsonl.gz);;All files (*)"));
    if (!file.isEmpty())
        setFile(file);
}

void ImportCard::describe()
{
    constexpr int nameLetters = 26;
    const QString name = QFileInfo(m_file).fileName();
    const QString shown =
        name.size() > nameLetters ? QString(name.left(nameLetters / 2) % QStringLiteral("…") % name.right(nameLetters / 2 - 1)) : name;
    m_choose->setText(m_file.isEmpty() ? tr("Choose a file…") : shown);
    m_choose->setToolTip(m_file.isEmpty() ? tr("Or drop a .csv, .csv.gz, .ndjson or .jsonl file on this page")
                                          : QDir::toNativeSeparators(m_file));
    const bool isLog = isLogFile(m_file);
    m_factor->setEnabled(!isLog);  // a log is taken up as it is
    m_limit->setEnabled(!isLog);
    const QString denied = m_busy ? tr("An import is running.") : m_file.isEmpty() ? tr("Choose a file first.") : QString();
    m_import->setEnabled(denied.isEmpty());
    m_import->setToolTip(denied);
}

}  // namespace replay::ui
