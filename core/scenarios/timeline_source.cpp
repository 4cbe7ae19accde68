// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/timeline_source.h"

#include "core/scenarios/shop_goods.h"
#include "core/scenarios/shop_ids.h"
#include "core/scenarios/vocabulary.h"

#include <QJsonArray>

namespace replay::scenarios {

QJsonObject withIds(const QJsonObject& data, const QString& command, const base::Random& random, ModelTime start)
{
    const ShopIds ids(random, start);
    const QString target = commandTarget(command);
    const bool ofUser = target == u"user" || target == u"product";
    QJsonObject named;
    for (auto field = data.constBegin(); field != data.constEnd(); ++field) {
        const std::int64_t number = field.value().toInteger(0);
        if (field.key() == u"product")
            named.insert(QStringLiteral("product_id"), base::idText(ids.product(number)));
        else if (field.key() == u"customer")
            named.insert(ofUser ? QStringLiteral("user_id") : QStringLiteral("customer_id"), base::idText(ids.customer(number)));
        else if (field.key() == u"order")
            named.insert(QStringLiteral("order_id"), base::idText(ids.order(number)));
        else
            named.insert(field.key(), field.value());
    }
    if (data.value(QLatin1StringView("items")).isArray()) {
        QJsonArray items;
        for (const QJsonValue& item : data.value(QLatin1StringView("items")).toArray())
            items << (item.isObject() ? QJsonValue(withIds(item.toObject(), command, random, start)) : item);
        named.insert(QStringLiteral("items"), items);
    }
    const bool ships = command == u"PlaceOrder" || command == u"CreateOrder";
    const std::int64_t customer = data.value(QLatin1StringView("customer")).toInteger(0);
    if (ships && customer > 0 && !data.contains(QLatin1StringView("shipping_address")))
        named.insert(QStringLiteral("shipping_address"), addressOf(personOf(random, customer)));
    return named;
}

TimelineSource::TimelineSource(const Scenario& scenario, std::uint64_t seed, const QJsonObject& bookmark)
    : m_random(seed),
      m_start(scenario.start),
      m_entries(scenario.timeline),
      m_given(static_cast<qsizetype>(bookmark.value(QLatin1StringView("given")).toInteger()))
{
}

Result<std::vector<PlannedInput>> TimelineSource::next(int limit)
{
    std::vector<PlannedInput> inputs;
    for (; m_given < m_entries.size() && static_cast<int>(inputs.size()) < limit; ++m_given) {
        const TimelineEntry& entry = m_entries[m_given];
        PlannedInput planned;
        planned.at = m_start + entry.atUs;
        planned.target = commandTarget(entry.command);
        planned.message.id = m_random.uuid(planned.at, "timeline", static_cast<std::uint64_t>(m_given));
        planned.message.correlationId = planned.message.id;
        planned.message.actor = QStringLiteral("user");
        planned.message.name = entry.command;
        planned.message.data = withIds(entry.data, entry.command, m_random, m_start);
        inputs.push_back(std::move(planned));
    }
    return inputs;
}

QJsonObject TimelineSource::bookmark() const { return {{QStringLiteral("given"), qint64{m_given}}}; }

double TimelineSource::share() const
{
    return m_entries.isEmpty() ? 1.0 : static_cast<double>(m_given) / static_cast<double>(m_entries.size());
}

}  // namespace replay::scenarios
