using System.Globalization;
using System.Text.RegularExpressions;
using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>Text benchmarks as they are published, each prepared as lm-evaluation-harness prepares it.</summary>
internal static partial class TextForms
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<SampleForm> All =
    [
        new("minimal pairs (BLiMP)", [["sentence_good"], ["sentence_bad"]], MinimalPair)
        {
            Index = ["pairid", "pair_id", "index", "id"],
            Task = ["uid", "paradigm"],
            Group = ["linguistics_term", "field"],
        },
        new("WinoGrande", [["sentence"], ["option1"], ["option2"], ["answer"]], WinoGrande) { Index = ["qid", "index", "id"] },
        new("HellaSwag", [["ctx", "ctx_a"], ["endings"], ["label"]], HellaSwag) { Wording = Wording.ToContinue },
        new("PIQA", [["goal"], ["sol1"], ["sol2"]], Piqa),
        new("BoolQ", [["passage"], ["question"], ["answer", "label"]], BoolQ) { Excludes = ["options", "choices", "a"], Wording = Wording.Unmarked },
        new("BIG-bench", [["input"], ["target_scores"]], BigBench),
        new("LLaVA's conversations", [["conversations"]], Conversation),
    ];

    /// <summary>Two sentences and no question: option A is the good one, B the bad one.</summary>
    private static Draft MinimalPair(Row row)
    {
        var (good, bad) = (row.Required("sentence_good"), row.Required("sentence_bad"));
        return good == bad
            ? throw new SampleException(row.Where + "both sentences are the same; there is nothing to choose")
            : Draft.Choice(row, "", [good, bad], 0);
    }

    /// <summary>The sentence with its gap; each option carries the sentence up to the gap with itself filled in, and the rest.</summary>
    private static Draft WinoGrande(Row row)
    {
        var sentence = row.Required("sentence");
        if (sentence.Split('_') is not [var before, var after] || after.Trim().Length == 0)
            throw new SampleException(row.Where + "its sentence needs one gap _ with something after it");
        var right = row["answer"].Word switch
        {
            null => (int?)null,
            "1" => 0,
            "2" => 1,
            var other => throw new SampleException(row.Where + $"the answer '{other}' is neither 1 nor 2"),
        };
        var draft = Draft.Choice(row, sentence, [row.Required("option1"), row.Required("option2")], right);
        return draft with
        {
            Options = [.. draft.Options.Select(o => o with { Partial = new PartialScoring(before + o.Text, after.Trim()) })],
        };
    }

    private static Draft HellaSwag(Row row)
    {
        var context = row["ctx_a"].Text is { } start ? $"{start} {Capitalise(row["ctx_b"].Text ?? "")}" : row.Required("ctx");
        var activity = row["activity_label"].Text is { } label ? label + ": " : "";
        var endings = row["endings"].Items ?? throw new SampleException(row.Where + "its endings are no list");
        return Draft.Choice(row, WithoutBrackets(activity + context), [.. endings.Select(e => e.Text is { } text ? WithoutBrackets(text) : null)], Label(row, "label"));
    }

    private static Draft Piqa(Row row) =>
        Draft.Choice(row, row.Required("goal"), [row.Required("sol1"), row.Required("sol2")], Label(row, "label"));

    /// <summary>The passage is the hint; option A is no, B is yes.</summary>
    private static Draft BoolQ(Row row)
    {
        var answer = row["answer"].IsMissing ? row["label"] : row["answer"];
        long? right = answer.Truth is { } truth ? (truth ? 1 : 0) : answer.Word?.ToLowerInvariant() switch
        {
            null or "-1" => null,
            "0" or "false" or "no" => 0,
            "1" or "true" or "yes" => 1,
            var other => throw new SampleException(row.Where + $"the answer '{other}' is neither true nor false"),
        };
        return Draft.Choice(row, row.Required("question"), ["no", "yes"], right) with { Hint = row.Required("passage") };
    }

    /// <summary>An input, and texts with their scores: the one with the highest is right.</summary>
    private static Draft BigBench(Row row)
    {
        if (row["target_scores"].Fields is not { Count: > 0 } scores)
            throw new SampleException(row.Where + "its target_scores are no options with scores");
        if (scores.FirstOrDefault(s => s.Value.Real is null) is { Key: { } odd })
            throw new SampleException(row.Where + $"the score of '{odd}' is no number");
        var best = scores.Values.Max(s => s.Real);
        var right = scores.Values.Index().Where(s => s.Item.Real == best).ToList();
        return right is [var only]
            ? Draft.Choice(row, row.Required("input"), [.. scores.Keys], only.Index)
            : throw new SampleException(row.Where + $"{right.Count} of its options have the highest score; one must be right");
    }

    /// <summary>A first turn that asks, with options in it where it has some, and a second that answers.</summary>
    private static Draft Conversation(Row row)
    {
        var turns = row["conversations"].Items?.Select(t => t["value"].Text).ToList();
        if (turns is not [{ } asked, ..])
            throw new SampleException(row.Where + "its conversation has no first turn");
        var text = asked.Replace("<image>", "", StringComparison.Ordinal).Trim();
        var answer = turns.Count > 1 ? turns[1] : null;
        var letter = answer is null ? null : LetterSaid().Match(answer) is { Success: true } said ? said.Groups[1].Value : answer;
        return OptionsInText.Find(text, letter) is var (question, options)
            ? new Draft(question, options) { Answers = letter is null ? [] : [letter] }
            : new Draft(text, []) { Answers = answer is null ? [] : [answer] };
    }

    /// <summary>The right option's place, counted from 0; null where a test split says -1 or nothing.</summary>
    private static long? Label(Row row, string column) => row[column] switch
    {
        { IsMissing: true } or { Word: null or "-1" } => null,
        { Number: { } number } => number,
        { Word: var text } when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var other => throw new SampleException(row.Where + $"its {column} '{other.Text}' is no number"),
    };

    private static string Capitalise(string text) =>
        text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();

    /// <summary>WikiHow's brackets are artefacts of how HellaSwag was made.</summary>
    private static string WithoutBrackets(string text) =>
        Bracket().Replace(text.Trim().Replace(" [title]", ". ", StringComparison.Ordinal), "").Replace("  ", " ", StringComparison.Ordinal);

    [GeneratedRegex(@"^The answer is \(?([A-Z])\)?\.?$", RegexOptions.IgnoreCase)]
    private static partial Regex LetterSaid();

    [GeneratedRegex(@"\[.*?\]")]
    private static partial Regex Bracket();
}
