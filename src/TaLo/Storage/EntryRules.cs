using TaLo.Models;
using TaLo.Scoring;
using TaLo.Sweeps;
using TaLo.Tasks;

namespace TaLo.Storage;

/// <summary>What a checksum cannot tell: whether an entry that somebody may have made by hand can be a result at all.</summary>
internal static class EntryRules
{
    private const int MostOptions = 100;
    private const double Rounding = 1e-9;

    /// <summary>Whether a text can be a sweep's id; nothing else may name a file.</summary>
    public static bool IsSweepId(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Why a sweep cannot be believed, or null.</summary>
    public static string? Problem(string id, StoredSweep sweep) =>
        !IsSweepId(id) || sweep.Id != id ? "the sweep's id is not its key's"
        : sweep.Facts.LayerCount is < 1 or > ModelFacts.MostLayers ? $"a model of {sweep.Facts.LayerCount} layers"
        : !IsInForce(sweep.Key.InForce, sweep.Facts.Layers) ? "what is in force in it is no set of knockouts"
        : sweep.Facts.VisionLayerCount is < 0 or > ModelFacts.MostLayers ? $"a vision encoder of {sweep.Facts.VisionLayerCount} layers"
        : null;

    private static bool IsInForce(string? text, LayerCounts layers)
    {
        try
        {
            return text is null || KnockoutSet.Parse(text) is var set && set.ToString() == text && set.Knockouts.All(k => k.Exists(layers));
        }
        catch (SelectionException)
        {
            return false;
        }
    }

    /// <summary>Why passes over one sample cannot be believed, or null.</summary>
    /// <param name="sample">The passes.</param>
    /// <param name="layers">The model's layers.</param>
    public static string? Problem(StoredSample sample, LayerCounts layers)
    {
        var (letters, passes) = (sample.Letters, sample.Passes);
        if (sample.Accepted.Count > 0
            ? letters.Length > 0 || sample.Answer != VqaSample.NoLetter
            : letters.Length is < 2 or > MostOptions || letters.Distinct().Count() != letters.Length || !letters.Contains(sample.Answer))
            return "its options are none";
        if (passes.Any(p => p.Generated?.Accepted.SequenceEqual(sample.Accepted) == false) || passes.DistinctBy(p => p.Generated is null).Count() != 1)
            return "its answers were not all generated for one question";
        if (passes.FirstOrDefault(p => p.Knockout is { } k && !k.Exists(layers)) is { } nowhere)
            return $"a model of {layers.Of(nowhere.Knockout!.Value.Module)} {(nowhere.Knockout.Value.IsOfVision ? "vision layers" : "layers")} has no {nowhere.Subject}";
        if (passes.Select(p => p.Knockout).Distinct().Count() != passes.Count)
            return "two of its passes are one";
        if (passes.Any(p => !AreChoices(p.Choice, letters.Length)) || passes.DistinctBy(p => p.Choice is null).Count() != 1)
            return "its options' texts do not fit its options";
        return passes.FirstOrDefault(p => !IsScore(p)) is { } bad
            ? $"{bad.Subject} has a score that is not finite, does not fit the options or contradicts itself"
            : null;
    }

    /// <summary>With options it is right, score 1, where it names the right one; an open question names none.</summary>
    private static bool IsGenerated(ScoredPass pass, GeneratedScore generated) => pass.Letters.Length == 0
        ? generated.Score is >= 0 and <= 1 && pass.Predicted == VqaSample.NoLetter
        : generated.Score == (pass.Predicted == pass.Answer ? 1 : 0) && (pass.Predicted == VqaSample.NoLetter || pass.Letters.Contains(pass.Predicted));

    private static bool AreChoices(ChoiceScores? choice, int options) =>
        choice is null || (choice.Bytes.Count == options && choice.Bytes.All(b => b > 0)
            && (choice.Unconditional is not { } alone || (alone.Count == options && alone.All(double.IsFinite))));

    private static bool IsScore(ScoredPass pass)
    {
        var p = pass.LogProbabilities;
        if (pass.Generated is { } generated && !IsGenerated(pass, generated))
            return false;
        if (pass.Generated is not null && p.Count == 0)
            return double.IsFinite(pass.Margin);
        if (p.Count != pass.Letters.Length || !double.IsFinite(pass.Margin) || !p.All(double.IsFinite) || pass.LetterMass is not (>= 0 and <= 1 + Rounding))
            return false;

        var answer = pass.Letters.IndexOf(pass.Answer);
        var (best, bestWrong) = (0, double.NegativeInfinity);
        for (var i = 0; i < p.Count; i++)
        {
            if (p[i] > p[best])
                best = i;
            if (i != answer)
                bestWrong = Math.Max(bestWrong, p[i]);
        }

        var margin = p[answer] - bestWrong;
        return (pass.Generated is not null || pass.Predicted == pass.Letters[best]) && Math.Abs(pass.Margin - margin) <= Rounding * (1 + Math.Abs(margin) + Math.Abs(p[answer]));
    }
}
