namespace TaLo.Matching;

/// <summary>How questions of one kind were matched, with so many tasks stored.</summary>
/// <param name="Stored">Tasks with a profile.</param>
/// <param name="Questions">Which questions.</param>
/// <param name="Belong">Whether their task is one of those stored: then <paramref name="Own"/> is right, otherwise <paramref name="Base"/>.</param>
/// <param name="Count">How many answers the shares are taken over.</param>
/// <param name="Own">Share matched to their own task, 0…1.</param>
/// <param name="Other">Share matched to another task, 0…1.</param>
/// <param name="Base">Share matched to none: the base model, 0…1.</param>
public sealed record MatchingRow(int Stored, string Questions, bool Belong, int Count, double Own, double Other, double Base);
