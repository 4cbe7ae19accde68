// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QString>
#include <memory>

struct gzFile_s;

namespace replay::base {

/// A file from outside, packed with gzip or not, read block by block. Which of the two it is shows in its content.
class PackedFile {
public:
    /// A file that is not there, or is none, is an error that names it.
    static Result<std::unique_ptr<PackedFile>> open(const QString& path);
    ~PackedFile();
    PackedFile(const PackedFile&) = delete;
    PackedFile& operator=(const PackedFile&) = delete;

    /// The next block, unpacked; empty at the end. A gzip file that stops half-way is an error, in words without the file's name.
    Result<QByteArray> read();

    const QString& name() const { return m_name; }
    /// How much of the file was read, 0…1.
    double share() const;
    /// SHA-256 of the unpacked content, in hex; only after read() answered the end.
    QByteArray sha256() const { return m_hash.result().toHex(); }

private:
    PackedFile(QString name, gzFile_s* file, std::int64_t bytes) : m_name(std::move(name)), m_file(file), m_bytes(bytes) {}

    QString m_name;
    gzFile_s* m_file;
    std::int64_t m_bytes;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

}  // namespace replay::base
