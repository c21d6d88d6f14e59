using TaLo.Models;
using TaLo.Scoring;

namespace TaLo.Sweeps;

/// <summary>One row of a sweep: one sample answered by the base model or under one knockout.</summary>
/// <param name="Task">The sample's task.</param>
/// <param name="TaskGroup">The sample's group of tasks, or null.</param>
/// <param name="Index">The sample's index in its data set.</param>
/// <param name="Letters">The letters of its options, in order.</param>
/// <param name="Answer">The correct letter.</param>
/// <param name="Knockout">What was bypassed, or null for the base model.</param>
/// <param name="Score">What the pass said.</param>
public sealed record SweepResult(
    string Task,
    string? TaskGroup,
    string Index,
    string Letters,
    char Answer,
    Knockout? Knockout,
    LetterScore Score);
