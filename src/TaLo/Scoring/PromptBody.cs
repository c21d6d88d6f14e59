using TaLo.Tasks;

namespace TaLo.Scoring;

/// <summary>One question written into a template's lines: its text, and the images in the order of their markers.</summary>
/// <param name="settings">How options and missing hints are written, and where images go.</param>
/// <param name="option">The option's line.</param>
/// <param name="question">The question.</param>
/// <param name="marker">What stands for an image.</param>
/// <param name="quote">Makes text of others harmless.</param>
internal sealed class PromptBody(PromptSettings settings, PromptLine option, VqaQuestion question, string marker, Func<string, string> quote)
{
    private readonly List<ReadOnlyMemory<byte>> _shown = [];
    private Queue<ReadOnlyMemory<byte>> _unnamed = [];
    private bool _placesImages;

    /// <summary>The images that are shown, in the markers' order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Images => _shown;

    /// <summary>Writes the lines.</summary>
    public string Write(IReadOnlyList<PromptLine> lines)
    {
        // A template without {image} shows no image.
        var shows = lines.Any(line => line.Has("image"));
        _placesImages = shows && !settings.ImagesFirst;
        var named = _placesImages ? Texts().SelectMany(t => NamedImage.In(t, question.Images.Count)).ToHashSet() : [];
        _unnamed = new(shows ? question.Images.Where((_, i) => !named.Contains(i + 1)) : []);
        var (text, end) = ("", "");
        foreach (var (written, isImage) in lines.SelectMany(line => Line(line).Select(l => (l, IsImage(line)))))
            (text, end) = (text + end + written, isImage ? settings.AfterImage : "\n");
        return text;
    }

    private static bool IsImage(PromptLine line) => line.Has("image") && !line.Has("question") && !line.Has("options");

    private IEnumerable<string> Texts() =>
        question.Options.Select(o => o.Text).Prepend(question.Text).Concat(question.Hint is { } hint ? [hint] : []);

    private IEnumerable<string> Line(PromptLine line)
    {
        // What is asked stays, whatever else of its line the sample lacks.
        if (line.Has("question") || (line.Has("options") && question.Options.Count > 0))
            return [line.Render(Value)];
        if (line.Has("options"))
            return [];
        if (line.Has("hint") && (question.Hint ?? settings.NoHint) is null)
            return [];
        return line.Has("image")
            ? [.. Enumerable.Range(0, _unnamed.Count).Select(_ => line.Render(placeholder => placeholder == "image" ? Show(_unnamed.Dequeue()) : Value(placeholder)))]
            : [line.Render(Value)];
    }

    private string? Value(string placeholder) => placeholder switch
    {
        "image" when _unnamed.Count == 0 => null,
        "image" => string.Concat(Enumerable.Range(0, _unnamed.Count).Select(_ => Show(_unnamed.Dequeue()))),
        "hint" => question.Hint is { } hint ? Text(hint) : settings.NoHint,
        "question" => Text(question.Text),
        _ when question.Options.Count == 0 => null,
        _ => string.Join(settings.Separator, question.Options.Select(Option)),
    };

    private string Option(AnswerOption of) => option.Render(placeholder => placeholder == "letter" ? of.Letter.ToString() : Text(of.Text));

    private string Text(string text) => _placesImages
        ? NamedImage.Replace(text, question.Images.Count, quote, number => Show(question.Images[number - 1]))
        : quote(text);

    private string Show(ReadOnlyMemory<byte> image)
    {
        _shown.Add(image);
        return marker;
    }
}
