using TaLo.Models;

namespace TaLo.Tests;

/// <summary>The model's chat: it says which turn it answers, what it was asked, with how many images, and what is bypassed.</summary>
internal sealed partial class FakeModel : IChatModel
{
    public bool TakesImages { get; set; } = true;

    public int ContextLength { get; set; } = 4096;

    /// <summary>Called before each word of an answer: cancel, wait or throw here.</summary>
    public Action<string>? OnWord { get; set; }

    /// <summary>What each call was given.</summary>
    public List<(IReadOnlyList<ChatTurn> Conversation, IReadOnlyList<Knockout> Knockouts, SamplingOptions Options)> Asked { get; } = [];

    /// <summary>How each call was to read its prompt.</summary>
    public List<Scope> Readings { get; } = [];

    public ChatAnswer Answer(
        IReadOnlyList<ChatTurn> conversation, IReadOnlyList<Knockout> knockouts, SamplingOptions options,
        Action<AnswerProgress>? progress = null, Scope reading = Scope.All, CancellationToken stop = default)
    {
        Asked.Add((conversation, knockouts, options));
        Readings.Add(reading);
        if (conversation.Any(t => t.Images.Any(RefusesImage)))
            throw new InputException("fake: the image cannot be decoded");
        var prompt = conversation.Sum(t => Words(t.Text).Length + (16 * t.Images.Count));
        if (prompt > ContextLength)
            throw new InputException($"fake: the conversation needs {prompt} positions, the context has {ContextLength}");
        progress?.Invoke(new AnswerProgress("", prompt, prompt, 0));

        var last = conversation[^1];
        var words = Words($"Answer {(conversation.Count(t => t.Role == ChatRole.User))} to '{last.Text}' with {last.Images.Count} images"
            + $" by {(knockouts.Count == 0 ? "base" : string.Join(" + ", knockouts))}");
        var said = "";
        var end = AnswerEnd.EndOfTurn;
        var generated = 0;
        foreach (var word in words)
        {
            OnWord?.Invoke(word);
            if (stop.IsCancellationRequested)
                end = AnswerEnd.Stopped;
            else if (options.MaxTokens > 0 && generated == options.MaxTokens)
                end = AnswerEnd.Length;
            else if (prompt + generated == ContextLength)
                end = AnswerEnd.ContextFull;
            if (end != AnswerEnd.EndOfTurn)
                break;
            var piece = generated++ == 0 ? word : " " + word;
            said += piece;
            progress?.Invoke(new AnswerProgress(piece, prompt, prompt, generated));
        }
        return new ChatAnswer(said, end, new AnswerFigures(prompt, 0, generated, 0.1, 0.1, prompt + generated, ContextLength));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
