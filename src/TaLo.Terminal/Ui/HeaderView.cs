using System.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.Text;
using Terminal.Gui.ViewBase;

namespace TaLo.Terminal.Ui;

/// <summary>The two lines at the top: the screens and what is loaded; and, in a colour of its own, what is bypassed and why.</summary>
internal sealed class HeaderView : View
{
    private readonly UiContext _ui;
    private readonly List<(int From, int To, Screen Screen)> _tabs = [];

    /// <summary>Creates it.</summary>
    public HeaderView(UiContext ui)
    {
        _ui = ui;
        CanFocus = false;
    }

    /// <inheritdoc/>
    protected override bool OnDrawingContent(DrawContext? context)
    {
        var painter = new Painter(this, _ui.Theme, new Rectangle(0, 0, Viewport.Width, Viewport.Height));
        DrawTabs(painter);
        DrawBypass(painter);
        return true;
    }

    /// <inheritdoc/>
    protected override bool OnMouseEvent(Mouse mouse)
    {
        if (mouse.IsSingleClicked && mouse.Position is { Y: 0 } at)
            foreach (var tab in _tabs.Where(t => at.X >= t.From && at.X < t.To))
                _ui.Shell.Show(tab.Screen);
        return true;
    }

    private void DrawTabs(Painter painter)
    {
        var theme = _ui.Theme;
        painter.Fill(0, theme.Tab);
        var x = painter.Put(0, 0, " TaLo ", theme.Tab);
        _tabs.Clear();
        foreach (var (screen, number) in _ui.Shell.Screens.Select((s, i) => (s, i + 1)))
        {
            var from = x;
            x += painter.Put(x, 0, $" {number} {screen.Name} ", screen == _ui.Shell.Current ? theme.TabActive : theme.Tab);
            _tabs.Add((from, x, screen));
        }
        var text = Loaded();
        if (text.GetColumns() > painter.Width - x - 2)
            text = Columns.Fit(text, painter.Width - x - 2);
        painter.PutRight(painter.Width - 1, 0, text, theme.Tab);
    }

    private void DrawBypass(Painter painter)
    {
        var theme = _ui.Theme;
        var shared = _ui.Shared;
        var bypass = shared.Bypass;
        var isInForce = bypass is not null && shared.IsInForce(bypass);
        painter.Fill(1, isInForce ? theme.Bypassed : theme.Base);
        if (bypass is not null && !isInForce)
            painter.Put(1, 1, $"NOT BYPASSED in this model: {bypass.What} is for another   {bypass.Why}", theme.Base);
        else if (bypass is null)
            painter.Put(1, 1, shared.Latest is { } latest ? $"base model: nothing is bypassed   (^T switches {latest.What} on again)" : "base model: nothing is bypassed", theme.Base);
        else
            painter.Put(1, 1, bypass.Knockouts is { } knockouts ? $"BYPASSED: {knockouts}   {bypass.Why}" : $"AUTO: bypassed is {bypass.Why}", theme.Bypassed);
    }

    private string Loaded()
    {
        var shared = _ui.Shared;
        if (shared.Loaded is { } facts)
            return $"{facts.Name} · {facts.Quantization} · {facts.Engine.Split(' ')[^1]}";
        return shared.ChosenModel is { Model: { } model } ? $"{model.Name} · not loaded" : "no model chosen";
    }
}
