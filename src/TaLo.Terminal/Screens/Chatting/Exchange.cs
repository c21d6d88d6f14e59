using TaLo.Chats;
using TaLo.Models;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>A question and what became of it: one answer, or both sides' answers.</summary>
/// <param name="question">The question's text.</param>
/// <param name="images">Its images.</param>
/// <param name="known">The data set's own answer, or null.</param>
internal sealed class Exchange(string question, IReadOnlyList<Attachment> images, KnownAnswer? known)
{
    private volatile IReadOnlyList<LiveAnswer> _answers = [];
    private int _version;

    /// <summary>The question's text.</summary>
    public string Question => question;

    /// <summary>Its images.</summary>
    public IReadOnlyList<Attachment> Images => images;

    /// <summary>The data set's own answer, or null.</summary>
    public KnownAnswer? Known => known;

    /// <summary>What is bypassed in the answer, or in the bypassed side's.</summary>
    public Bypass Bypass { get; private set; } = Bypass.None;

    /// <summary>The answers, base first; none before the model is there and what is bypassed is known.</summary>
    public IReadOnlyList<LiveAnswer> Answers => _answers;

    /// <summary>Whether both sides are asked.</summary>
    public bool IsBoth => _answers.Count == 2;

    /// <summary>Both sides' answers when they are over, else null.</summary>
    public BothAnswers? Both { get; private set; }

    /// <summary>The side whose answer the conversation goes on with.</summary>
    public ChatSide Side { get; private set; }

    /// <summary>Whether nothing more comes.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Why there is no answer, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Rises with every change; from any thread.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>One side's answer.</summary>
    public LiveAnswer Of(ChatSide side) => _answers.First(a => a.Side == side);

    /// <summary>An exchange of a saved conversation.</summary>
    public static Exchange Of(ChatTurn question, ChatEntry answer)
    {
        var (bypass, side) = (answer.Bypass!, answer.Bypass!.IsNone ? ChatSide.Base : ChatSide.Bypassed);
        var exchange = new Exchange(question.Text, [.. question.Images.Select((image, i) => new Attachment($"image {i + 1}", image))], null);
        exchange.Begin(bypass, [side], isOn: side == ChatSide.Bypassed);
        exchange.Answers[0].Finish(answer.Answer!);
        exchange.End();
        return exchange;
    }

    /// <summary>It is asked now.</summary>
    /// <param name="bypass">What is bypassed.</param>
    /// <param name="sides">Who answers, base first.</param>
    /// <param name="isOn">Whether TaLo is on: the conversation goes on with the bypassed side where that answers.</param>
    public void Begin(Bypass bypass, IReadOnlyList<ChatSide> sides, bool isOn)
    {
        Bypass = bypass;
        Side = sides.Count == 1 || isOn ? sides[^1] : ChatSide.Base;
        _answers = [.. sides.Select(s => new LiveAnswer(s))];
        Changed();
    }

    /// <summary>A side answers; the other one does not, or no longer.</summary>
    public LiveAnswer Turn(ChatSide side)
    {
        foreach (var other in _answers.Where(a => a.Side != side && a.Progress is not null))
            other.Close();
        return Of(side);
    }

    /// <summary>Both sides have answered.</summary>
    public void Finish(BothAnswers both)
    {
        foreach (var answer in _answers)
            answer.Finish(both.Of(answer.Side));
        (Both, Side) = (both, both.Active);
        Changed();
    }

    /// <summary>The conversation goes on with a side's answer.</summary>
    public void GoOnWith(ChatSide side)
    {
        Side = side;
        Changed();
    }

    /// <summary>There is no answer.</summary>
    public void Fail(string problem)
    {
        Problem = problem;
        Changed();
    }

    /// <summary>Nothing more comes.</summary>
    public void End()
    {
        IsOver = true;
        Changed();
    }

    /// <summary>Notes a change.</summary>
    public void Changed() => Interlocked.Increment(ref _version);
}
