// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/contract/projection_rows.h"

#include "core/projections/projection_fold.h"

namespace replay::test {

using namespace replay::projections;

namespace {
QString text(const char* latin) { return QString::fromLatin1(latin); }
}  // namespace

Filled fill(ProjectionShop& shop)
{
    Filled filled;
    const QUuid kitchen = shop.category(text("Kitchen"));
    filled.teapot = shop.product(text("Teapot"), text("49.90"), 100, kitchen);
    filled.lamp = shop.product(text("Lamp"), text("20.00"), 50);
    filled.customer = shop.customer(text("Ada"), text("Moore"));
    filled.sold = shop.order(filled.customer, filled.teapot, 2, text("49.90"), ProjectionShop::End::Completed);
    filled.declined = shop.order(filled.customer, filled.lamp, 3, text("20.00"), ProjectionShop::End::Declined);
    shop.advance(base::usPerDay);
    const auto shipped = shop.order(filled.customer, filled.lamp, 5, text("20.00"), ProjectionShop::End::Completed);
    shop.shipped(shipped, filled.lamp, 5);
    filled.running = shop.order(filled.customer, filled.teapot, 1, text("49.90"), ProjectionShop::End::Running);
    return filled;
}

QStringList allRows(storage::Database& read)
{
    QStringList rows;
    for (const ProjectionKind& kind : projectionKinds()) {
        for (const QString& table : kind.tables) {
            const std::string sql = "SELECT * FROM " + table.toStdString() + " ORDER BY 1";
            const Status done = read.each(sql, storage::bind(), [&](const storage::Row& row) {
                QStringList cells{table};
                for (int i = 0; i < row.columns(); ++i)
                    cells.append(row.value(i).typeId() == QMetaType::QByteArray ? QString::fromLatin1(row.bytes(i).toHex())
                                                                                : row.value(i).toString());
                rows.append(cells.join(u'|'));
            });
            if (!done)
                rows.append(done.error().message);
        }
    }
    return rows;
}

QStringList foldedRows(ProjectionShop& shop, Position position)
{
    QStringList rows;
    LogFeed feed(shop.database(text("log")));
    for (const ProjectionKind& kind : projectionKinds()) {
        auto fold = ProjectionFold::make(kind);
        const Status advanced = (*fold)->advance(feed, position);
        if (!advanced)
            return {advanced.error().message};
        for (const QString& row : allRows((*fold)->database())) {
            for (const QString& table : kind.tables) {
                if (row.startsWith(QString(table + u'|')))
                    rows.append(row);
            }
        }
    }
    return rows;
}

}  // namespace replay::test
