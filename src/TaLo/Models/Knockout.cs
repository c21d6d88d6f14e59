using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace TaLo.Models;

/// <summary>An intervention on one layer, or on the block of layers that begins with it.</summary>
/// <param name="Layer">Layer of the decoder or, where the module says so, of the vision encoder, 0-based; the block's first.</param>
/// <param name="Kind">What is done to it.</param>
[JsonConverter(typeof(KnockoutJson))]
[SuppressMessage("Design", "CA1036", Justification = "An order for lists: none is less than another.")]
public readonly record struct Knockout(int Layer, KnockoutKind Kind) : IComparable<Knockout>
{
    /// <summary>What of the layer it is done to.</summary>
    public Module Module => Kind.Module;

    /// <summary>Whether it is of the vision encoder, so that images must be encoded under it.</summary>
    public bool IsOfVision => Module.IsOfVision();

    /// <summary>The block's last layer; the layer itself but for <c>repeat</c>.</summary>
    public int LastLayer => Layer + Kind.Length - 1;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="SelectionException">The text is no knockout; the message shows what one looks like.</exception>
    public static Knockout Parse(string text) => KnockoutNotation.Parse(text);

    /// <summary>Whether a model has its layers.</summary>
    /// <param name="layers">The model's layers.</param>
    public bool Exists(LayerCounts layers) =>
        Layer >= 0 && Layer < layers.Of(Module) && Kind.Length <= layers.Of(Module) - Layer
        && Enum.IsDefined(Kind.Intervention) && Enum.IsDefined(Module) && Enum.IsDefined(Kind.Scope) && (!IsOfVision || Kind.Scope == Scope.All);

    /// <summary>Whether it can be asked of a model: a block starts again behind the layer before it, so that layer 0 is repeated by none.</summary>
    /// <param name="layers">The model's layers.</param>
    public bool IsPossible(LayerCounts layers) => Exists(layers) && (Layer > 0 || Kind.Intervention != Intervention.Repeat);

    /// <summary>By kind, then layer.</summary>
    public int CompareTo(Knockout other) => (Kind, Layer).CompareTo((other.Kind, other.Layer));

    /// <summary>The knockout's name in tables and messages, for example <c>attention 7</c>, <c>repeat 12-15</c> or <c>uniform 7 answer</c>.</summary>
    public override string ToString() => KnockoutNotation.Of(this);
}
