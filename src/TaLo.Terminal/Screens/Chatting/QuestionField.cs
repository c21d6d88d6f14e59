using TaLo.Terminal.Ui;
using Terminal.Gui.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.Views;

namespace TaLo.Terminal.Screens.Chatting;

// Terminal.Gui calls its TextView superseded by an editor in a package of its own; it has all that a question needs.
#pragma warning disable CS0618

/// <summary>Where a question is typed: several lines, wrapped.</summary>
internal sealed class QuestionField : TextView, ITakesText
{
    /// <summary>Creates it.</summary>
    /// <param name="theme">The colours.</param>
    public QuestionField(Theme theme)
    {
        WordWrap = true;
        TabKeyAddsTab = false;
        SetScheme(new Scheme(theme.Scheme) { Editable = theme.Text, Focus = theme.Text, Normal = theme.Text });
    }

    /// <summary>The keys of a shell's line that the toolkit has no keys for, or others.</summary>
    public static IReadOnlyList<(Key Key, string Name, string Help, Command Command)> Editing { get; } =
    [
        (Key.A.WithCtrl, "line begin", "Move to the beginning of the line.", Command.LeftStart),
        (Key.E.WithCtrl, "line end", "Move to the end of the line.", Command.RightEnd),
        (Key.B.WithAlt, "word back", "Move a word back.", Command.WordLeft),
        (Key.F.WithAlt, "word on", "Move a word on.", Command.WordRight),
        (Key.W.WithCtrl, "cut word", "Cut the word before the cursor.", Command.KillWordLeft),
        (Key.U.WithCtrl, "cut to begin", "Cut to the beginning of the line.", Command.CutToStartOfLine),
        (Key.K.WithCtrl, "cut to end", "Cut to the end of the line.", Command.CutToEndOfLine),
    ];

    /// <summary>The text before the cursor, of the cursor's own line.</summary>
    public string BeforeCursor
    {
        get
        {
            var line = GetLine(CurrentRow);
            return string.Concat(line.Take(CurrentColumn).Select(c => c.Grapheme));
        }
    }

    /// <inheritdoc/>
    public bool Takes(Key key) => Text.Length > 0 || key.KeyCode != new Key('?').KeyCode;

    /// <summary>Replaces the text before the cursor in its line.</summary>
    public void ReplaceBeforeCursor(string text)
    {
        for (var i = CurrentColumn; i > 0; i--)
            DeleteCharLeft();
        InsertText(text);
    }

    /// <inheritdoc/>
    protected override bool OnMouseEvent(Mouse mouse) =>
        !mouse.Flags.HasFlag(MouseFlags.RightButtonClicked) && base.OnMouseEvent(mouse);
}
