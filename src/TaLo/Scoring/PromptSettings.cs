using System.Globalization;

namespace TaLo.Scoring;

/// <summary>What a template says before its line <c>---</c>.</summary>
internal sealed record PromptSettings
{
    /// <summary>The settings' names.</summary>
    public const string Known = "option, separator, chat, system, prefill, answer, shots, shot-seed, images, after-image, no-hint";

    /// <summary>How an option is written.</summary>
    public string Option { get; init; } = "{letter}. {text}";

    /// <summary>What stands between two options.</summary>
    public string Separator { get; init; } = "\n";

    /// <summary>Whether the text goes through the model's chat template.</summary>
    public bool Chat { get; init; }

    /// <summary>The system message, or null.</summary>
    public string? System { get; init; }

    /// <summary>What the answer begins with, written for the model; or null.</summary>
    public string? Prefill { get; init; }

    /// <summary>How an example's answer is written; null for the letter, or the text where texts are scored.</summary>
    public string? Answer { get; init; }

    /// <summary>How many samples are shown before the question with their answers.</summary>
    public int Shots { get; init; }

    /// <summary>Chooses which.</summary>
    public long ShotSeed { get; init; }

    /// <summary>Whether every image stands at <c>{image}</c>, also one that the question names (<c>&lt;image 1&gt;</c>).</summary>
    public bool ImagesFirst { get; init; }

    /// <summary>What stands behind an image that has a line of its own.</summary>
    public string AfterImage { get; init; } = "\n";

    /// <summary>What stands for a hint where the sample has none; null where its line disappears.</summary>
    public string? NoHint { get; init; }

    /// <summary>What of a fingerprint these settings are: only those that were asked for, so that templates from before they existed keep theirs.</summary>
    public IEnumerable<string> Fingerprinted()
    {
        (string Name, string? Value)[] all =
        [
            ("system", System), ("prefill", Prefill), ("answer", Answer), ("shots", Shots == 0 ? null : Shots.ToString(CultureInfo.InvariantCulture)),
            ("shot-seed", Shots == 0 || ShotSeed == 0 ? null : ShotSeed.ToString(CultureInfo.InvariantCulture)),
            ("images", ImagesFirst ? "first" : null), ("after-image", AfterImage == "\n" ? null : AfterImage), ("no-hint", NoHint),
        ];
        return all.Where(s => s.Value is not null).Select(s => $"{s.Name}={s.Value}");
    }

    /// <summary>These settings with one more line read.</summary>
    /// <exception cref="PromptException">It is unknown or wrong.</exception>
    public PromptSettings With(string line, string where)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var key = (colon < 0 ? line : line[..colon]).Trim();
        var value = colon < 0 ? "" : line[(colon + 1)..];
        if (value.StartsWith(' ')) value = value[1..];
        if (value is ['"', .., '"'] and not "\"") value = value[1..^1];
        var text = value.Replace("\\n", "\n").Replace("\\t", "\t");
        var word = value.Trim();
        return (key, word) switch
        {
            ("option", _) => this with { Option = value },
            ("separator", _) => this with { Separator = text },
            ("chat", "yes" or "no") => this with { Chat = word == "yes" },
            ("system", _) => this with { System = text.Length > 0 ? text : null },
            ("prefill", _) => this with { Prefill = text.Length > 0 ? text : null },
            ("answer", _) => this with { Answer = text },
            ("shots", _) => this with { Shots = Number(word, "shots", where) is >= 0 and <= MostShots and var n ? (int)n : throw Wrong("shots", $"write a number up to {MostShots}") },
            ("shot-seed", _) => this with { ShotSeed = Number(word, "shot-seed", where) },
            ("images", "first" or "in place") => this with { ImagesFirst = word == "first" },
            ("after-image", _) => this with { AfterImage = text },
            ("no-hint", _) => this with { NoHint = text },
            ("chat", _) => throw Wrong("chat", "write yes or no"),
            ("images", _) => throw Wrong("images", "write first or in place"),
            _ => throw new PromptException(where + $"unknown setting '{key}' before the line ---; known: {Known} (without settings, begin the file with a line ---)"),
        };

        PromptException Wrong(string name, string way) => new(where + $"{name} is '{value}'; {way}");
    }

    /// <summary>More examples than any context holds.</summary>
    public const int MostShots = 100;

    private static long Number(string text, string name, string where) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw new PromptException(where + $"{name} is '{text}'; write a whole number");
}
