// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/output.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace replay::ctl {

QByteArray compactJson(const QJsonValue& value)
{
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    // Qt writes only objects and arrays: a bare value is what stands between an array's brackets.
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).chopped(1).sliced(1);
}

void Output::bytes(const QByteArray& text)
{
    if (std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), m_file) != static_cast<std::size_t>(text.size()))
        m_broken = true;
}

void Output::line(const QString& text) { bytes(QByteArray(text.toUtf8() + '\n')); }

void Output::document(const QJsonValue& value) { bytes(QByteArray(compactJson(value) + '\n')); }

bool Output::finish()
{
    if (std::fflush(m_file) != 0)
        m_broken = true;
    return !m_broken;
}

JsonArrayWriter::JsonArrayWriter(Output& output, const QByteArray& before, const QByteArray& after) : m_output(output), m_after(after)
{
    m_output.bytes(QByteArray(before + '['));
}

void JsonArrayWriter::add(const QJsonValue& value)
{
    m_output.bytes(QByteArray(QByteArray(m_first ? "\n" : ",\n") + compactJson(value)));
    m_first = false;
}

void JsonArrayWriter::end() { m_output.bytes(QByteArray("]" + m_after + '\n')); }

}  // namespace replay::ctl
