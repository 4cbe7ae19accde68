// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tidy/rule.h"

#include <QRegularExpression>

namespace replay::tidy {
namespace {

using namespace Qt::StringLiterals;

const QString tokens = u"ui/format/tokens."_s;

QList<Finding> findInUi(const Tree& tree, const QRegularExpression& expression, const QString& what, const QString& remedy)
{
    QList<Finding> findings;
    for (const SourceFile& file : tree.files()) {
        if (!file.isBelow(u"ui"_s) || file.path.startsWith(tokens))
            continue;
        for (qsizetype i = 0; i < file.code.size(); ++i)
            if (const auto match = expression.match(file.code[i]); match.hasMatch())
                findings << Finding{file.path, i + 1, u"%1: %2"_s.arg(what, match.captured()), remedy};
    }
    return findings;
}

QList<Finding> checkColours(const Tree& tree)
{
    static const QRegularExpression colour(
        u"QColor(\\s+\\w+)?[({]\\s*[\"\\d]|QColorConstants::|\"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\\b|#[0-9a-fA-F]{6}\\b|"
        u"Qt::(white|black|red|green|blue|cyan|magenta|yellow|gray|darkGray|lightGray|dark[A-Z]\\w+)\\b"_s);
    return findInUi(tree, colour, u"names a colour"_s, u"Take a token of ui/format/tokens.h, or add one there"_s);
}

QList<Finding> checkPixels(const Tree& tree)
{
    // 0, 1 and 2 say "none" and "a hair"; what is larger is a measure and has a name.
    static const QRegularExpression pixels(
        u"\\bset(Fixed|Minimum|Maximum)(Width|Height|Size)\\(\\s*([3-9]|\\d{2,})\\s*[,)]|"
        u"\\bset(Spacing|HorizontalSpacing|VerticalSpacing|Indent|Margin|Indentation)\\(\\s*([3-9]|\\d{2,})\\s*\\)|"
        u"\\bsetContentsMargins\\(([^)]*,)?\\s*([3-9]|\\d{2,})\\s*[,)]|"
        u"\\bsetDefaultSectionSize\\(\\s*\\d+\\s*\\)|\\bsetPixelSize\\(\\s*\\d+\\s*\\)|\\bsetPointSizeF?\\(\\s*[\\d.]+\\s*\\)|(?<![%\\d])([3-9]|\\d{2,})(px|pt)\\b"_s);
    return findInUi(tree, pixels, u"names a size"_s,
                    u"Take a measure of ui/format/tokens.h (Space, rowDense, iconSmall …), or add one there"_s);
}

}  // namespace

QList<Rule> colourRules()
{
    const auto widget = [](const QString& line) { return Tree::of({{u"ui/widgets/a.cpp"_s, line}}); };
    return {
        {u"colours have one home"_s,
         checkColours,
         {widget(u"painter.fillRect(r, QColor(230, 159, 0));"_s), widget(u"pen.setColor(Qt::red);"_s),
          widget(u"setStyleSheet(u\"color: #e69f00\"_s);"_s)},
         {widget(u"painter.fillRect(r, colour(Colour::Event));  // #E69F00"_s), widget(u"QColor c(base);"_s),
          Tree::of({{u"ui/format/tokens.cpp"_s, u"QColor(0xE69F00)"_s}})}},
        {u"sizes have one home"_s,
         checkPixels,
         {widget(u"layout->setContentsMargins(0, 12, 0, 0);"_s), widget(u"setFixedWidth(120);"_s), widget(u"u\"padding: 4px\""_s)},
         {widget(u"layout->setContentsMargins(0, 0, 0, 1);"_s), widget(u"layout->setSpacing(px(Space::Small));"_s),
          widget(u"list->setMinimumWidth(12 * em);"_s)}},
    };
}

}  // namespace replay::tidy
