using System.Drawing;
using TaLo.Models;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>Chooses a layer, and what is done to it, by hand.</summary>
internal sealed class LayerBox : Box
{
    private static readonly KnockoutKind[] OfDecoder = [.. Modules.OfDecoder.Select(KnockoutKind.Zero), KnockoutKind.Uniform(), KnockoutKind.Repeat()];
    private static readonly KnockoutKind[] OfVision = [.. Modules.OfVision.Select(KnockoutKind.Zero)];

    private readonly ModelFacts _facts;
    private readonly OptionSelector _kind = new() { X = 11, Y = 1, Orientation = Orientation.Horizontal };
    private readonly NumericUpDown<int> _layer = new() { X = 11, Y = 3 };
    private readonly Label _range;
    private KnockoutKind[] _kinds = OfDecoder;
    private Scope _scope;
    private bool _typing;

    /// <summary>Creates it.</summary>
    /// <param name="ui">What it works with.</param>
    /// <param name="facts">The model.</param>
    /// <param name="now">What is chosen to begin with, or null.</param>
    public LayerBox(UiContext ui, ModelFacts facts, Knockout? now) : base(ui, "Bypass by hand")
    {
        _facts = facts;
        _range = new Label { X = Pos.Right(_layer) + 1, Y = 3 };
        _layer.ValueChanging += (_, e) => e.NewValue = Math.Clamp(e.NewValue, 0, LayerCount - 1);
        Offer(now is { IsOfVision: true } && facts.VisionLayerCount > 0 ? OfVision : OfDecoder);
        if (now is { } k && Array.FindIndex(_kinds, kind => (kind.Intervention, kind.Module) == (k.Kind.Intervention, k.Module)) is >= 0 and var place && k.Layer < LayerCount)
            (_layer.Value, _kind.Value, _scope) = (k.Layer, place, k.Kind.Scope);
        _layer.ValueChanged += (_, _) => SetNeedsDraw();
        _kind.ValueChanged += (_, _) => SetNeedsDraw();
        Add(_kind, _layer, _range);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.Enter, "bypass it", "Bypass this from the next question on.", Take) { Disabled = () => Chosen.IsPossible(_facts.Layers) ? null : $"{Chosen}: a repeated block begins at layer 1 or above" },
        new(Key.CursorRight, "what", "The next module or intervention; ← the one before.", () => Turn(1)) { Label = "←→", Also = [Key.L] },
        new(Key.CursorLeft, "what", "The one before.", () => Turn(-1)) { InKeyLine = false, Also = [Key.H] },
        new(Key.V, _kinds == OfVision ? "decoder" : "vision", "The vision encoder's layers, or the decoder's.", TurnPart) { Disabled = () => _facts.WhyNot(Module.VisionLayer) },
        new(Key.S, "scope", "At all positions, or for the answer alone: then what came before it need not be read again.", TurnScope) { Disabled = () => Kind.Intervention == Intervention.Repeat ? "a block is repeated at all positions" : _kinds == OfVision ? "an image is encoded before anything is answered" : null },
        new(Key.CursorUp, "layer", "A layer up; ↓ a layer down; or type its number.", () => Go(_layer.Value + 1)) { Label = "↑↓ 0-9", Also = [Key.K] },
        new(Key.CursorDown, "layer", "A layer down.", () => Go(_layer.Value - 1)) { InKeyLine = false, Also = [Key.J] },
        new(Key.PageUp, "10 up", "Ten layers up.", () => Go(_layer.Value + 10)) { InKeyLine = false },
        new(Key.PageDown, "10 down", "Ten layers down.", () => Go(_layer.Value - 10)) { InKeyLine = false },
        .. Enumerable.Range(0, 10).Select(d => new KeyAction(new Key((char)('0' + d)), "layer", "A figure of the layer's number.", () => Type(d)) { InKeyLine = false }),
        new(Key.Esc, "back", "Close and change nothing.", Close),
    ];

    private KnockoutKind Kind => _kinds[_kind.Value ?? 0];

    private int LayerCount => _facts.Layers.Of(_kinds[0].Module);

    private Knockout Chosen => new(_layer.Value, Kind.Intervention == Intervention.Repeat || _kinds == OfVision ? Kind : Kind.In(_scope));

    /// <inheritdoc/>
    protected override Size Wanted(Size room) => new(66, 9);

    /// <inheritdoc/>
    protected override void Wheeled(int step) => Go(_layer.Value - step);

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        painter.Put(2, 1, "what", painter.Theme.Dim);
        painter.Put(2, 3, "layer", painter.Theme.Dim);
        painter.Put(2, 5, $"{Chosen} is bypassed from the next question on", painter.Theme.Text);
    }

    private void Turn(int step) => _kind.Value = ((_kind.Value ?? 0) + step + _kinds.Length) % _kinds.Length;

    private void TurnPart()
    {
        Offer(_kinds == OfVision ? OfDecoder : OfVision);
        Go(Math.Min(_layer.Value, LayerCount - 1));
        SetNeedsDraw();
    }

    private void Offer(KnockoutKind[] kinds)
    {
        (_kinds, _kind.Labels, _kind.Value) = (kinds, [.. kinds.Select(k => k.ToString())], 0);
        _range.Text = $"of 0 to {LayerCount - 1}";
    }

    private void TurnScope()
    {
        _scope = _scope == Scope.All ? Scope.Answer : Scope.All;
        SetNeedsDraw();
    }

    private void Go(int layer) => (_layer.Value, _typing) = (layer, false);

    private void Type(int digit)
    {
        var longer = _typing ? (_layer.Value * 10) + digit : digit;
        Go(longer < LayerCount ? longer : digit);
        _typing = true;
    }

    private void Take()
    {
        Ui.Shared.Apply(new ChosenBypass(Chosen, "by hand", _facts.ModelFingerprint, null));
        Close();
    }
}
