using TaLo.Terminal.Views;
using TaLo.Vectors;
using Terminal.Gui.Configuration;
using Terminal.Gui.Drawing;
using Terminal.Gui.ViewBase;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TaLo.Terminal.Ui;

/// <summary>
/// Every colour of the screens in one place, on the terminal's own background. Without colour, what must be seen is
/// bold or reversed; nothing is said by colour alone.
/// </summary>
internal sealed class Theme
{
    // What is written as 0 points.
    private const double NoDifference = 0.005;

    private static readonly Color None = Color.None;

    /// <summary>The theme for a terminal.</summary>
    public Theme(ColourDepth depth)
    {
        Depth = depth;
        var full = depth == ColourDepth.True;
        Text = new Attribute(None, None);
        Strong = new Attribute(None, None, TextStyle.Bold);
        Dim = Foreground(full ? new Color(128, 134, 145) : ColorName16.DarkGray, TextStyle.None, TextStyle.Faint);
        Frame = Foreground(full ? new Color(92, 99, 112) : ColorName16.DarkGray, TextStyle.None, TextStyle.None);
        FrameFocused = Foreground(full ? new Color(86, 182, 194) : ColorName16.Cyan, TextStyle.Bold, TextStyle.Bold);
        Accent = Foreground(full ? new Color(86, 182, 194) : ColorName16.Cyan, TextStyle.None, TextStyle.Bold);
        Good = Foreground(full ? new Color(97, 165, 232) : ColorName16.BrightBlue, TextStyle.None, TextStyle.None);
        Bad = Foreground(full ? new Color(240, 132, 52) : ColorName16.BrightYellow, TextStyle.None, TextStyle.None);
        GoodBlock = Block(full ? new Color(20, 20, 20) : ColorName16.Black, Good.Foreground);
        BadBlock = Block(full ? new Color(20, 20, 20) : ColorName16.Black, Bad.Foreground);
        Warning = Foreground(full ? new Color(229, 192, 123) : ColorName16.BrightYellow, TextStyle.Bold, TextStyle.Bold);
        Error = Foreground(full ? new Color(255, 110, 110) : ColorName16.BrightRed, TextStyle.Bold, TextStyle.Bold);
        Selected = Block(full ? new Color(255, 255, 255) : ColorName16.White, full ? new Color(44, 82, 110) : ColorName16.Blue);
        SelectedIdle = full ? new Attribute(None, new Color(58, 63, 74)) : new Attribute(None, None, TextStyle.Underline);
        Tab = full ? new Attribute(new Color(171, 178, 191), new Color(40, 44, 52)) : depth == ColourDepth.Sixteen ? Block(ColorName16.White, ColorName16.Black) : Text;
        TabActive = Block(full ? new Color(20, 24, 30) : ColorName16.Black, full ? new Color(86, 182, 194) : ColorName16.Cyan);
        Bypassed = Block(full ? new Color(20, 16, 8) : ColorName16.Black, full ? new Color(255, 176, 60) : ColorName16.BrightYellow);
        Base = full ? new Attribute(new Color(171, 178, 191), new Color(33, 37, 43)) : Text;
        KeyName = Foreground(full ? new Color(229, 192, 123) : ColorName16.BrightYellow, TextStyle.Bold, TextStyle.Bold);
        Scheme = new Scheme(Text)
        {
            Normal = Text,
            HotNormal = Text,
            Focus = Text,
            HotFocus = Text,
            Active = Text,
            HotActive = Text,
            Highlight = Text,
            Editable = full ? new Attribute(None, new Color(58, 63, 74)) : new Attribute(None, None, TextStyle.Underline),
            ReadOnly = Text,
            Disabled = Dim,
        };
    }

    /// <summary>What the terminal can colour.</summary>
    public ColourDepth Depth { get; }

    /// <summary>The terminal's own background, as far as it is known: most are dark.</summary>
    public Color Ground { get; set; } = new(24, 27, 33);

    /// <summary>What Terminal.Gui's own views draw with.</summary>
    public Scheme Scheme { get; }

    /// <summary>Ordinary text.</summary>
    public Attribute Text { get; }

    /// <summary>Text that stands out.</summary>
    public Attribute Strong { get; }

    /// <summary>Text that stands back.</summary>
    public Attribute Dim { get; }

    /// <summary>A pane's frame.</summary>
    public Attribute Frame { get; }

    /// <summary>The frame of the pane that has the keys.</summary>
    public Attribute FrameFocused { get; }

    /// <summary>Names and figures to be seen first.</summary>
    public Attribute Accent { get; }

    /// <summary>A gain.</summary>
    public Attribute Good { get; }

    /// <summary>A loss.</summary>
    public Attribute Bad { get; }

    /// <summary>A sign on a bar of gain.</summary>
    public Attribute GoodBlock { get; }

    /// <summary>A sign on a bar of loss.</summary>
    public Attribute BadBlock { get; }

    /// <summary>Something to be heeded.</summary>
    public Attribute Warning { get; }

    /// <summary>Something that went wrong.</summary>
    public Attribute Error { get; }

    /// <summary>The row under the cursor, in the pane that has the keys.</summary>
    public Attribute Selected { get; }

    /// <summary>The row under the cursor of another pane.</summary>
    public Attribute SelectedIdle { get; }

    /// <summary>The bar with the screens' names.</summary>
    public Attribute Tab { get; }

    /// <summary>The name of the screen that is shown.</summary>
    public Attribute TabActive { get; }

    /// <summary>The line that says what is bypassed.</summary>
    public Attribute Bypassed { get; }

    /// <summary>The same line while nothing is bypassed.</summary>
    public Attribute Base { get; }

    /// <summary>A key in the key line.</summary>
    public Attribute KeyName { get; }

    /// <summary>One way to draw for a view of the toolkit's, with and without the keys.</summary>
    public static Scheme In(Attribute style) => new(style) { Normal = style, Focus = style, HotNormal = style, HotFocus = style };

    /// <summary>A bar of progress: its own colour on that of what is left.</summary>
    public Attribute Bar(Attribute style) => new(style.Foreground, SelectedIdle.Background, style.Style);

    /// <summary>Gives the toolkit's own dialogs these colours and frames.</summary>
    public void Dress()
    {
        SchemeManager.AddScheme(nameof(Schemes.Dialog), new Scheme(Scheme) { Focus = Selected, HotNormal = KeyName, HotFocus = Selected });
        MessageBoxSettings.Current = new MessageBoxSettings { DefaultBorderStyle = LineStyle.Rounded };
        ButtonSettings.Current = new ButtonSettings { DefaultShadow = ShadowStyles.None };
    }

    /// <summary>A row of the toolkit's table: by itself, under the cursor of what has the keys, under another's cursor.</summary>
    /// <param name="isDim">Whether it stands back.</param>
    public Scheme Row(bool isDim) => new(Text) { Normal = isDim ? Dim : Text, Focus = Selected, Active = SelectedIdle };

    /// <summary>A cell of a heat map, which fades into the terminal's background towards zero; its sign says the same without colour.</summary>
    /// <param name="delta">A difference of accuracies, −1…1; NaN for not swept.</param>
    /// <param name="evidence">What stands behind it: pale where it may be luck or has few samples.</param>
    public Attribute Cell(double delta, CellEvidence evidence)
    {
        if (double.IsNaN(delta))
            return Dim;
        switch (Depth)
        {
            case ColourDepth.True:
                if (Math.Abs(delta) < NoDifference)
                    return Text;
                var (r, g, b) = DeltaColours.Rgb(delta, evidence, (Ground.R, Ground.G, Ground.B));
                return new Attribute(IsDark(r, g, b) ? new Color(255, 255, 255) : new Color(0, 0, 0), new Color(r, g, b));
            case ColourDepth.Sixteen:
                var sign = DeltaColours.Sign(delta, evidence);
                return sign switch
                {
                    '.' => Text,
                    '<' => Bad,
                    '>' => Good,
                    '?' => Dim,
                    _ => new Attribute(ColorName16.Black, sign switch
                    {
                        '#' or '=' => ColorName16.BrightYellow,
                        '-' => ColorName16.Yellow,
                        '+' => ColorName16.BrightCyan,
                        _ => ColorName16.BrightBlue,
                    }),
                };
            default:
                return evidence == CellEvidence.Significant && Math.Abs(delta) > 0.1 ? Strong : Text;
        }
    }

    // White on a colour is easier to read than black where its relative luminance is below this (WCAG 2).
    private static bool IsDark(byte r, byte g, byte b) => (0.2126 * Linear(r)) + (0.7152 * Linear(g)) + (0.0722 * Linear(b)) < 0.179;

    private static double Linear(byte value) => Math.Pow(value / 255.0, 2.2);

    private Attribute Foreground(Color colour, TextStyle style, TextStyle withoutColour) =>
        Depth == ColourDepth.None ? new Attribute(None, None, withoutColour) : new Attribute(colour, None, style);

    private Attribute Block(Color foreground, Color background) =>
        Depth == ColourDepth.None ? new Attribute(None, None, TextStyle.Reverse) : new Attribute(foreground, background, TextStyle.Bold);
}
