// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/widgets/page.h"

class QGridLayout;
class QLabel;
class QMimeData;
class QScrollArea;
class QVBoxLayout;

namespace replay::ui {

class AppearanceControls;
class DemonstrationButton;
class FreePlayCard;
class ImportCard;
class ImportPanel;
class NowPanel;
class OpenCard;

/// Home: what a person sees first and comes back to. Run a demonstration, play freely, open a workspace, import real orders;
/// and while a workspace is open, how it stands. It opens nothing itself: it says what was asked for.
class HomePage : public Page {
    Q_OBJECT
public:
    HomePage(Desk& desk, QWidget* parent);

    void setWorkspaces(api::Workspaces* workspaces);
    /// Where new workspaces are made, where it is not the usual place (see workspacesRoot).
    void setWorkspacesRoot(const QString& root);
    /// Shows which theme and text size are in force.
    void setAppearance(const QString& theme, double textScale);

Q_SIGNALS:
    void openRequested(const QString& folder);
    void createRequested(const QString& folder, const replay::api::NewWorkspace& options, bool play);
    void importRequested(const QString& csvFile, double openingStockFactor, qint64 invoiceLimit);
    void themeChosen(const QString& theme);
    void textScaleChosen(double scale);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildHead(QVBoxLayout* column);
    void buildCards(QVBoxLayout* column);
    void arrange();
    bool isTooNarrow() const;
    void applyFonts();
    void run(const api::Workspaces::Demonstration& demonstration);
    static QString droppable(const QMimeData* data);

    QScrollArea* m_scroll = nullptr;
    QWidget* m_content = nullptr;
    QGridLayout* m_headGrid = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_claim = nullptr;
    QLabel* m_demonstrationsTitle = nullptr;
    QLabel* m_pitfallsTitle = nullptr;
    QLabel* m_ownTitle = nullptr;
    QLabel* m_place = nullptr;
    AppearanceControls* m_appearance = nullptr;
    NowPanel* m_now = nullptr;
    ImportPanel* m_importing = nullptr;
    QGridLayout* m_demonstrationsGrid = nullptr;
    QWidget* m_lines = nullptr;
    QVBoxLayout* m_linesColumn = nullptr;
    QWidget* m_pitfalls = nullptr;
    QGridLayout* m_pitfallsGrid = nullptr;
    DemonstrationButton* m_first = nullptr;
    QGridLayout* m_cardsGrid = nullptr;
    FreePlayCard* m_freePlay = nullptr;
    OpenCard* m_open = nullptr;
    ImportCard* m_import = nullptr;
    QWidget* m_dropFrame = nullptr;
    QString m_root;
    bool m_narrow = false;
};

}  // namespace replay::ui
