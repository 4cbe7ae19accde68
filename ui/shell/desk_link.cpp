// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desk_link.h"

namespace replay::ui::deskLink {

QString toEvent(const QString& eventId) { return QString(QStringLiteral("event:") + eventId); }

QString toAggregate(const QString& aggregateId) { return QString(QStringLiteral("aggregate:") + aggregateId); }

QString toSaga(const QString& sagaId) { return QString(QStringLiteral("saga:") + sagaId); }

QString toPosition(api::Position position) { return QString(QStringLiteral("position:") + QString::number(position)); }

QString toPage(const QString& page, const QString& argument)
{
    return argument.isEmpty() ? QString(QStringLiteral("page:") + page)
                              : QString(QStringLiteral("page:") + page + QLatin1Char('/') + argument);
}

QString anchor(const QString& link, const QString& text)
{
    return QStringLiteral("<a href=\"%1\">%2</a>").arg(link.toHtmlEscaped(), text.toHtmlEscaped());
}

void open(Desk& desk, const QString& link)
{
    const QString kind = link.section(QLatin1Char(':'), 0, 0);
    const QString rest = link.section(QLatin1Char(':'), 1);
    if (kind == QLatin1String("event")) {
        api::Position position = 0;
        if (desk.reader()) {
            auto found = desk.reader()->eventById(rest);
            if (found && *found)
                position = (*found)->position;
        }
        desk.select({Selection::Kind::Event, rest, position});
    } else if (kind == QLatin1String("aggregate")) {
        desk.select({Selection::Kind::Aggregate, rest, 0});
    } else if (kind == QLatin1String("saga")) {
        desk.select({Selection::Kind::Saga, rest, 0});
    } else if (kind == QLatin1String("position")) {
        desk.goTo(rest.toLongLong());
    } else if (kind == QLatin1String("page")) {
        desk.navigate(rest.section(QLatin1Char('/'), 0, 0), rest.section(QLatin1Char('/'), 1));
    }
}

}  // namespace replay::ui::deskLink
