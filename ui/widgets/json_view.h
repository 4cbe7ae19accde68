// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QWidget>

class QPlainTextEdit;
class QToolButton;

namespace replay::ui {

/// Read-only JSON: pretty and coloured, or raw as it is stored (key R while it has the focus, or its button), with copy.
class JsonView : public QWidget {
    Q_OBJECT
public:
    explicit JsonView(QWidget* parent = nullptr);

    /// Any JSON value as bytes; what is no JSON is shown as it is. Empty bytes show the placeholder.
    void setJson(const QByteArray& json);
    const QByteArray& json() const { return m_json; }
    void setPlaceholder(const QString& text);
    bool isRaw() const { return m_raw; }
    void setRaw(bool raw);

Q_SIGNALS:
    void rawChanged(bool raw);

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void applyFont();

    QByteArray m_json;
    bool m_raw = false;
    QPlainTextEdit* m_text = nullptr;
    QToolButton* m_rawButton = nullptr;
    QToolButton* m_copyButton = nullptr;
};

}  // namespace replay::ui
