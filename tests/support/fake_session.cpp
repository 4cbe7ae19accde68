// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"

#include "core/base/json.h"
#include "core/base/money.h"
#include "tests/support/fake_folds.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMutexLocker>
#include <QPointer>
#include <algorithm>

namespace replay::test {

namespace {

QString key(const char* latin) { return QString::fromLatin1(latin); }

const QStringList& gaps()
{
    static const QStringList list{key("received"),  key("loaded"),    key("decided"),      key("appended"),
                                  key("committed"), key("published"), key("acknowledged"), key("projected")};
    return list;
}

}  // namespace

FakeSession::FakeSession(const FakeOptions& options, QObject* parent)
    : api::Session(parent),
      m_options(options),
      m_platform(std::make_shared<FakePlatform>(options.events))
{
    const Position head = m_platform->shop.head();
    for (const QString& name : projectionNames()) {
        api::ProjectionInfo info;
        info.name = name;
        info.position = head;
        m_platform->projections.append(info);
    }
    for (const char* name : {"streams", "money", "stock", "sagas", "folds", "deliveries"}) {
        api::InvariantResult result;
        result.name = key(name);
        result.checked = head;
        m_platform->invariants.append(result);
    }
    connect(&m_clock, &QTimer::timeout, this, [this] {
        const double factor = m_speed > 0 ? m_speed : 64;
        advance(std::max<qint64>(1, static_cast<qint64>(m_options.eventsPerTick * factor)));
    });
    m_import.setInterval(20);
    connect(&m_import, &QTimer::timeout, this, [this] {
        m_report.rowsRead = std::min(m_importRows, m_report.rowsRead + m_importRows / 25 + 1);
        m_report.rowsUsed = m_report.rowsRead - m_report.rowsRead / 40;
        m_report.orders = m_report.rowsRead / 20;
        m_report.users = m_report.rowsRead / 120;
        m_report.products = m_report.rowsRead / 130;
        m_report.refused = {{key("price is zero"), m_report.rowsRead / 60}, {key("no customer"), m_report.rowsRead / 120}};
        m_platform->shop.grow(40);
        announce();
        Q_EMIT importProgressed(m_report, static_cast<double>(m_report.rowsRead) / static_cast<double>(m_importRows));
        if (m_report.rowsRead == m_importRows)
            cancelImport();
    });
}

api::PlatformStatus FakeSession::status() const
{
    const FakeShop& shop = m_platform->shop;
    api::PlatformStatus status;
    status.head = shop.head();
    status.projected = status.head;
    {
        const QMutexLocker lock(&m_platform->mutex);
        for (const api::ProjectionInfo& info : std::as_const(m_platform->projections))
            status.projected = std::min(status.projected, info.position);
    }
    status.now = status.head > 0 ? shop.timeOf(status.head) : base::defaultStart;
    status.running = m_running;
    status.idle = !m_running;
    status.speed = m_speed;
    status.readOnly = m_options.readOnly;
    if (m_options.readOnly)
        status.readOnlyReason = QStringLiteral("another process (pid 4711) has this workspace open");
    status.gap = m_gap >= 0 ? gaps().at(m_gap) : QString();
    status.sagasStarted = shop.ordersAt(status.head);
    const auto ofType = [&](const char* type) {
        LogFilter filter;
        filter.type = key(type);
        return static_cast<qint64>(shop.matches(filter, 0, status.head, status.head, false).size());
    };
    status.sagasCompleted = ofType("SagaCompleted");
    status.sagasFailed = ofType("SagaFailed");
    status.sagasStuck = ofType("SagaStuck");
    status.sagasCompensating = ofType("SagaCompensating") - status.sagasFailed;
    status.sagasRunning = status.sagasStarted - status.sagasCompleted - status.sagasFailed - status.sagasCompensating;
    status.outboxPending = m_running ? 2 : 0;
    status.seed = 42;
    status.scenario = QStringLiteral("A weak payment provider");
    status.fingerprint = QStringLiteral("K7Q2ZD");
    status.pitfalls = m_pitfalls;
    {
        const QMutexLocker lock(&m_platform->mutex);
        status.sagasPaused = std::count(m_platform->operated.cbegin(), m_platform->operated.cend(), key("pause"));
    }
    status.error = m_error;
    return status;
}

api::Result<std::unique_ptr<api::Reader>> FakeSession::makeReader() const
{
    return std::unique_ptr<api::Reader>(std::make_unique<FakeReader>(m_platform));
}

void FakeSession::announce()
{
    {
        const QMutexLocker lock(&m_platform->mutex);
        const Position head = m_platform->shop.head();
        for (api::ProjectionInfo& info : m_platform->projections) {
            if (info.status == api::ProjectionStatus::Live)
                info.position =
                    info.name == QLatin1String("order_read_model") && m_running ? std::max<Position>(info.position, head - 4) : head;
        }
    }
    Q_EMIT advanced(status());
}

void FakeSession::advance(qint64 events)
{
    m_platform->shop.grow(events);
    announce();
}

void FakeSession::play()
{
    m_running = true;
    m_gap = -1;
    m_clock.start(m_options.tickMs);
    announce();
}

void FakeSession::pause()
{
    m_running = false;
    m_clock.stop();
    announce();
}

void FakeSession::step(api::StepSize size)
{
    m_running = false;
    m_clock.stop();
    if (size == api::StepSize::Gap) {
        m_gap = (m_gap + 1) % static_cast<int>(gaps().size());
        if (gaps().at(m_gap) == QLatin1String("published"))
            m_platform->shop.grow(1);
    } else {
        m_gap = -1;
        m_platform->shop.grow(1);
    }
    announce();
}

void FakeSession::setSpeed(double factor)
{
    m_speed = factor;
    announce();
}

api::CommandAnswer FakeSession::answer(const api::CommandRequest& request)
{
    api::CommandAnswer result;
    result.commandId =
        request.commandId.isEmpty() ? m_platform->shop.id(Thing::Message, (qint64(1) << 30) + ++m_lastCommand) : request.commandId;
    if (const auto receipt = m_receipts.find(result.commandId); receipt != m_receipts.end()) {
        result = receipt->second;
        result.repeated = true;
        return result;
    }
    const auto refuse = [&](api::CommandAnswer::Outcome outcome, const QString& reason) {
        result.outcome = outcome;
        result.reason = reason;
        m_receipts[result.commandId] = result;
        return result;
    };
    if (request.name.endsWith(QLatin1String("Saga"))) {
        const QString sagaId = QJsonDocument::fromJson(request.data)[key("saga_id")].toString();
        if (!operate(request, sagaId))
            return refuse(api::CommandAnswer::Outcome::Refused, QStringLiteral("%1: not now").arg(request.name));
        static const QHash<QString, QString> events{{key("RetrySaga"), key("SagaRetried")},
                                                    {key("PauseSaga"), key("SagaPaused")},
                                                    {key("ResumeSaga"), key("SagaResumed")},
                                                    {key("ResolveSaga"), key("SagaResolved")},
                                                    {key("AbortSaga"), key("SagaAborted")}};
        EventRow told;
        told.service = key("saga");
        told.actor = key("user");
        told.aggregateType = key("Saga");
        told.aggregateId = sagaId;
        told.eventType = events.value(request.name);
        told.data = request.data;
        result.events.append(m_platform->shop.append(told));
        result.outcome = api::CommandAnswer::Outcome::Done;
        return result;
    }
    const auto schemas = commandSchemas();
    const auto schema = std::find_if(schemas.begin(), schemas.end(), [&](const auto& each) { return each.name == request.name; });
    if (schema == schemas.end())
        return refuse(api::CommandAnswer::Outcome::Malformed, QStringLiteral("there is no command \"%1\"").arg(request.name));
    const auto data = base::parseJsonObject(request.data, request.name);
    if (!data)
        return refuse(api::CommandAnswer::Outcome::Malformed, data.error().message);
    for (const api::FieldSchema& field : schema->fields) {
        if (field.required && !data->contains(field.name))
            return refuse(api::CommandAnswer::Outcome::Malformed,
                          QStringLiteral("%1: field \"%2\" is missing; expected %3").arg(request.name, field.name, field.type));
        if (field.type == QLatin1String("money") && data->contains(field.name)) {
            const auto price = base::Money::parse(data->value(field.name).toString());
            if (!price)
                return refuse(api::CommandAnswer::Outcome::Malformed,
                              QStringLiteral("%1: field \"%2\": %3").arg(request.name, field.name, price.error().message));
            if (!price->isPositive())
                return refuse(api::CommandAnswer::Outcome::Refused, QStringLiteral("the price must be above zero"));
        }
    }
    FakeShop& shop = m_platform->shop;
    EventRow event;
    event.service = schema->service;
    event.actor = QStringLiteral("user");
    event.correlationId = result.commandId;
    event.causationId = result.commandId;
    const auto onto = [&](Thing thing, const char* field, const char* type) {
        event.aggregateType = FakeShop::typeName(thing);
        event.eventType = key(type);
        event.aggregateId = field ? data->value(key(field)).toString() : shop.id(thing, 1'000'000 + ++m_lastCommand);
    };
    if (request.name == QLatin1String("RegisterUser"))
        onto(Thing::User, nullptr, "UserRegistered");
    else if (request.name == QLatin1String("CreateProduct"))
        onto(Thing::Product, nullptr, "ProductCreated");
    else if (request.name == QLatin1String("UpdateProduct"))
        onto(Thing::Product, "product_id", "ProductUpdated");
    else if (request.name == QLatin1String("CreateOrder"))
        onto(Thing::Order, nullptr, "OrderCreated");
    else if (request.name == QLatin1String("ConfirmOrder") || request.name == QLatin1String("CancelOrder"))
        onto(Thing::Order, "order_id", request.name == QLatin1String("ConfirmOrder") ? "OrderConfirmed" : "OrderCancelled");
    else {
        onto(Thing::StockItem, nullptr, "StockAdjusted");
        if (const auto product = FakeShop::parse(data->value(key("product_id")).toString()))
            event.aggregateId = shop.id(Thing::StockItem, product->number);
    }
    const auto target = FakeShop::parse(event.aggregateId);
    if (!target)
        return refuse(api::CommandAnswer::Outcome::Malformed,
                      QStringLiteral("%1: \"%2\" is not an id").arg(request.name, event.aggregateId));
    if (target->thing == Thing::Order && target->number < 1'000'000) {
        const QString status = orderStatusAt(shop, target->number, shop.head());
        if (status != QLatin1String("pending"))
            return refuse(
                api::CommandAnswer::Outcome::Refused,
                QStringLiteral("only a pending order can be changed; %1 is %2").arg(FakeShop::orderNumber(target->number), status));
    }
    LogFilter stream;
    stream.aggregateId = event.aggregateId;
    const auto version = static_cast<int>(shop.matches(stream, 0, shop.head(), shop.head(), false).size());
    if (request.expectedVersion && *request.expectedVersion != version)
        return refuse(api::CommandAnswer::Outcome::Conflict, QStringLiteral("%1 %2: expected version %3, is %4")
                                                                 .arg(event.aggregateType, event.aggregateId)
                                                                 .arg(*request.expectedVersion)
                                                                 .arg(version));
    QJsonObject payload = *data;
    payload.remove(key("password"));
    event.data = base::jsonBytes(payload);
    result.events.append(shop.append(event));
    result.outcome = api::CommandAnswer::Outcome::Done;
    result.result = base::jsonBytes({{key("id"), event.aggregateId}, {key("version"), version + 1}});
    m_receipts[result.commandId] = result;
    return result;
}

void FakeSession::send(const api::CommandRequest& request, QObject* context, std::function<void(const api::CommandAnswer&)> answered)
{
    QTimer::singleShot(m_options.answerMs, this, [this, request, guard = QPointer<QObject>(context), answered = std::move(answered)] {
        api::CommandAnswer result;
        if (m_options.readOnly) {
            result.reason = status().readOnlyReason;
        } else {
            result = answer(request);
            const QMutexLocker lock(&m_platform->mutex);
            static const QStringList outcomes{key("done"), key("refused"), key("conflict"), key("refused"), key("refused")};
            m_platform->sent.prepend({result.commandId, request.name, request.data,
                                      m_platform->shop.timeOf(std::max<Position>(m_platform->shop.head(), 1)),
                                      outcomes.at(static_cast<int>(result.outcome)), result.reason});
        }
        announce();
        if (guard && answered)
            answered(result);
    });
}

void FakeSession::sendOneOrder(QObject* context, std::function<void(const api::CommandAnswer&)> answered)
{
    const qint64 order = m_platform->shop.ordersAt(m_platform->shop.head());
    api::CommandRequest request;
    request.name = QStringLiteral("CreateOrder");
    request.data = base::jsonBytes(m_platform->shop.orderData(order));
    send(request, context, std::move(answered));
}

QList<api::RequestSchema> FakeSession::commandSchemas() const { return fakeCommandSchemas(m_platform->shop); }
QList<api::RequestSchema> FakeSession::querySchemas() const { return fakeQuerySchemas(m_platform->shop); }

void FakeSession::changeProjection(const QString& name, const std::function<void(api::ProjectionInfo&)>& change)
{
    {
        const QMutexLocker lock(&m_platform->mutex);
        for (api::ProjectionInfo& info : m_platform->projections) {
            if (info.name == name)
                change(info);
        }
    }
    announce();
}

void FakeSession::import(const QString& file, double openingStockFactor, qint64 invoiceLimit)
{
    Q_UNUSED(openingStockFactor)
    if (!file.endsWith(QLatin1String(".csv")) && !file.endsWith(QLatin1String(".csv.gz"))) {
        Q_EMIT failed(base::malformed(QStringLiteral("%1: expected a .csv or .csv.gz file").arg(file)));
        return;
    }
    m_report = {};
    m_importRows = invoiceLimit > 0 ? invoiceLimit * 20 : 50'000;
    m_import.start();
}

void FakeSession::cancelImport()
{
    if (!m_import.isActive())
        return;
    m_import.stop();
    m_report.json = base::jsonBytes({{key("rows_read"), m_report.rowsRead}, {key("orders"), m_report.orders}});
    Q_EMIT importFinished(m_report);
}

void FakeSession::reset(QObject* context, std::function<void(const api::Result<void>&)> done)
{
    pause();
    m_platform->shop.reset();
    m_receipts.clear();
    changeProjection({}, [](api::ProjectionInfo&) {});
    QTimer::singleShot(m_options.answerMs, this, [guard = QPointer<QObject>(context), done = std::move(done)] {
        if (guard && done)
            done({});
    });
}

void FakeSession::saveAs(const QString& folder, QObject* context, std::function<void(const api::Result<void>&)> done)
{
    QTimer::singleShot(m_options.answerMs, this, [folder, guard = QPointer<QObject>(context), done = std::move(done)] {
        if (guard && done)
            done(folder.isEmpty() ? api::Result<void>(base::malformed(QStringLiteral("no folder was named"))) : api::Result<void>());
    });
}

void FakeSession::breakInvariant(const QString& name, const QString& detail, Position position)
{
    const QMutexLocker lock(&m_platform->mutex);
    for (api::InvariantResult& result : m_platform->invariants) {
        if (result.name != name)
            continue;
        result.ok = false;
        result.violations.append({m_platform->shop.id(Thing::Order, 0), detail, position, {}});
    }
}

void FakeSession::failPlatform(const QString& reason)
{
    pause();
    m_error = reason;
    announce();
    Q_EMIT failed(base::failed(reason));
}

api::Result<void> FakeWorkspaces::create(const QString& folder, const api::NewWorkspace& options)
{
    Q_UNUSED(options)
    if (folder.isEmpty())
        return base::malformed(QStringLiteral("no folder was named"));
    return {};
}

api::Result<std::unique_ptr<api::Session>> FakeWorkspaces::open(const QString& folder)
{
    if (folder.contains(QLatin1String("missing")))
        return base::unusable(QStringLiteral("%1 does not exist").arg(folder));
    auto session = std::make_unique<FakeSession>(m_options);
    const QList<api::BranchRow> all = family(folder);
    const auto row = std::find_if(all.begin(), all.end(), [&](const api::BranchRow& each) { return each.folder == folder; });
    session->setPlace(folder, row == all.end() ? std::nullopt : row->origin);
    return std::unique_ptr<api::Session>(std::move(session));
}

QList<api::Workspaces::Demonstration> FakeWorkspaces::demonstrations() const
{
    return {{QStringLiteral("first-order"), QStringLiteral("One order, end to end"),
             QStringLiteral("A command becomes events, rows and a shipped parcel."), 90, "{}"},
            {QStringLiteral("weak-payment"), QStringLiteral("A weak payment provider"),
             QStringLiteral("Every third card is declined, and every order is undone cleanly."), 90, "{}"}};
}

}  // namespace replay::test
