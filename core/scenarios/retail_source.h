// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/random.h"
#include "core/scenarios/input_source.h"
#include "core/scenarios/retail_plan.h"

#include <deque>

namespace replay::scenarios {

struct RetailOptions {
    QString path;
    std::int64_t invoiceLimit = 0;       ///< only the file's first so many invoices; 0: all
    std::int64_t stockPermille = 1'000;  ///< opening stock = units sold × this ÷ 1000, rounded down
};

/// The shop of an Online Retail file, as commands: first its customers and products with their opening stock, on the first
/// invoice's day at midnight; then its invoices in the order of the file, each at its own microsecond. A later run with a
/// higher limit imports the further invoices as a stretch of its own: what is new is set up, what sold on gets more stock.
///
/// Ids of products and customers are functions of the seed and the stock code or number, so that two files of one shop meet in
/// the same products; ids of orders and messages are functions of the file's content and the row.
class RetailSource : public InputSource {
public:
    static constexpr std::int64_t rowsWaitingMax = 100'000;  ///< rows of invoices that wait for an interrupted one

    /// `bookmarkOf` answers the bookmark kept under a name, if any. Reads the whole file and checks every row before
    /// anything is imported.
    using BookmarkOf = std::function<std::optional<QJsonObject>(const QString& name)>;
    static Result<std::unique_ptr<RetailSource>> open(const RetailOptions& options, std::uint64_t seed, const BookmarkOf& bookmarkOf,
                                                      const ScanProgress& progress = {});

    /// "import:" and the SHA-256 of the content (a different file is an import of its own), and for a later stretch "@" and its
    /// first invoice.
    QString name() const;
    const RetailReport& report() const { return m_plan.report; }
    /// Whether an earlier run imported all of this already.
    bool isFinished() const { return m_given == inputsInAll(); }

    ModelTime startsAt() const override { return m_begin; }
    Result<std::vector<PlannedInput>> next(int limit) override;
    QJsonObject bookmark() const override;
    double share() const override;

private:
    struct Line {
        std::int64_t row = 0;
        QByteArray code;
        std::int64_t quantity = 0;
        std::int64_t priceMilli = 0;
        bool sale = false;
        QByteArray remark;
    };
    struct OpenInvoice {
        std::int64_t index = 0;
        std::int64_t firstRow = 0;
        QByteArray number;
        QByteArray customer;
        QByteArray country;
        ModelTime at;
        std::int64_t rows = 0;  ///< read so far, used or not
        bool complete = false;
        std::vector<Line> lines;  ///< only those that are used
    };

    RetailSource(RetailOptions options, std::uint64_t seed) : m_options(std::move(options)), m_random(seed) {}
    static QString nameOf(const QByteArray& sha256, std::int64_t from);
    /// An order is confirmed, and a return of it closed, within a minute or not at all: the next return of it waits that long.
    static constexpr std::int64_t settlingUs = 60 * base::usPerSecond;

    Status begin(const QJsonObject& before, const ScanProgress& progress);
    Status resume(const QJsonObject& bookmark, const ScanProgress& progress);
    Status plan(std::int64_t from, std::int64_t limit, const ScanProgress& progress);
    std::int64_t inputsInAll() const { return static_cast<std::int64_t>(m_setup.size()) + m_plan.inputs; }
    void planSetup();
    PlannedInput setupInput(std::int64_t number) const;
    PlannedInput productInput(ModelTime at, std::int64_t number, const RetailPlan::Product& product) const;
    QJsonObject customerData(const RetailPlan::Customer& customer) const;
    std::int64_t stockFor(std::int64_t units) const;

    Status readInvoices();
    Status collect(const RetailRow& row);
    Status finishReading();
    void makeInputs(const OpenInvoice& invoice);
    bool isNext(ModelTime invoiceAt);
    void makeReturns(const OpenInvoice& invoice);
    QUuid orderId(ModelTime at, std::int64_t firstRow) const;
    PlannedInput returnInput(const OpenInvoice& invoice, const RetailPlan::Return& back) const;
    PlannedInput orderInput(const OpenInvoice& invoice) const;
    PlannedInput adjustmentInput(const Line& line) const;
    PlannedInput input(ModelTime at, const char* purpose, std::int64_t index, const char* command, QJsonObject data) const;

    QUuid productId(QByteArrayView code) const;
    QUuid customerId(QByteArrayView key) const;

    RetailOptions m_options;
    base::Random m_random;
    RetailFirstLook m_look;
    RetailPlan m_plan;
    ModelTime m_begin;  ///< of the stretch's first input
    struct SetupStep {
        bool ofProduct = false;
        std::size_t at = 0;  ///< in the plan's products or customers
    };
    std::vector<SetupStep> m_setup;
    std::int64_t m_given = 0;  ///< inputs of this stretch that next() gave
    std::int64_t m_skip = 0;   ///< inputs of invoices that an earlier run gave
    ModelTime m_last;          ///< of the last input given
    ModelTime m_made;          ///< of the last input made from an invoice
    std::unique_ptr<RetailReader> m_reader;
    bool m_readToEnd = false;
    std::deque<OpenInvoice> m_open;
    std::int64_t m_rowsOpen = 0;
    std::deque<PlannedInput> m_ready;
    QHash<std::int64_t, ModelTime> m_touched;  ///< by invoice of an order that comes back: its last input
};

}  // namespace replay::scenarios
