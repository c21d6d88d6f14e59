using System.Collections.Concurrent;
using TaLo.Models;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>A model that answers what a test dictates, piece by piece, and waits for it in between.</summary>
internal sealed class ScriptedModel : IChatModel
{
    private const int WordsOfAnImage = 16;

    private readonly BlockingCollection<(string? Piece, int Read)> _dictated = [];

    public ModelFacts Facts { get; init; } = new("scripted", "fake", 12, "F32", new string('a', 64), new string('b', 64), "fake 1 cpu");

    public bool TakesImages { get; init; } = true;

    public int ContextLength { get; init; } = 400;

    /// <summary>What each call was given.</summary>
    public ConcurrentQueue<(IReadOnlyList<ChatTurn> Conversation, IReadOnlyList<Knockout> Knockouts, SamplingOptions Options)> Asked { get; } = [];

    /// <summary>The next pieces of the answer.</summary>
    public void Say(params string[] pieces)
    {
        foreach (var piece in pieces)
            _dictated.Add((piece, 0));
    }

    /// <summary>So much of the conversation is read.</summary>
    public void Read(int tokens) => _dictated.Add(("", tokens));

    /// <summary>Ends the answer.</summary>
    public void End() => _dictated.Add((null, 0));

    public ChatAnswer Answer(
        IReadOnlyList<ChatTurn> conversation, IReadOnlyList<Knockout> knockouts, SamplingOptions options,
        Action<AnswerProgress>? progress = null, Scope reading = Scope.All, CancellationToken stop = default)
    {
        Asked.Enqueue((conversation, knockouts, options));
        var prompt = conversation.Sum(t => t.Text.Split(' ').Length + (WordsOfAnImage * t.Images.Count));
        var (text, generated, end) = ("", 0, AnswerEnd.EndOfTurn);
        try
        {
            progress?.Invoke(new AnswerProgress("", 0, prompt, 0));
            while (_dictated.Take(stop) is { Piece: { } piece } next)
            {
                generated += piece.Length > 0 ? 1 : 0;
                text += piece;
                progress?.Invoke(new AnswerProgress(piece, generated > 0 ? prompt : next.Read, prompt, generated));
            }
        }
        catch (OperationCanceledException)
        {
            end = AnswerEnd.Stopped;
        }
        return new ChatAnswer(text, end, new AnswerFigures(prompt, 0, generated, 0.1, 0.1, prompt + generated, ContextLength));
    }
}
