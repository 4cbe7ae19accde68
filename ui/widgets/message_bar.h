// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "ui/format/tokens.h"

#include <QFrame>
#include <functional>

class QLabel;
class QHBoxLayout;
class QToolButton;

namespace replay::ui {

/// One inline message at the top of a pane, hidden while there is nothing to say. The three families of errors look
/// different on purpose: a refusal by the domain is data, an injected fault wears the lightning, an error of the
/// program has details to copy.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    enum class Family { Info, Done, Rejection, InjectedFault, ApplicationError };

    explicit MessageBar(QWidget* parent = nullptr);

    /// Shows a message; `title` is short, `text` may be the engine's reason verbatim. Replaces the one before and its actions.
    void showMessage(Family family, const QString& title, const QString& text = {});
    /// An error of the program; the whole of it can be copied.
    void showError(const QString& title, const base::Error& error);
    /// A link at the end of the message that is shown now. The bar stays after it was used, unless the action hides it.
    void addAction(const QString& text, std::function<void()> action);
    void clear();
    Family family() const { return m_family; }

Q_SIGNALS:
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyColours();
    format::Colour edgeColour() const;

    Family m_family = Family::Info;
    QLabel* m_icon = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_text = nullptr;
    QHBoxLayout* m_actions = nullptr;
    QToolButton* m_close = nullptr;
};

}  // namespace replay::ui
