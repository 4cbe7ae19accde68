// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

namespace replay::ui {

/// Guards the single-key shortcuts of the whole program. Text fields keep their letters by themselves; this filter also
/// leaves Space to the button that has the focus, and silences all single keys where a person switched them off.
class LetterKeys : public QObject {
    Q_OBJECT
public:
    explicit LetterKeys(QObject* parent = nullptr);

    void setEnabled(bool on) { m_on = on; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool m_on = true;
};

}  // namespace replay::ui
