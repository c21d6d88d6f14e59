using System.Drawing;
using TaLo.Models;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>Chooses a layer and a module by hand.</summary>
internal sealed class HandOverlay : Overlay
{
    private static readonly Module[] Modules = Enum.GetValues<Module>();

    private readonly ModelFacts _facts;
    private Module _module = Module.Attention;
    private int _layer;
    private bool _typing;

    /// <summary>Creates it.</summary>
    /// <param name="ui">What it works with.</param>
    /// <param name="facts">The model.</param>
    /// <param name="now">What is chosen to begin with, or null.</param>
    public HandOverlay(UiContext ui, ModelFacts facts, Knockout? now) : base(ui)
    {
        _facts = facts;
        if (now is { } k && k.Layer < facts.LayerCount)
            (_layer, _module) = (k.Layer, k.Module);
    }

    /// <inheritdoc/>
    public override string Heading => "Bypass by hand";

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.Enter, "bypass it", "Bypass this layer's module from the next question on.", Take),
        new(Key.CursorRight, "module", "The next module; ← the one before.", () => Turn(1)) { Label = "←→", Also = [Key.L] },
        new(Key.CursorLeft, "module", "The module before.", () => Turn(-1)) { InKeyLine = false, Also = [Key.H] },
        new(Key.CursorUp, "layer", "A layer up; ↓ a layer down; or type its number.", () => Go(_layer + 1)) { Label = "↑↓ 0-9", Also = [Key.K] },
        new(Key.CursorDown, "layer", "A layer down.", () => Go(_layer - 1)) { InKeyLine = false, Also = [Key.J] },
        new(Key.PageUp, "10 up", "Ten layers up.", () => Go(_layer + 10)) { InKeyLine = false },
        new(Key.PageDown, "10 down", "Ten layers down.", () => Go(_layer - 10)) { InKeyLine = false },
        .. Enumerable.Range(0, 10).Select(d => new KeyAction(new Key((char)('0' + d)), "layer", "A figure of the layer's number.", () => Type(d)) { InKeyLine = false }),
        new(Key.Esc, "back", "Close and change nothing.", Close),
    ];

    /// <inheritdoc/>
    protected override Size Wanted(Size room) => new(56, 9);

    /// <inheritdoc/>
    protected override void Wheeled(int step, bool sideways) => Go(_layer - step);

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        var theme = painter.Theme;
        var x = 11;
        painter.Put(2, 1, "module", theme.Dim);
        foreach (var module in Modules)
            x += painter.Put(x, 1, $" {module.ToString().ToLowerInvariant()} ", module == _module ? theme.Selected : theme.Dim) + 1;
        painter.Put(2, 3, "layer", theme.Dim);
        var used = painter.Put(11, 3, $" {_layer} ", theme.Selected);
        painter.Put(12 + used, 3, $"of 0 to {_facts.LayerCount - 1}", theme.Dim);
        painter.Put(2, 5, $"{new Knockout(_layer, _module)} is bypassed from the next question on", theme.Text);
    }

    private void Turn(int step) => _module = Modules[(Array.IndexOf(Modules, _module) + step + Modules.Length) % Modules.Length];

    private void Go(int layer) => (_layer, _typing) = (Math.Clamp(layer, 0, _facts.LayerCount - 1), false);

    private void Type(int digit)
    {
        var longer = _typing ? (_layer * 10) + digit : digit;
        Go(longer < _facts.LayerCount ? longer : digit);
        _typing = true;
    }

    private void Take()
    {
        Ui.Bench.Apply(new ChosenBypass(new Knockout(_layer, _module), "by hand", _facts.ModelFingerprint, null));
        Close();
    }
}
