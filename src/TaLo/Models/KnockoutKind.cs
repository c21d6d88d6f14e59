using System.Diagnostics.CodeAnalysis;

namespace TaLo.Models;

/// <summary>A knockout without its layer: what one Task-Layer Interaction Vector has for each layer. A <see cref="Models.Module"/> alone stands for <c>zero</c>.</summary>
[SuppressMessage("Design", "CA1036", Justification = "An order for lists: none is less than another.")]
public readonly record struct KnockoutKind : IComparable<KnockoutKind>
{
    /// <summary>Runs of a repeated block, at most: each takes a memory of its own in a conversation.</summary>
    public const int MostTimes = 8;

    private readonly int _furtherLayers;
    private readonly int _furtherRuns;

    private KnockoutKind(Intervention intervention, Module module, int length, int times, Scope scope) =>
        (Intervention, Module, _furtherLayers, _furtherRuns, Scope) = (intervention, module, length - 1, times - 1, scope);

    /// <summary>What is done.</summary>
    public Intervention Intervention { get; }

    /// <summary>What it is done to: <c>uniform</c> changes the attention, <c>repeat</c> runs whole layers.</summary>
    public Module Module { get; }

    /// <summary>Layers of the block; 1 but for <c>repeat</c>.</summary>
    public int Length => _furtherLayers + 1;

    /// <summary>How often the block runs; 1 but for <c>repeat</c>.</summary>
    public int Times => _furtherRuns + 1;

    /// <summary>Where it is in force.</summary>
    public Scope Scope { get; private init; }

    /// <summary>What the passes of one sweep have in common: all but module and block length.</summary>
    public string Sweep => KnockoutNotation.OfSweep(this);

    /// <summary>The kind that a sweep's <see cref="Sweep"/>, a module and a block length make; null for none.</summary>
    public static KnockoutKind? OfSweep(string sweep, Module module, int length) => KnockoutNotation.OfSweep(sweep, module, length);

    /// <summary>Removes a module's contribution.</summary>
    public static KnockoutKind Zero(Module module) => new(Intervention.Zero, module, 1, 1, Scope.All);

    /// <summary>Makes the attention uniform.</summary>
    public static KnockoutKind Uniform() => new(Intervention.Uniform, Module.Attention, 1, 1, Scope.All);

    /// <summary>Runs a block again.</summary>
    /// <param name="length">Layers of the block.</param>
    /// <param name="times">How often it runs, 2 to <see cref="MostTimes"/>.</param>
    public static KnockoutKind Repeat(int length = 1, int times = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(times, MostTimes);
        return new(Intervention.Repeat, Module.Layer, length, times, Scope.All);
    }

    /// <summary>The same in another scope.</summary>
    public KnockoutKind In(Scope scope) => this with { Scope = scope };

    /// <summary>The removal of a module's contribution, at every position.</summary>
    public static implicit operator KnockoutKind(Module module) => Zero(module);

    /// <summary>What is done, in words: <c>attention bypassed</c>, <c>uniform attention for the answer alone</c>, <c>blocks of 4 layers run 2 times</c>.</summary>
    public string Words => KnockoutNotation.Words(this);

    /// <summary>By intervention, scope, module, length, times.</summary>
    public int CompareTo(KnockoutKind other) =>
        (Intervention, Scope, Module, Length, Times).CompareTo((other.Intervention, other.Scope, other.Module, other.Length, other.Times));

    /// <summary>Its name in tables and messages: <c>attention</c>, <c>uniform answer</c>, <c>repeat of 4</c>.</summary>
    public override string ToString() => KnockoutNotation.Of(this);
}
