using System.Text.Json.Serialization;
using TaLo.Models;
using TaLo.Scoring;

namespace TaLo.Sweeps;

/// <summary>One row of a sweep as one line of a results file; layer, module and intervention are null for the base model.</summary>
/// <param name="Task">The sample's task.</param>
/// <param name="Index">The sample's index in its data set.</param>
/// <param name="Layer">The layer knocked out, 0-based.</param>
/// <param name="Module">The module knocked out.</param>
/// <param name="Intervention">What was done to it, for example <c>zero</c>.</param>
/// <param name="Options">The options' letters, in order.</param>
/// <param name="Logprobs">Each letter's natural log-probability, normalised over the options.</param>
/// <param name="Predicted">The letter predicted.</param>
/// <param name="Answer">The correct letter.</param>
/// <param name="Correct">Whether they are equal.</param>
/// <param name="Margin">log p(correct) − log p(best wrong option), in nats.</param>
/// <param name="LetterMass">Share of the vocabulary's probability on the option letters.</param>
/// <param name="Prompt">The prompt's text, where it was asked for.</param>
public sealed record ResultLine(
    string Task,
    string Index,
    int? Layer,
    Module? Module,
    string? Intervention,
    string Options,
    IReadOnlyDictionary<string, double> Logprobs,
    char Predicted,
    char Answer,
    bool Correct,
    double Margin,
    double LetterMass,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Prompt = null)
{
    /// <summary>The line of a row.</summary>
    public static ResultLine From(SweepResult row, string intervention, string? prompt = null) => new(
        row.Task, row.Index, row.Knockout?.Layer, row.Knockout?.Module, row.Knockout is null ? null : intervention,
        row.Letters, Logs(row), row.Score.Predicted, row.Answer, row.Score.Correct, row.Score.Margin,
        row.Score.LetterMass, prompt);

    /// <summary>The row of a line; a line does not carry the group of tasks, it is null.</summary>
    public SweepResult ToRow() => new(
        Task, null, Index, Options, Answer,
        Layer is { } layer && Module is { } module ? new Knockout(layer, module) : null,
        new LetterScore([.. Options.Select(o => Logprobs[o.ToString()])], Predicted, Correct, Margin, LetterMass));

    /// <summary>Says what makes the line no row of a sweep, or null.</summary>
    internal string? Problem() =>
        Options.Length == 0 || Logprobs.Count != Options.Length || Options.Any(o => !Logprobs.ContainsKey(o.ToString()))
            ? "'logprobs' does not match 'options'"
        : !Options.Contains(Answer) || !Options.Contains(Predicted) ? "'answer' or 'predicted' is none of the options"
        : Correct != (Predicted == Answer) ? "'correct' contradicts 'predicted' and 'answer'"
        : Layer is null != Module is null || Layer is null != Intervention is null
            ? "'layer', 'module' and 'intervention' go together"
        : Layer < 0 ? "'layer' is negative"
        : null;

    private static OrderedDictionary<string, double> Logs(SweepResult row)
    {
        var logs = new OrderedDictionary<string, double>();
        for (var i = 0; i < row.Letters.Length; i++)
            logs.Add(row.Letters[i].ToString(), row.Score.LogProbabilities[i]);
        return logs;
    }
}
