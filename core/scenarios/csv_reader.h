// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/packed_file.h"

#include <QByteArray>
#include <QString>
#include <memory>
#include <vector>

namespace replay::scenarios {

using base::Result;
using base::Status;

/// Reads a CSV file (RFC 4180: commas, quotes doubled inside quotes; LF or CRLF) record by record, packed with gzip or not, and
/// never holds more than one record and one block. Every error names the file and the row; rows count from 1 after the header.
class CsvReader {
public:
    static constexpr int fieldBytesMax = 64 * 1024;
    static constexpr int fieldsMax = 256;

    static Result<std::unique_ptr<CsvReader>> open(const QString& path);
    ~CsvReader();
    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;

    /// Moves to the next record: false at the end of the file. The first record is the header, row 0. Blank lines are skipped.
    Result<bool> next();
    std::int64_t row() const { return m_row; }
    int size() const { return static_cast<int>(m_ends.size()); }
    /// A field of the current record, unquoted; gone with the next one.
    QByteArrayView field(int index) const;
    /// "shop.csv: row 17: …"
    base::Error error(const QString& reason) const;

    /// How much of the file was read, 0…1.
    double share() const { return m_file->share(); }
    /// SHA-256 of the unpacked content, in hex; only after next() answered false.
    QByteArray sha256() const { return m_file->sha256(); }

private:
    explicit CsvReader(std::unique_ptr<base::PackedFile> file);
    Result<int> peek();
    Result<int> take();
    Status fill();
    Result<bool> skipLineEnds();
    Status readField(bool& lastOfRecord);
    Status readQuoted();
    Status append(char c);
    Status endOfField(bool& lastOfRecord);
    Status checkText() const;

    std::unique_ptr<base::PackedFile> m_file;
    QByteArray m_block;
    qsizetype m_at = 0;
    QByteArray m_record;
    std::vector<qsizetype> m_ends;
    std::int64_t m_row = -1;
    bool m_ended = false;
};

}  // namespace replay::scenarios
