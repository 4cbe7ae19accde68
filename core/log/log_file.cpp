// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/log_file.h"

namespace replay::log {
namespace {

constexpr int atEnd = -1;

bool isBlank(int c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

Result<bool> LogFile::isOne(const QString& path)
{
    REPLAY_ASSIGN(const auto file, open(path));
    const Result<int> first = file->skipBlank();
    return first && (*first == '{' || *first == '[');  // a file that breaks at once breaks again, with its reason, when it is read
}

Result<std::unique_ptr<LogFile>> LogFile::open(const QString& path)
{
    REPLAY_ASSIGN(auto file, base::PackedFile::open(path));
    return std::unique_ptr<LogFile>(new LogFile(std::move(file)));
}

Error LogFile::error(qint64 line, const QString& reason) const
{
    return base::malformed(QStringLiteral("%1: line %2: %3").arg(name()).arg(line).arg(reason));
}

/// Reads a block more; false: there is none.
Result<bool> LogFile::more()
{
    if (m_ended)
        return false;
    auto block = m_file->read();
    if (!block)
        return error(m_line, block.error().message);
    m_ended = block->isEmpty();
    if (m_at > 0) {
        m_buffer.remove(0, m_at);
        m_at = 0;
    }
    m_buffer += *block;
    return !m_ended;
}

Result<int> LogFile::peek()
{
    if (m_at == m_buffer.size()) {
        REPLAY_ASSIGN(const bool any, more());
        if (!any)
            return atEnd;
    }
    return static_cast<unsigned char>(m_buffer[m_at]);
}

/// Moves on to the next character that is none of the blank ones, and answers it.
Result<int> LogFile::skipBlank()
{
    for (;;) {
        REPLAY_ASSIGN(const int c, peek());
        if (!isBlank(c))
            return c;
        m_line += c == '\n' ? 1 : 0;
        ++m_at;
    }
}

Result<std::optional<LogFile::Entry>> LogFile::next()
{
    if (m_form == Form::Unknown) {
        REPLAY_ASSIGN(const int first, skipBlank());
        m_form = first == '[' ? Form::Batch : Form::Lines;
        m_at += first == '[' ? 1 : 0;
    }
    REPLAY_ASSIGN(const bool any, m_form == Form::Lines ? nextLine() : nextElement());
    if (!any)
        return std::optional<Entry>();
    auto json = base::parseJsonObject(m_text, QStringLiteral("%1: line %2").arg(name()).arg(m_textLine));
    if (!json && m_form == Form::Lines) {
        // One line is one event: the place within it is a column.
        QString message = json.error().message;
        return base::malformed(
            message.replace(QStringLiteral("line %1: line 1, column").arg(m_textLine), QStringLiteral("line %1, column").arg(m_textLine)));
    }
    if (!json)
        return json.error();
    return std::optional(Entry{m_textLine, std::move(*json)});
}

Result<bool> LogFile::nextLine()
{
    REPLAY_ASSIGN(const int first, skipBlank());
    if (first == atEnd)
        return false;
    m_textLine = m_line;
    qsizetype looked = m_at;
    for (;;) {
        const qsizetype end = m_buffer.indexOf('\n', looked);
        if (end >= 0) {
            m_text = m_buffer.sliced(m_at, end - m_at);
            m_at = end;
            return true;
        }
        looked = m_buffer.size() - m_at;  // where this stands once what is before m_at is gone
        if (looked > eventBytesMax)
            return error(m_textLine, QStringLiteral("is longer than %1 bytes").arg(eventBytesMax));
        REPLAY_ASSIGN(const bool any, more());
        if (any)
            continue;
        m_text = m_buffer.sliced(m_at);
        m_at = m_buffer.size();
        return true;
    }
}

Result<bool> LogFile::nextElement()
{
    REPLAY_ASSIGN(int c, skipBlank());
    if (c == ',' && m_begun) {
        ++m_at;
        REPLAY_ASSIGN(c, skipBlank());
    } else if (c == ']') {
        ++m_at;
        REPLAY_ASSIGN(c, skipBlank());
        if (c != atEnd)
            return error(m_line, QStringLiteral("something follows the array of events"));
        m_form = Form::Lines;  // at the end either way
        return false;
    } else if (m_begun && c != atEnd) {
        return error(m_line, QStringLiteral("expected a comma or the end of the array of events"));
    }
    if (c != '{')
        return error(m_line, c == atEnd ? QStringLiteral("the array of events is not closed before the end of the file")
                                        : QStringLiteral("expected an event { … } in the array of events"));
    m_begun = true;
    REPLAY_TRY(readObject());
    return true;
}

/// Up to and with the brace that closes the one we stand at.
Status LogFile::readObject()
{
    m_text.resize(0);
    m_textLine = m_line;
    int depth = 0;
    bool inText = false;
    bool escaped = false;
    do {
        REPLAY_ASSIGN(const int c, peek());
        if (c == atEnd)
            return error(m_textLine, QStringLiteral("the event is not closed before the end of the file"));
        if (m_text.size() > eventBytesMax)
            return error(m_textLine, QStringLiteral("is longer than %1 bytes").arg(eventBytesMax));
        m_line += c == '\n' ? 1 : 0;
        m_text += static_cast<char>(c);
        ++m_at;
        if (inText) {
            inText = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else {
            inText = c == '"';
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        }
    } while (depth > 0);
    return {};
}

}  // namespace replay::log
