// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/expectations.h"

#include "app/replayctl/json_shapes.h"

#include <QSet>

namespace replay::ctl {
namespace {

using namespace Qt::StringLiterals;

base::Result<qint64> actualOf(const QString& what, const api::PlatformStatus& status, api::Reader& reader)
{
    if (what == u"sagas.completed")
        return status.sagasCompleted;
    if (what == u"sagas.failed")
        return status.sagasFailed;
    if (what == u"sagas.stuck")
        return status.sagasStuck;
    if (what == u"sagas.compensating")
        return status.sagasCompensating;
    api::LogFilter filter;
    filter.type = what.section(u'.', 1);
    return reader.count(filter, status.head);
}

QString boundsText(const scenarios::Expectation& expectation)
{
    if (expectation.min && expectation.max)
        return *expectation.min == *expectation.max ? QString::number(*expectation.min)
                                                    : u"%1 to %2"_s.arg(*expectation.min).arg(*expectation.max);
    return expectation.min ? u"at least %1"_s.arg(*expectation.min) : u"at most %1"_s.arg(expectation.max.value_or(0));
}

Checked checkCount(const scenarios::Expectation& expectation, qint64 actual)
{
    Checked checked;
    checked.what = expectation.what;
    checked.ok = actual >= expectation.min.value_or(0) && (!expectation.max || actual <= *expectation.max);
    checked.detail = u"got %1, expected %2"_s.arg(actual).arg(boundsText(expectation));
    checked.json = {{u"what"_s, expectation.what}, {u"ok"_s, checked.ok}, {u"actual"_s, actual}};
    if (expectation.min)
        checked.json.insert(u"min"_s, qint64{*expectation.min});
    if (expectation.max)
        checked.json.insert(u"max"_s, qint64{*expectation.max});
    return checked;
}

base::Result<Checked> checkInvariants(const QStringList& expected, api::Reader& reader, const api::Progress& progress)
{
    REPLAY_ASSIGN(const QList<api::InvariantResult> invariants, reader.verify(progress));
    QStringList violated;
    QStringList names;
    for (const api::InvariantResult& invariant : invariants) {
        if (!invariant.ok)
            names << invariant.name;
        if (!invariant.ok)
            violated << (invariant.violations.isEmpty() ? invariant.name
                                                        : u"%1 (%2)"_s.arg(invariant.name, invariant.violations.first().detail));
    }
    Checked checked;
    checked.what = u"invariants"_s;
    checked.ok = QSet<QString>(names.begin(), names.end()) == QSet<QString>(expected.begin(), expected.end());
    checked.detail = violated.isEmpty() ? u"all hold"_s : QString(u"violated: "_s % violated.join(u", "_s));
    checked.json = {{u"what"_s, checked.what}, {u"ok"_s, checked.ok}, {u"violated"_s, QJsonArray::fromStringList(violated)}};
    if (!expected.isEmpty())
        checked.json.insert(u"expected"_s, QJsonArray::fromStringList(expected));
    return checked;
}

}  // namespace

base::Result<QList<Checked>> checkExpectations(const QList<scenarios::Expectation>& expectations, const api::PlatformStatus& status,
                                               api::Reader& reader, const api::Progress& progress)
{
    QList<Checked> all;
    for (const scenarios::Expectation& expectation : expectations) {
        if (expectation.what == u"invariants") {
            REPLAY_ASSIGN(const Checked checked, checkInvariants(expectation.violated, reader, progress));
            all << checked;
            continue;
        }
        REPLAY_ASSIGN(const qint64 actual, actualOf(expectation.what, status, reader));
        all << checkCount(expectation, actual);
    }
    return all;
}

}  // namespace replay::ctl
