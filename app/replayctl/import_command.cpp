// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/progress_line.h"
#include "app/replayctl/runner.h"
#include "app/replayctl/stop_signal.h"
#include "core/scenarios/retail_source.h"

#include <cmath>

namespace replay::ctl {
namespace {

constexpr int refusedRowsShown = 10;
constexpr double factorMax = 1'000'000;

Result<scenarios::RetailOptions> optionsOf(const Call& call)
{
    scenarios::RetailOptions options;
    options.path = call.argument(1);
    REPLAY_ASSIGN(options.invoiceLimit, call.whole("limit-invoices", 0, 1, wholeMax));
    if (const auto text = call.text("opening-stock")) {
        bool good = false;
        const double factor = text->toDouble(&good);
        if (!good || !(factor >= 0) || factor > factorMax)
            return base::malformed(QStringLiteral("--opening-stock: expected a factor from 0 to %1 such as 1.5, got \"%2\"")
                                       .arg(factorMax, 0, 'f', 0)
                                       .arg(*text));
        options.stockPermille = std::llround(factor * 1'000.0);
    }
    return options;
}

void printRefusals(const scenarios::RetailReport& report, Output& output)
{
    for (auto reason = report.refused.constBegin(); reason != report.refused.constEnd(); ++reason)
        output.line(QStringLiteral("             %1 because %2").arg(reason.value(), 7).arg(reason.key()));
    const qsizetype shown = std::min<qsizetype>(refusedRowsShown, report.refusedRows.size());
    for (qsizetype i = 0; i < shown; ++i)
        output.line(QStringLiteral("             row %1: %2").arg(report.refusedRows[i].row).arg(report.refusedRows[i].reason));
    if (report.refusedInAll() > shown && shown > 0)
        output.line(QStringLiteral("             … and %1 more (--json lists the first %2)")
                        .arg(report.refusedInAll() - shown)
                        .arg(scenarios::RetailReport::refusedRowsMax));
}

void printReturns(const scenarios::RetailReport::Returns& returns, qint64 refused, Output& output)
{
    using scenarios::milliText;
    output.line(QStringLiteral("returned     %1 units for %2 GBP in %3 returns of orders, from %4 rows; %5 returns refused by the shop")
                    .arg(returns.units)
                    .arg(milliText(returns.refundMilli))
                    .arg(returns.orders)
                    .arg(returns.rowsUsed)
                    .arg(refused));
    if (returns.rowsAtOtherPrice > 0)
        output.line(QStringLiteral("             %1 rows name another price than their orders: %2 GBP in all")
                        .arg(returns.rowsAtOtherPrice)
                        .arg(milliText(returns.matchedMilli - returns.refundMilli)));
    if (returns.unitsUnmatched > 0)
        output.line(QStringLiteral("             %1 units (%2 GBP) are of no order of the file")
                        .arg(returns.unitsUnmatched)
                        .arg(milliText(returns.unmatchedMilli)));
}

/// Returns that were sent and not taken up: of orders that were never confirmed, say.
Result<qint64> returnsRefused(runtime::Workspace& workspace, const scenarios::RetailReport& report)
{
    REPLAY_ASSIGN(const auto reader, workspace.makeReader());
    REPLAY_ASSIGN(const QList<api::TypeCount> types, reader->typeCounts());
    for (const api::TypeCount& type : types) {
        if (type.type == u"OrderReturnRequested")
            return std::max<qint64>(0, report.returns.orders - type.count);
    }
    return report.returns.orders;
}

void print(const scenarios::RetailReport& report, const api::PlatformStatus& status, qint64 refused, bool wasFinished, Output& output)
{
    if (wasFinished)
        output.line(QStringLiteral("%1 was imported before; nothing was done again").arg(report.file));
    output.line(
        QStringLiteral("rows         %1 read = %2 used + %3 refused").arg(report.rows).arg(report.used()).arg(report.refusedInAll()));
    printRefusals(report, output);
    output.line(QStringLiteral("invoices     %1: %2 orders, %3 cancellations")
                    .arg(report.invoices)
                    .arg(report.orders)
                    .arg(report.returns.invoices));
    output.line(QStringLiteral("users        %1 customers, %2 guests (one a country)").arg(report.customers).arg(report.guests));
    output.line(QStringLiteral("products     %1 with an opening stock of their units sold × %2")
                    .arg(report.products)
                    .arg(static_cast<double>(report.stockPermille) / 1'000.0));
    if (!report.codesWithoutPrice.isEmpty())
        output.line(QStringLiteral("             never sold at a price of two decimals: %1")
                        .arg(report.codesWithoutPrice.join(QStringLiteral(", "))));
    output.line(QStringLiteral("stock        %1 adjustments").arg(report.adjustmentsUsed));
    output.line(QStringLiteral("sold         %1 units for %2 GBP").arg(report.unitsSold).arg(scenarios::milliText(report.grossMilli)));
    printReturns(report.returns, refused, output);
    for (auto month = report.months.constBegin(); month != report.months.constEnd(); ++month)
        output.line(QStringLiteral("  %1    %2 orders %3 GBP")
                        .arg(month.key())
                        .arg(month->orders, 6)
                        .arg(scenarios::milliText(month->grossMilli), 14));
    printStatus(status, output);
}

// Reads the file and takes what is new in it into the workspace; answers whether there was nothing new.
Result<bool> takeIn(const scenarios::RetailOptions& options, const Call& call, runtime::Workspace& workspace,
                    scenarios::RetailReport& report)
{
    const auto bookmarkOf = [&](const QString& name) { return workspace.sourceBookmark(name); };
    std::unique_ptr<scenarios::RetailSource> source;
    {
        ProgressLine line;
        REPLAY_ASSIGN(source, scenarios::RetailSource::open(options, workspace.platform().settings().seed, bookmarkOf, [&](double share) {
                          line.show(share, QStringLiteral("reading %1").arg(call.argument(1)));
                          return !stopWanted();
                      }));
    }
    report = source->report();
    if (source->isFinished())
        return true;
    const QString name = source->name();
    REPLAY_TRY(workspace.addSource(std::move(source), name));
    return false;
}

}  // namespace

Result<int> runImport(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const scenarios::RetailOptions options, optionsOf(call));
    REPLAY_ASSIGN(const bool isLog, log::LogFile::isOne(options.path));
    if (isLog)
        return runImportLog(call, output);
    REPLAY_ASSIGN(const Opened opened, openToWrite(call));
    runtime::Workspace& workspace = *opened.workspace;
    if (call.has("seed")) {
        REPLAY_ASSIGN(const std::uint64_t seed, call.seed(0));
        REPLAY_TRY(workspace.reseed(seed));
    }
    scenarios::RetailReport report;
    REPLAY_ASSIGN(const bool wasFinished, takeIn(options, call, workspace, report));
    if (call.has("fast"))
        REPLAY_TRY(workspace.platform().setDurability(storage::Durability::Normal));
    const Status ran = runToEnd(workspace, 0, QStringLiteral("replayctl import %1 %2").arg(call.workspace(), call.argument(1)));
    REPLAY_TRY(workspace.platform().setDurability(storage::Durability::Full));
    REPLAY_TRY(ran);
    const api::PlatformStatus status = workspace.status();
    REPLAY_ASSIGN(const qint64 refused, returnsRefused(workspace, report));
    if (!output.isJson()) {
        print(report, status, refused, wasFinished, output);
        return exitDone;
    }
    QJsonObject json = report.toJson();
    QJsonObject returns = json.value(QLatin1StringView("returns")).toObject();
    returns.insert(QStringLiteral("returns_refused_by_the_shop"), refused);
    json.insert(QStringLiteral("returns"), returns);
    json.insert(QStringLiteral("imported_before"), wasFinished);
    json.insert(QStringLiteral("sagas"), toJson(status).value(QLatin1StringView("sagas")));
    json.insert(QStringLiteral("events"), status.head);
    json.insert(QStringLiteral("fingerprint"), status.fingerprint);
    output.document(json);
    return exitDone;
}

}  // namespace replay::ctl
