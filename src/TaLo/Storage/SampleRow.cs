using System.Text.Json.Serialization;
using TaLo.Models;
using TaLo.Scoring;

namespace TaLo.Storage;

/// <summary>One pass over one sample, as journal and database keep it; layer and module are null for the base model.</summary>
internal sealed record SampleRow(
    [property: JsonPropertyName("p")] IReadOnlyList<double> LogProbabilities,
    char Predicted,
    bool Correct,
    double Margin,
    [property: JsonPropertyName("mass")] double LetterMass,
    Module? Module = null,
    int? Layer = null)
{
    [JsonIgnore]
    public Knockout? Knockout => Layer is { } layer && Module is { } module ? new Knockout(layer, module) : null;

    /// <summary>Its key and order within the sample: the base model first (−1, −1), then by module and layer.</summary>
    [JsonIgnore]
    public (int Module, int Layer) Place => ((int?)Module ?? -1, Layer ?? -1);

    [JsonIgnore]
    public LetterScore Score => new(LogProbabilities, Predicted, Correct, Margin, LetterMass);

    [JsonIgnore]
    public bool IsFinite =>
        double.IsFinite(Margin) && double.IsFinite(LetterMass) && LogProbabilities.All(double.IsFinite);

    public static SampleRow From(Knockout? knockout, LetterScore score) => new(
        [.. score.LogProbabilities], score.Predicted, score.Correct, score.Margin, score.LetterMass,
        knockout?.Module, knockout?.Layer);

    /// <summary>Whether two rows hold the same values; the record's own equality compares the identity of the list.</summary>
    public bool Same(SampleRow other) =>
        Predicted == other.Predicted && Correct == other.Correct && Place == other.Place &&
        Margin.Equals(other.Margin) && LetterMass.Equals(other.LetterMass) &&
        LogProbabilities.SequenceEqual(other.LogProbabilities);
}
