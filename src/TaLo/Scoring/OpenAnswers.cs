using System.Globalization;
using TaLo.Tasks;

namespace TaLo.Scoring;

/// <summary>How right an answer to an open question is, 0…1, by the metric that its benchmark uses.</summary>
public static class OpenAnswers
{
    /// <summary>An answer with at least this score counts as right where answers are only right or wrong: in accuracies, differences and tests.</summary>
    public const double RightFrom = 0.5;

    /// <summary>The fewest annotators of soft accuracy: leaving one out, three must be able to agree.</summary>
    public const int FewestAnnotators = 4;

    private const double Tolerance = 0.05;
    private const double LeastSimilarity = 0.5;

    private static readonly Dictionary<string, AnswerMetric> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["exact"] = AnswerMetric.Exact,
        ["soft"] = AnswerMetric.Soft,
        ["relaxed"] = AnswerMetric.Relaxed,
        ["anls"] = AnswerMetric.Anls,
    };

    /// <summary>A metric's name.</summary>
    public static string Name(this AnswerMetric metric) => ByName.First(n => n.Value == metric).Key;

    /// <summary>Reads a metric's name.</summary>
    /// <exception cref="SelectionException">There is no such metric.</exception>
    public static AnswerMetric Parse(string name) => ByName.TryGetValue(name, out var metric)
        ? metric
        : throw new SelectionException($"metric: '{name}' is none: write {string.Join(", ", ByName.Keys)}");

    /// <summary>Judges an answer.</summary>
    /// <param name="metric">How.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="accepted">What annotators said; at least one.</param>
    public static double Score(AnswerMetric metric, string answer, IReadOnlyList<string> accepted)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(accepted);
        return metric switch
        {
            AnswerMetric.Soft => Soft(answer, accepted),
            AnswerMetric.Relaxed => accepted.Any(a => IsNear(answer.Trim(), a.Trim())) ? 1 : 0,
            AnswerMetric.Anls => accepted.Max(a => Similarity(answer, a)),
            _ => accepted.Any(a => VqaText.Normalised(a) == VqaText.Normalised(answer)) ? 1 : 0,
        };
    }

    /// <summary>The mean, over all ways to leave one annotator out, of min(1, how many of the others said the same / 3).</summary>
    private static double Soft(string answer, IReadOnlyList<string> accepted)
    {
        var said = VqaText.Normalised(answer);
        bool[] same = [.. accepted.Select(a => VqaText.Normalised(a) == said)];
        var all = same.Count(s => s);
        return same.Average(s => Math.Min(1, (all - (s ? 1 : 0)) / 3.0));
    }

    private static bool IsNear(string answer, string target) =>
        Number(answer) is { } number && Number(target) is { } right && right != 0
            ? Math.Abs(number - right) / Math.Abs(right) <= Tolerance
            : answer.Equals(target, StringComparison.OrdinalIgnoreCase);

    private static double? Number(string text)
    {
        var isShare = text.EndsWith('%');
        return double.TryParse(isShare ? text.TrimEnd('%') : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? isShare ? number / 100 : number
            : null;
    }

    private static double Similarity(string answer, string accepted)
    {
        var (one, other) = (Plain(answer), Plain(accepted));
        var length = Math.Max(one.Length, other.Length);
        var similarity = length == 0 ? 1 : 1 - ((double)Distance(one, other) / length);
        return similarity < LeastSimilarity ? 0 : similarity;
    }

    private static int[] Plain(string text) => [.. string.Join(' ', text.ToLowerInvariant()
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).EnumerateRunes().Select(r => r.Value)];

    /// <summary>Levenshtein's distance: characters to put in, take out or change.</summary>
    private static int Distance(int[] one, int[] other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (var i = 0; i < one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < other.Length; j++)
            {
                var changed = diagonal + (one[i] == other[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(changed, Math.Min(row[j], diagonal) + 1);
            }
        }
        return row[^1];
    }
}
