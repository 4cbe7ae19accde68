// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/packed_file.h"

#include <QFile>
#include <QFileInfo>
#include <zlib.h>

namespace replay::base {
namespace {

constexpr int blockBytes = 64 * 1024;

}  // namespace

PackedFile::~PackedFile() { gzclose(m_file); }

Result<std::unique_ptr<PackedFile>> PackedFile::open(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return malformed(QStringLiteral("%1: there is no such file").arg(path));
    if (!info.isFile())
        return malformed(QStringLiteral("%1: is no file").arg(path));
    gzFile_s* file = gzopen(QFile::encodeName(path).constData(), "rb");
    if (!file)
        return malformed(QStringLiteral("%1: cannot be read: %2").arg(path, qt_error_string()));
    gzbuffer(file, blockBytes);
    return std::unique_ptr<PackedFile>(new PackedFile(info.fileName(), file, info.size()));
}

double PackedFile::share() const
{
    return m_bytes == 0 ? 1.0 : std::min(1.0, static_cast<double>(gzoffset(m_file)) / static_cast<double>(m_bytes));
}

Result<QByteArray> PackedFile::read()
{
    QByteArray block(blockBytes, Qt::Uninitialized);
    const int read = gzread(m_file, block.data(), blockBytes);
    int code = Z_OK;
    const char* const reason = gzerror(m_file, &code);
    // A gzip file that stops half-way gives what it holds and then this code instead of an end.
    if (read < 0 || (read == 0 && code == Z_BUF_ERROR)) {
        const QString words = code == Z_BUF_ERROR ? QStringLiteral("the gzip file is truncated (unexpected end of file)")
                              : code == Z_ERRNO   ? qt_error_string()
                                                  : QString::fromUtf8(reason);
        return malformed(QStringLiteral("cannot be read on: %1").arg(words));
    }
    block.resize(read);
    m_hash.addData(QByteArrayView(block));
    return block;
}

}  // namespace replay::base
