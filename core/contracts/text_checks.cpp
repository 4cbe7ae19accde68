// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/text_checks.h"

namespace replay::contracts {
namespace {

constexpr int addressFieldsMax = 20;
constexpr int addressTextMax = 255;

}  // namespace

QString tooLong(std::initializer_list<Bounded> texts)
{
    for (const Bounded& each : texts) {
        if (each.text.size() > each.lengthMax)
            return QStringLiteral("%1 must be at most %2 characters, got %3")
                .arg(QLatin1StringView(each.what))
                .arg(each.lengthMax)
                .arg(each.text.size());
    }
    return {};
}

bool plausibleEmail(QStringView text)
{
    const qsizetype at = text.indexOf(u'@');
    if (at < 1 || text.size() > 255)
        return false;
    for (const QChar c : text.left(at)) {
        if (c.isSpace() || c.category() == QChar::Other_Control || c == u',' || c == u'<' || c == u'>' || c == u'"')
            return false;
    }
    const QStringView domain = text.mid(at + 1);
    if (domain.isEmpty() || domain.startsWith(u'.') || domain.endsWith(u'.') || domain.contains(u".."))
        return false;
    for (const QChar c : domain) {
        if (!c.isLetterOrNumber() && c != u'.' && c != u'-')
            return false;
    }
    return true;
}

QString addressFault(const QJsonObject& address)
{
    if (address.size() > addressFieldsMax)
        return QStringLiteral("an address has at most %1 fields, got %2").arg(addressFieldsMax).arg(address.size());
    for (auto field = address.constBegin(); field != address.constEnd(); ++field) {
        if (field->isObject() || field->isArray() || field->isBool())
            return QStringLiteral("expected a text in \"%1\" of the address").arg(field.key().left(40));
        if (field->toString().size() > addressTextMax)
            return QStringLiteral("\"%1\" of the address must be at most %2 characters").arg(field.key().left(40)).arg(addressTextMax);
    }
    return {};
}

}  // namespace replay::contracts
