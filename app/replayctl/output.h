// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonValue>
#include <QString>
#include <QStringList>
#include <cstdio>

namespace replay::ctl {

/// Standard output, in one of two languages: one JSON document, or text for a person. What does not get through (a full disk,
/// a closed pipe) is remembered.
class Output {
public:
    explicit Output(std::FILE* file, bool json) : m_file(file), m_json(json) {}

    bool isJson() const { return m_json; }
    /// The whole document (an object, an array).
    void document(const QJsonValue& value);
    void line(const QString& text);
    void bytes(const QByteArray& text);
    /// Whether everything was written.
    bool finish();

private:
    std::FILE* m_file;
    bool m_json;
    bool m_broken = false;
};

/// A list too long for memory as one JSON array: element by element.
class JsonArrayWriter {
public:
    JsonArrayWriter(Output& output, const QByteArray& before = {}, const QByteArray& after = {});
    void add(const QJsonValue& value);
    void end();

private:
    Output& m_output;
    QByteArray m_after;
    bool m_first = true;
};

QByteArray compactJson(const QJsonValue& value);

}  // namespace replay::ctl
