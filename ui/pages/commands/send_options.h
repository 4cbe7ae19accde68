// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <optional>

class QLineEdit;
class QToolButton;

namespace replay::ui {

/// What goes beside a command: the version its aggregate is expected to have, and the id that makes it one and the same
/// command when it is sent again.
class SendOptions : public QWidget {
    Q_OBJECT
public:
    explicit SendOptions(QWidget* parent = nullptr);

    /// Not given: any version. What is no number counts as not given and is marked.
    std::optional<int> expectedVersion() const;
    void setExpectedVersion(std::optional<int> version);
    /// Offers the version that the aggregate has now.
    void setKnownVersion(const QString& label, int version);
    QString commandId() const;  ///< empty: a new one each time
    void setCommandId(const QString& id);
    void reset();

Q_SIGNALS:
    void edited();

private:
    QLineEdit* m_version = nullptr;
    QToolButton* m_useKnown = nullptr;
    QLineEdit* m_id = nullptr;
    int m_known = 0;
};

}  // namespace replay::ui
