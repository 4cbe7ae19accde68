// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/csv_reader.h"

#include <QStringDecoder>
#include <algorithm>

namespace replay::scenarios {
namespace {

constexpr int atEnd = -1;

}  // namespace

CsvReader::CsvReader(std::unique_ptr<base::PackedFile> file) : m_file(std::move(file)) {}

CsvReader::~CsvReader() = default;

Result<std::unique_ptr<CsvReader>> CsvReader::open(const QString& path)
{
    REPLAY_ASSIGN(auto file, base::PackedFile::open(path));
    return std::unique_ptr<CsvReader>(new CsvReader(std::move(file)));
}

base::Error CsvReader::error(const QString& reason) const
{
    const QString place = m_row <= 0 ? QStringLiteral("header") : QStringLiteral("row %1").arg(m_row);
    return base::malformed(QStringLiteral("%1: %2: %3").arg(m_file->name(), place, reason));
}

QByteArrayView CsvReader::field(int index) const
{
    const auto at = static_cast<std::size_t>(index);
    const qsizetype begin = at == 0 ? 0 : m_ends[at - 1];
    return QByteArrayView(m_record).sliced(begin, m_ends[at] - begin);
}

Status CsvReader::fill()
{
    m_block.clear();
    m_at = 0;
    auto block = m_file->read();
    if (!block)
        return error(block.error().message);
    m_block = std::move(*block);
    m_ended = m_block.isEmpty();
    return {};
}

Result<int> CsvReader::peek()
{
    if (m_at == m_block.size()) {
        if (m_ended)
            return atEnd;
        REPLAY_TRY(fill());
        if (m_ended)
            return atEnd;
    }
    return static_cast<unsigned char>(m_block[m_at]);
}

Result<int> CsvReader::take()
{
    Result<int> c = peek();
    if (c && *c != atEnd)
        ++m_at;
    return c;
}

Status CsvReader::append(char c)
{
    const qsizetype begin = m_ends.empty() ? 0 : m_ends.back();
    if (m_record.size() - begin >= fieldBytesMax)
        return error(QStringLiteral("field %1 is longer than %2 bytes").arg(m_ends.size() + 1).arg(fieldBytesMax));
    m_record += c;
    return {};
}

// Up to and with the closing quote; the opening one is behind us.
Status CsvReader::readQuoted()
{
    for (;;) {
        REPLAY_ASSIGN(const int c, take());
        if (c == atEnd)
            return error(QStringLiteral("a quoted field is not closed before the end of the file"));
        if (c == '"') {
            REPLAY_ASSIGN(const int following, peek());
            if (following != '"')
                return {};
            REPLAY_TRY(take());
        }
        REPLAY_TRY(append(static_cast<char>(c)));
    }
}

Status CsvReader::endOfField(bool& lastOfRecord)
{
    REPLAY_ASSIGN(int c, take());
    if (c == '\r') {
        REPLAY_ASSIGN(c, take());
        if (c != '\n' && c != atEnd)
            return error(QStringLiteral("a carriage return stands inside a line"));
    }
    if (c != ',' && c != '\n' && c != atEnd)
        return error(QStringLiteral("field %1: text follows the closing quote").arg(m_ends.size() + 1));
    lastOfRecord = c != ',';
    m_ends.push_back(m_record.size());
    if (!lastOfRecord && m_ends.size() == fieldsMax)
        return error(QStringLiteral("more than %1 fields").arg(fieldsMax));
    return {};
}

Status CsvReader::readField(bool& lastOfRecord)
{
    REPLAY_ASSIGN(const int first, peek());
    if (first == '"') {
        REPLAY_TRY(take());
        REPLAY_TRY(readQuoted());
        return endOfField(lastOfRecord);
    }
    for (;;) {
        REPLAY_ASSIGN(const int c, peek());
        if (c == ',' || c == '\n' || c == '\r' || c == atEnd)
            return endOfField(lastOfRecord);
        REPLAY_TRY(append(static_cast<char>(c)));
        ++m_at;
    }
}

Result<bool> CsvReader::skipLineEnds()
{
    for (;;) {
        REPLAY_ASSIGN(const int c, peek());
        if (c == atEnd)
            return false;
        if (c != '\n' && c != '\r')
            return true;
        ++m_at;
    }
}

Status CsvReader::checkText() const
{
    const auto isPlain = [](char c) { return static_cast<unsigned char>(c) - 1U < 0x7fU; };
    if (std::all_of(m_record.begin(), m_record.end(), isPlain))
        return {};
    if (m_record.contains('\0'))
        return error(QStringLiteral("holds a zero byte"));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(m_record);
    Q_UNUSED(decoded)
    if (decoder.hasError())
        return error(QStringLiteral("is not valid UTF-8"));
    return {};
}

Result<bool> CsvReader::next()
{
    m_record.resize(0);
    m_ends.clear();
    REPLAY_ASSIGN(const bool more, skipLineEnds());
    if (!more)
        return false;
    ++m_row;
    for (bool last = false; !last;)
        REPLAY_TRY(readField(last));
    REPLAY_TRY(checkText());
    return true;
}

}  // namespace replay::scenarios
