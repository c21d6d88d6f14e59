using System.Globalization;
using TaLo.Models;

namespace TaLo.Chats;

/// <summary>
/// A conversation with a model, TaLo switched on or off. Ask from a worker thread, one question at a time; everything
/// else may be read and set from any thread, settings apply from the next question on.
/// </summary>
public sealed class Chat(IChatModel model)
{
    private readonly Lock _asking = new();
    private volatile IReadOnlyList<ChatEntry> _entries = [];
    private volatile Bypass _bypass = Bypass.None;

    /// <summary>The model.</summary>
    public IChatModel Model => model;

    /// <summary>Questions and answers so far, without the system's turn; a list that does not change, replaced as a whole.</summary>
    public IReadOnlyList<ChatEntry> Entries => _entries;

    /// <summary>What is bypassed while TaLo is on.</summary>
    public Bypass Bypass
    {
        get => _bypass;
        set => _bypass = value;
    }

    /// <summary>Whether TaLo is on: off, the base model answers.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>What is bypassed for the next question: <see cref="Bypass"/>, or nothing while TaLo is off.</summary>
    public Bypass Active => IsOn ? Bypass : Bypass.None;

    /// <summary>What is in force, in one line that never hides a bypass.</summary>
    public string Status => IsOn || Bypass.IsNone ? Bypass.ToString() : $"base model (TaLo off: {Bypass.What}, {Bypass.Source})";

    /// <summary>The system's turn, or null.</summary>
    public string? SystemText { get; set; }

    /// <summary>How answers are chosen and how long they may get.</summary>
    public SamplingOptions Options { get; set; } = new();

    /// <summary>
    /// How tokens are chosen where both sides answer; null for <see cref="Options"/> with the most likely token every
    /// time, so that nothing but the bypass tells the answers apart.
    /// </summary>
    public SamplingOptions? ComparisonOptions { get; set; }

    /// <summary>Positions of the context that the conversation fills.</summary>
    public int ContextUsed => Entries.LastOrDefault(e => e.Answer is not null)?.Answer!.Figures.ContextUsed ?? 0;

    /// <summary>Positions of the context.</summary>
    public int ContextLength => model.ContextLength;

    /// <summary>Why no image can be attached, or null where it can.</summary>
    public string? WhyNoImages => model.TakesImages ? null : model.Facts.WhyNoImages;

    /// <summary>Why both sides cannot be asked, or null where they can.</summary>
    public string? WhyNotBoth => Bypass.IsNone
        ? $"nothing is bypassed ({Bypass}), so both sides are the same: choose a profile or a layer first"
        : null;

    /// <summary>Why the bypass changes nothing of the next answer, or null where it may: what is bypassed in the vision encoder, images alone pass through.</summary>
    /// <param name="images">Images of the next question.</param>
    public string? WhyIdle(int images) =>
        images == 0 && !Bypass.IsNone && Bypass.Knockouts.All(k => k.IsOfVision) && !_entries.Any(e => e.Turn.Images.Count > 0)
            ? $"no image is shown, so {Bypass.What} changes nothing" : null;

    /// <summary>
    /// Asks a question. Question and answer join the conversation, also where the answer was stopped half-way or ran
    /// out of room; where nothing was answered, the conversation stays as it was.
    /// </summary>
    /// <param name="text">The question.</param>
    /// <param name="images">Encoded image files.</param>
    /// <param name="progress">Called on this thread for each piece of the answer.</param>
    /// <param name="stop">Ends the answer early.</param>
    /// <exception cref="ModelException">The model takes no images, or cannot be bypassed so.</exception>
    /// <exception cref="InputException">An image cannot be used, or the conversation does not fit the context.</exception>
    public ChatAnswer Ask(
        string text, IReadOnlyList<ReadOnlyMemory<byte>> images, Action<AnswerProgress>? progress = null, CancellationToken stop = default)
    {
        using var _ = Begin(images);
        var (before, bypass) = (_entries, Active);
        var question = new ChatTurn(ChatRole.User, text, images);
        var answer = model.Answer(Conversation(before, question), bypass.Knockouts, Options, progress, stop: stop);
        Add(before, question, answer, bypass);
        return answer;
    }

    /// <summary>
    /// Asks both sides the same question; the active side's answer joins the conversation, as in <see cref="Ask"/>.
    /// The active side answers last. Both sides choose their tokens with the same seed, as <see cref="ComparisonOptions"/> says.
    /// </summary>
    /// <inheritdoc cref="Ask"/>
    /// <exception cref="ChatException">Nothing is bypassed.</exception>
    public BothAnswers AskBoth(
        string text, IReadOnlyList<ReadOnlyMemory<byte>> images, Action<ChatSide, AnswerProgress>? progress = null, CancellationToken stop = default)
    {
        using var _ = Begin(images);
        if (WhyNotBoth is { } why)
            throw new ChatException(why);
        var (before, bypass) = (_entries, Bypass);
        var active = IsOn ? ChatSide.Bypassed : ChatSide.Base;
        var question = new ChatTurn(ChatRole.User, text, images);
        var conversation = Conversation(before, question);
        var options = ComparisonOptions ?? Options with { Temperature = 0 };
        options = options with { Seed = options.Seed ?? (uint)Random.Shared.Next() };
        var reading = bypass.Knockouts.Any(k => k.Kind.Scope == Scope.Answer) ? Scope.Answer : Scope.All;

        var other = Of(active == ChatSide.Base ? ChatSide.Bypassed : ChatSide.Base);
        var own = Of(active);
        Add(before, question, own, active == ChatSide.Base ? Bypass.None : bypass);
        return active == ChatSide.Base ? new(own, other, active, bypass, options) : new(other, own, active, bypass, options);

        ChatAnswer Of(ChatSide side) => model.Answer(
            conversation, side == ChatSide.Base ? [] : bypass.Knockouts, options, p => progress?.Invoke(side, p), reading, stop);
    }

    /// <summary>
    /// Lets the conversation go on with one side's answer to the latest question, whichever it went on with so far.
    /// </summary>
    /// <returns>Whether it does: not where something was asked since, or neither side answered anything.</returns>
    public bool GoOnWith(BothAnswers both, ChatSide side)
    {
        var before = _entries;
        if (before is not [.., { Answer: { } latest }] || (latest != both.Base && latest != both.Bypassed))
            return false;
        var answer = both.Of(side);
        var entry = new ChatEntry(new ChatTurn(ChatRole.Assistant, answer.Text), side == ChatSide.Base ? Bypass.None : both.Bypass, answer);
        IReadOnlyList<ChatEntry> after = [.. before.SkipLast(1), entry];
        return Interlocked.CompareExchange(ref _entries, after, before) == before;
    }

    /// <summary>Begins a new conversation; bypass and settings stay.</summary>
    // A list of its own: [] is one object for all, by which a late answer would not see that a conversation without entries is another one.
    public void Restart() => _entries = new List<ChatEntry>();

    /// <summary>Goes on with a saved conversation in place of this one.</summary>
    public void GoOnWith(SavedChat saved) => (_entries, SystemText) = (saved.Entries, saved.System);

    private List<ChatTurn> Conversation(IReadOnlyList<ChatEntry> before, ChatTurn question)
    {
        List<ChatTurn> turns = SystemText is { Length: > 0 } system ? [new ChatTurn(ChatRole.System, system)] : [];
        turns.AddRange(before.Select(e => e.Turn));
        turns.Add(question);
        return turns;
    }

    private Lock.Scope Begin(IReadOnlyList<ReadOnlyMemory<byte>> images)
    {
        if (images.Count > 0 && WhyNoImages is { } why)
            throw new ModelException(why);
        return _asking.EnterScope();
    }

    /// <summary>Adds an exchange, unless a new conversation was begun meanwhile or there is nothing to add.</summary>
    private void Add(IReadOnlyList<ChatEntry> before, ChatTurn question, ChatAnswer answer, Bypass bypass)
    {
        if (!answer.IsAnswered)
            return;
        IReadOnlyList<ChatEntry> after =
            [.. before, new ChatEntry(question), new ChatEntry(new ChatTurn(ChatRole.Assistant, answer.Text), bypass, answer)];
        Interlocked.CompareExchange(ref _entries, after, before);
    }
}

/// <summary>A turn of a chat, and for an answer how it came about.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="Bypass">For an answer: what was bypassed (<see cref="Chats.Bypass.None"/> for the base model); else null.</param>
/// <param name="Answer">For an answer: why it ended and what it took; else null.</param>
public sealed record ChatEntry(ChatTurn Turn, Bypass? Bypass = null, ChatAnswer? Answer = null);

/// <summary>A side of a comparison.</summary>
public enum ChatSide
{
    /// <summary>The base model.</summary>
    Base,

    /// <summary>The model with the chat's bypass.</summary>
    Bypassed,
}

/// <summary>The same question answered by both sides.</summary>
/// <param name="Base">The base model's answer.</param>
/// <param name="Bypassed">The answer with the chat's bypass.</param>
/// <param name="Active">The side whose answer continues the conversation.</param>
/// <param name="Bypass">What the bypassed side left out.</param>
/// <param name="Options">How both sides chose their tokens, seed included.</param>
public sealed record BothAnswers(ChatAnswer Base, ChatAnswer Bypassed, ChatSide Active, Bypass Bypass, SamplingOptions Options)
{
    /// <summary>Whether the answers are the same; null where one was stopped.</summary>
    public bool? Agree => Base.End == AnswerEnd.Stopped || Bypassed.End == AnswerEnd.Stopped ? null : Base.Text.Trim() == Bypassed.Text.Trim();

    /// <summary>Whether the answers are the same and how they were chosen, in one line.</summary>
    public string Verdict =>
        (Agree switch { true => "the answers agree", false => "the answers differ", null => "an answer was stopped" })
        + (Options.Temperature > 0 ? string.Create(CultureInfo.InvariantCulture, $" (temperature {Options.Temperature}, seed {Options.Seed})") : " (greedy)");

    /// <summary>One side's answer.</summary>
    public ChatAnswer Of(ChatSide side) => side == ChatSide.Base ? Base : Bypassed;
}
