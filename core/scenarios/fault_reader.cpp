// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/fault_reader.h"

#include "core/scenarios/vocabulary.h"

namespace replay::scenarios {
namespace {

using base::Fields;
using base::ModelTime;
using base::Result;

constexpr std::int64_t countMax = 1'000'000'000;

QString oneOf(Fields& fields, const char* key, const char* what, const QStringList& known)
{
    const std::optional<QString> given = fields.maybeText(key);
    if (given && !known.contains(*given))
        fields.fail(key, notOneOf(*given, what, known));
    return given.value_or(QString());
}

std::int64_t duration(Fields& fields, const char* key)
{
    const std::optional<QString> given = fields.maybeText(key);
    if (!given)
        return 0;
    const Result<std::int64_t> us = base::parseDuration(*given);
    if (!us) {
        fields.fail(key, us.error().message);
        return 0;
    }
    return *us;
}

// A duration counts from the start; a time stands for itself.
std::optional<ModelTime> instant(Fields& fields, const char* key, ModelTime start)
{
    const std::optional<QString> given = fields.maybeText(key);
    if (!given)
        return std::nullopt;
    if (given->endsWith(u'Z')) {
        const Result<ModelTime> time = ModelTime::parse(*given);
        if (!time)
            fields.fail(key, time.error().message);
        return time ? *time : start;
    }
    const Result<std::int64_t> us = base::parseDuration(*given);
    if (!us)
        fields.fail(key, us.error().message);
    return start + (us ? *us : 0);
}

bool crashes(const QString& kind)
{
    return kind == u"crash_before_commit" || kind == u"crash_after_commit" || kind == u"orchestrator_crash";
}

void checkKind(Fields& fields, const QString& kind)
{
    if (!fields.good())
        return;
    if (!faultKindNames().contains(kind))
        fields.fail("kind", notOneOf(kind, "fault kind", faultKindNames()));
    else if (!faultKindsHere().contains(kind))
        fields.fail("kind",
                    QStringLiteral("%1 is not in this version, which has %2").arg(kind, faultKindsHere().join(QStringLiteral(", "))));
}

// An effect that the kind does not have would be ignored in silence: say so instead.
void checkEffects(Fields& fields, const api::FaultRule& rule)
{
    const QString& kind = rule.kind;
    if (!fields.good())
        return;
    if (fields.has("delay") && kind != u"delay" && kind != u"database_slow")
        fields.fail("delay", QStringLiteral("only the kinds delay and database_slow have one, not %1").arg(kind));
    if (fields.has("down_for") && !crashes(kind) && kind != u"service_down" && kind != u"partition")
        fields.fail("down_for", QStringLiteral("only a crash, service_down or a partition has one, not %1").arg(kind));
    if ((kind == u"service_down" || kind == u"partition") && rule.service.isEmpty())
        fields.fail("service", QStringLiteral("%1 needs the service that it is about").arg(kind));
    if (kind == u"partition" && rule.peer == rule.service)
        fields.fail("peer", QStringLiteral("a service cannot be cut off from itself"));
    for (const char* key : {"message", "step", "order", "occurrence", "times", "probability"}) {
        if (kind == u"partition" && fields.has(key))
            fields.fail(key, QStringLiteral("a partition is aimed by service, peer and time, not by this"));
    }
    if (fields.has("peer") && kind != u"partition")
        fields.fail("peer", QStringLiteral("only the kind partition has one, not %1").arg(kind));
    if (fields.has("step") && kind == u"poison_event")
        fields.fail("step",
                    QStringLiteral("a poison_event is aimed by service (or projection), message (an event type), order and the like"));
    if (kind == u"orchestrator_crash" && !rule.service.isEmpty() && rule.service != u"saga" && fields.good())
        fields.fail("service", QStringLiteral("an orchestrator_crash is always of the saga service; aim it by step or order"));
}

// Poison meets an event on its way into a read model; all else meets a message on its way to a service.
bool isPoison(const QString& kind) { return kind == u"poison_event"; }

QStringList servicesOf(const QString& kind) { return isPoison(kind) ? serviceNames() + projectionNames() : serviceNames(); }

QStringList messagesOf(const QString& kind) { return isPoison(kind) ? projectedEventNames() : messageNames(); }

// The fields that mean something for this kind: the counterpart of checkEffects.
QStringList fieldsOf(const QString& kind)
{
    if (kind == u"partition")
        return {QStringLiteral("service"), QStringLiteral("peer"), QStringLiteral("from"), QStringLiteral("until"),
                QStringLiteral("down_for")};
    QStringList names{QStringLiteral("service"),     QStringLiteral("message"),    QStringLiteral("step"),
                      QStringLiteral("order"),       QStringLiteral("occurrence"), QStringLiteral("times"),
                      QStringLiteral("probability"), QStringLiteral("from"),       QStringLiteral("until")};
    if (kind == u"orchestrator_crash")
        names.removeFirst();
    if (kind == u"poison_event")
        names.removeAll(QStringLiteral("step"));
    if (kind == u"delay" || kind == u"database_slow")
        names << QStringLiteral("delay");
    if (crashes(kind) || kind == u"service_down")
        names << QStringLiteral("down_for");
    if (kind == u"refuse" || kind == u"error")
        names << QStringLiteral("reason");
    return names;
}

// "3" is a number where the rule has one, "payment" stays a text.
QJsonValue valueOf(const QString& key, const QString& text)
{
    if (key == u"order" || key == u"occurrence" || key == u"times" || key == u"probability") {
        bool good = false;
        const double number = text.toDouble(&good);
        if (good)
            return number;
    }
    return text;
}

/// What lasts has a beginning and an end: an outage that names only one of them, or neither, lasts for down_for.
void closeWindow(api::FaultRule& rule, ModelTime start)
{
    const bool lasts = rule.kind == u"partition" || (rule.kind == u"service_down" && (rule.from || rule.until));
    if (!lasts)
        return;
    if (!rule.from)
        rule.from = start;
    if (!rule.until)
        rule.until = *rule.from + rule.downForUs;
}

}  // namespace

api::FaultRule readFaultRule(Fields& fields, ModelTime start)
{
    api::FaultRule rule;
    rule.kind = fields.text("kind");
    checkKind(fields, rule.kind);
    const bool poison = isPoison(rule.kind);
    rule.service = oneOf(fields, "service", poison ? "service or projection" : "service", servicesOf(rule.kind));
    rule.peer = oneOf(fields, "peer", "service", serviceNames());
    rule.message = oneOf(fields, "message", poison ? "event type of a read model" : "message", messagesOf(rule.kind));
    rule.step = oneOf(fields, "step", "saga step", sagaStepNames());
    rule.order = fields.wholeOr("order", 0, 1, countMax);
    rule.occurrence = fields.wholeOr("occurrence", 0, 1, countMax);
    rule.times = fields.wholeOr("times", 0, 1, countMax);
    rule.probability = fields.realOr("probability", 1.0, 0.0, 1.0);
    rule.from = instant(fields, "from", start);
    rule.until = instant(fields, "until", start);
    if (rule.from && rule.until && *rule.until < *rule.from)
        fields.fail("until", QStringLiteral("lies before \"from\""));
    rule.delayUs = duration(fields, "delay");
    const bool goesDown = crashes(rule.kind) || rule.kind == u"service_down" || rule.kind == u"partition";
    rule.downForUs = fields.has("down_for") ? duration(fields, "down_for") : (goesDown ? downForDefaultUs : 0);
    closeWindow(rule, start);
    rule.reason = fields.textOr("reason", QString(), 200);
    checkEffects(fields, rule);
    return rule;
}

Result<api::FaultRule> parseFaultRule(const QByteArray& json, ModelTime start)
{
    REPLAY_ASSIGN(const QJsonObject object, base::parseJsonObject(json, QStringLiteral("fault")));
    Fields fields(object, QString());
    api::FaultRule rule = readFaultRule(fields, start);
    REPLAY_TRY(fields.finish());
    return rule;
}

api::FaultVocabulary faultVocabulary()
{
    api::FaultVocabulary vocabulary{{}, serviceNames(), sagaStepNames()};
    for (const QString& kind : faultKindsHere())
        vocabulary.kinds.append({kind, fieldsOf(kind), servicesOf(kind), messagesOf(kind)});
    return vocabulary;
}

Result<QJsonObject> faultSpecObject(const QString& spec)
{
    const qsizetype colon = spec.indexOf(u':');
    QJsonObject object;
    object.insert(QStringLiteral("kind"), colon < 0 ? spec : spec.left(colon));
    const QString rest = colon < 0 ? QString() : spec.mid(colon + 1);
    if (colon >= 0 && rest.isEmpty())
        return base::malformed(QStringLiteral("fault \"%1\": expected key=value after the colon").arg(spec));
    const QStringList parts = rest.isEmpty() ? QStringList() : rest.split(u',');
    for (const QString& part : parts) {
        const qsizetype equals = part.indexOf(u'=');
        const QString key = part.left(equals).trimmed();
        if (equals < 1 || key == u"kind")
            return base::malformed(QStringLiteral("fault \"%1\": \"%2\" is not key=value").arg(spec, part));
        if (object.contains(key))
            return base::malformed(QStringLiteral("fault \"%1\": %2 is given twice").arg(spec, key));
        object.insert(key, valueOf(key, part.mid(equals + 1).trimmed()));
    }
    return object;
}

Result<api::FaultRule> parseFaultSpec(const QString& spec, ModelTime start)
{
    REPLAY_ASSIGN(const QJsonObject object, faultSpecObject(spec));
    Fields fields(object, QString());
    api::FaultRule rule = readFaultRule(fields, start);
    if (const base::Status read = fields.finish(); !read)
        return base::malformed(QStringLiteral("fault \"%1\": %2").arg(spec, read.error().message));
    return rule;
}

}  // namespace replay::scenarios
