// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/packed_file.h"
#include "core/log/logged_event.h"

#include <QJsonObject>
#include <QStringList>
#include <optional>

namespace replay::log {

using base::Error;

/// A file of CloudEvents 1.0 in JSON, as `events --format cloudevents` writes it: one event a line (JSON Lines), or all of them in
/// one array (the standard's batch format); packed with gzip or not. It is read once from its beginning, and never holds more than
/// one event and a block. Every error names the file and the line.
class LogFile {
public:
    static constexpr qsizetype eventBytesMax = 16 * 1024 * 1024;

    /// Whether the file begins like one: with a brace or a bracket. A file that cannot be read is an error.
    static Result<bool> isOne(const QString& path);
    static Result<std::unique_ptr<LogFile>> open(const QString& path);

    struct Entry {
        qint64 line = 0;  ///< where it begins, from 1
        QJsonObject json;
    };
    /// The next event; nothing at the end of the file.
    Result<std::optional<Entry>> next();

    /// "shop.ndjson: line 17: …"
    Error error(qint64 line, const QString& reason) const;
    const QString& name() const { return m_file->name(); }
    double share() const { return m_file->share(); }
    /// SHA-256 of the unpacked content, in hex; only at the end.
    QByteArray sha256() const { return m_file->sha256(); }

private:
    explicit LogFile(std::unique_ptr<base::PackedFile> file) : m_file(std::move(file)) {}
    Result<bool> more();
    Result<int> peek();
    Result<bool> nextLine();
    Result<bool> nextElement();
    Result<int> skipBlank();
    Status readObject();

    std::unique_ptr<base::PackedFile> m_file;
    QByteArray m_buffer;  ///< what was read and not yet handed out begins at m_at
    qsizetype m_at = 0;
    qint64 m_line = 1;  ///< where m_at stands
    enum class Form { Unknown, Lines, Batch } m_form = Form::Unknown;
    bool m_begun = false;  ///< an element of the batch was read
    bool m_ended = false;
    QByteArray m_text;  ///< the current event's
    qint64 m_textLine = 0;
};

/// The attributes that every CloudEvent has, and those that this program's have besides. What is wrong is named by attribute:
/// "aggregateversion: expected a whole number from 1 on, got \"two\"".
Result<LoggedEvent> eventOf(const QJsonObject& cloudEvent);

/// Whether it is a CloudEvent of some sort: the version of the standard and the attributes that it requires.
Status checkEnvelope(const QJsonObject& cloudEvent);

/// Attributes that the log has no place for.
QStringList strangeAttributes(const QJsonObject& cloudEvent);

}  // namespace replay::log
