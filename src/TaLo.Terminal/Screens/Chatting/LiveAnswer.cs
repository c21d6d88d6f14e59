using System.Diagnostics;
using System.Text;
using TaLo.Chats;
using TaLo.Models;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>An answer as it comes: written by the engine thread, read by the UI thread.</summary>
/// <param name="side">Which side answers.</param>
internal sealed class LiveAnswer(ChatSide side)
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private AnswerProgress? _progress;
    private bool _rereads;
    private long _firstToken;

    /// <summary>Which side answers.</summary>
    public ChatSide Side => side;

    /// <summary>Whether more of it may come: not once the other side answers.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>The answer when it is over, else null.</summary>
    public ChatAnswer? Done { get; private set; }

    /// <summary>How far it is; null before it begins.</summary>
    public AnswerProgress? Progress
    {
        get
        {
            lock (_lock)
                return _progress;
        }
    }

    /// <summary>The text so far.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
                return Done?.Text ?? _text.ToString();
        }
    }

    /// <summary>Tokens each second so far; 0 while there are too few to tell.</summary>
    public double TokensPerSecond
    {
        get
        {
            lock (_lock)
            {
                if (Done is { } done)
                    return done.Figures.TokensPerSecond;
                return _progress is { GeneratedTokens: >= AnswerFigures.FewestForSpeed and var count } ? (count - 1) / Stopwatch.GetElapsedTime(_firstToken).TotalSeconds : 0;
            }
        }
    }

    /// <summary>What is being done before the first token, in words; null once there is text.</summary>
    /// <param name="images">Whether the conversation has images.</param>
    public string? Doing(bool images)
    {
        lock (_lock)
        {
            return _progress switch
            {
                null => "waits for the other side",
                { PromptTokens: 0 } => images ? "encoding the image" : "reading",
                { GeneratedTokens: 0 } p => $"{(_rereads ? "re-reading the conversation" : "reading")} {p.PromptRead} of {p.PromptTokens}",
                _ => null,
            };
        }
    }

    /// <summary>Takes a piece of it.</summary>
    /// <param name="progress">The piece.</param>
    /// <param name="isFollowUp">Whether something was said before this question.</param>
    public void Take(AnswerProgress progress, bool isFollowUp)
    {
        lock (_lock)
        {
            // Nothing of the conversation is known any more: the bypass changed since it was read.
            if (_progress is null or { PromptTokens: 0 } && progress is { PromptTokens: > 0, PromptRead: 0 })
                _rereads = isFollowUp;
            if (progress.GeneratedTokens == 1 && _progress is not { GeneratedTokens: > 0 })
                _firstToken = Stopwatch.GetTimestamp();
            _text.Append(progress.Text);
            _progress = progress;
        }
    }

    /// <summary>No more of it comes.</summary>
    public void Close() => IsOpen = false;

    /// <summary>It is over.</summary>
    public void Finish(ChatAnswer answer)
    {
        lock (_lock)
            (Done, IsOpen) = (answer, false);
    }
}
