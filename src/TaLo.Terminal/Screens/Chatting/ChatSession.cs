using TaLo.Chats;
using TaLo.Models;
using TaLo.Terminal.Ui;
using TaLo.UseCases;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>
/// The conversation of the screens: the chosen model's <see cref="TaLo.Chats.Chat"/>, asked on the engine thread, and what
/// is shown of it. Members are used from the UI thread unless they say otherwise.
/// </summary>
/// <param name="shared">The model and what is bypassed.</param>
/// <param name="lend">Lends a model, loading it where needed; called on the engine thread.</param>
internal sealed class ChatSession(SharedState shared, Func<ModelOptions, Action<string>, CancellationToken, IChatModel> lend)
{
    private readonly List<Exchange> _exchanges = [];
    private volatile LoadedChat? _loaded;
    private volatile string? _loading;
    private CancellationTokenSource? _stop;
    private ModelOptions? _model;

    /// <summary>The conversation; null until the chosen model is loaded.</summary>
    public Chat? Chat => _loaded is { } loaded && loaded.Options == _model ? loaded.Chat : null;

    /// <summary>Questions and answers, those that failed included.</summary>
    public IReadOnlyList<Exchange> Exchanges => _exchanges;

    /// <summary>The question that is being answered, or null.</summary>
    public Exchange? Running { get; private set; }

    /// <summary>Whether the running answer was told to stop.</summary>
    public bool IsStopping => _stop is { IsCancellationRequested: true };

    /// <summary>How the model's loading goes, or null while none is loaded.</summary>
    public string? Loading => _loading;

    /// <summary>Why the chosen model could not be loaded, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>How answers are chosen and how long they may get.</summary>
    public SamplingOptions Options { get; set; } = new();

    /// <summary>Whether the user has set a temperature: both sides are sampled then, too, else they are greedy.</summary>
    public bool IsTemperatureAskedFor { get; set; }

    /// <summary>The system's turn; empty for none.</summary>
    public string SystemText { get; set; } = "";

    /// <summary>When the latest answer ended.</summary>
    public DateTime EndedAt { get; private set; }

    /// <summary>Called when an exchange is over.</summary>
    public Action<Exchange> Over { get; set; } = _ => { };

    /// <summary>Why no image can be attached, or null where it can.</summary>
    public string? WhyNoImages => Chat is { } chat ? chat.WhyNoImages
        : shared.ChosenModel is { Model: { } model, Mmproj: null } ? $"{model.Name} has no mmproj file beside it and takes no images" : null;

    /// <summary>Why nothing can be asked now, or null.</summary>
    public string? WhyNot => shared.ChosenModel is null ? "choose a model first"
        : Running is not null ? "an answer is running: esc stops it"
        : shared.Sweep is { IsOn: true, State: not JobState.Paused } ? "a sweep holds the model: ^R pauses it" : null;

    /// <summary>Why both sides cannot be asked, or null.</summary>
    public string? WhyNotBoth => shared.Latest is null ? "nothing is chosen to be bypassed, so both sides are the same: ^P chooses" : null;

    /// <summary>Follows the choice of the model: another model, another conversation.</summary>
    /// <returns>Whether it is another one.</returns>
    public bool Follow()
    {
        var wanted = shared.ChosenModel is { } model ? shared.LoadingOf(model) : null;
        if (wanted == _model)
            return false;
        _model = wanted;
        Stop();
        _loaded = null;
        Problem = null;
        _exchanges.Clear();
        return true;
    }

    /// <summary>Loads the chosen model, so that the first answer need not wait for it.</summary>
    public void Load()
    {
        if (_model is not { } options || Chat is not null || _loading is not null)
            return;
        (_loading, Problem) = ("loading the model", null);
        shared.OnEngineBetween("loading the model", () =>
        {
            try
            {
                Take(options);
            }
            catch (Exception e) when (e is TaLoException or IOException or UnauthorizedAccessException)
            {
                shared.Post(() => Problem = OneLine(e));
                throw;
            }
            finally
            {
                _loading = null;
            }
        });
    }

    /// <summary>Asks a question.</summary>
    /// <param name="text">The question.</param>
    /// <param name="images">Its images.</param>
    /// <param name="known">The data set's own answer, or null.</param>
    /// <param name="both">Whether both sides are asked.</param>
    public void Ask(string text, IReadOnlyList<Attachment> images, KnownAnswer? known, bool both)
    {
        var (chosen, isOn) = (shared.Latest, shared.Bypass is not null);
        var exchange = new Exchange(text, images, known);
        _exchanges.Add(exchange);
        Running = exchange;
        var (options, compared, system, stop, model) = (Options, IsTemperatureAskedFor ? Options : null, SystemText, CancellationTokenSource.CreateLinkedTokenSource(shared.Closing), _model!);
        _stop = stop;
        shared.OnEngineBetween("answering", () =>
        {
            try
            {
                var chat = Take(model);
                (chat.Options, chat.ComparisonOptions, chat.SystemText, chat.IsOn) = (options, compared, system, isOn);
                chat.Bypass = chosen is not null && (both || isOn) ? Fitting(chosen, chat.Model.Facts, text) : Bypass.None;
                Answer(chat, exchange, both, stop.Token);
            }
            catch (Exception e) when (e is TaLoException or IOException or UnauthorizedAccessException)
            {
                exchange.Fail(OneLine(e));
            }
            catch (OperationCanceledException)
            {
                exchange.Fail("stopped before it was asked");
            }
            finally
            {
                shared.Post(() => End(exchange, stop));
            }
        });
    }

    /// <summary>Stops the running answer; what there is of it stays.</summary>
    public void Stop() => _stop?.Cancel();

    /// <summary>Begins a new conversation.</summary>
    public void Restart()
    {
        Stop();
        Chat?.Restart();
        _exchanges.Clear();
    }

    /// <summary>Goes on with a saved conversation, where the model is there to do so.</summary>
    public void GoOnWith(SavedChat saved)
    {
        if (Chat is not { } chat || Running is not null)
            return;
        chat.GoOnWith(saved);
        SystemText = saved.System ?? "";
        _exchanges.Clear();
        _exchanges.AddRange(saved.Entries.Chunk(2).Select(turns => Exchange.Of(turns[0].Turn, turns[1])));
    }

    /// <summary>Lets the conversation go on with the other answer to the latest question.</summary>
    public void ChangeSide()
    {
        if (_exchanges is not [.., { Both: { } both } latest])
            return;
        var other = latest.Side == ChatSide.Base ? ChatSide.Bypassed : ChatSide.Base;
        if (Chat?.GoOnWith(both, other) == true)
            latest.GoOnWith(other);
    }

    /// <summary>Why <see cref="ChangeSide"/> can do nothing, or null.</summary>
    public string? WhyNotChangeSide => Running is not null ? "an answer is running: esc stops it"
        : _exchanges is [.., { Both: not null }] ? null : "the latest question was not asked side by side: ^X does";

    private Chat Take(ModelOptions options)
    {
        if (_loaded is { } loaded && loaded.Options == options)
            return loaded.Chat;
        var chat = new Chat(new LentModel(Lend(), Lend));
        _loaded = new LoadedChat(options, chat);
        shared.Touch();
        return chat;

        IChatModel Lend() => lend(options, Told, shared.Closing);
    }

    private void Told(string text)
    {
        if (_loading is not null)
            _loading = text;
        shared.Touch();
    }

    private void Answer(Chat chat, Exchange exchange, bool both, CancellationToken stop)
    {
        var followsUp = chat.Entries.Count > 0;
        var images = exchange.Images.Select(i => i.File).ToList();
        // Chosen by the question, nothing to bypass is a choice like any other: there is one side then.
        exchange.Begin(chat.Bypass, chat.Bypass.IsNone ? [ChatSide.Base] : both ? [ChatSide.Base, ChatSide.Bypassed] : [ChatSide.Bypassed], chat.IsOn);
        if (exchange.IsBoth)
            exchange.Finish(chat.AskBoth(exchange.Question, images, Heard, stop));
        else
            exchange.Answers[0].Finish(chat.Ask(exchange.Question, images, p => Heard(exchange.Answers[0].Side, p), stop));

        void Heard(ChatSide side, AnswerProgress progress)
        {
            exchange.Turn(side).Take(progress, followsUp);
            exchange.Changed();
            shared.Touch();
        }
    }

    private void End(Exchange exchange, CancellationTokenSource stop)
    {
        exchange.End();
        if (Running == exchange)
            (Running, _stop, EndedAt) = (null, null, DateTime.UtcNow);
        stop.Dispose();
        Over(exchange);
        shared.Touch();
    }

    private Bypass Fitting(ChosenBypass bypass, ModelFacts facts, string question)
    {
        if (bypass.Knockouts is not { } set)
            return new BypassChooser(new BypassRequest { Profile = BypassChooser.Auto, Store = shared.Options.Store }, facts, shared.Report).For(question);
        if (bypass.Profile is { } profile)
            return Bypass.FromProfile(profile, facts);
        if (bypass.ModelFingerprint != facts.ModelFingerprint)
            throw new ChatException($"{set} was chosen {bypass.Why} for another model file (file {bypass.ModelFingerprint[..8]}), not for {facts.Name}: ^P chooses again");
        return new(set.Knockouts, bypass.Why);
    }

    private static string OneLine(Exception e) => e.Message.ReplaceLineEndings(" ");

    private sealed record LoadedChat(ModelOptions Options, Chat Chat);
}
