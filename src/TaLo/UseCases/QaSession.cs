using TaLo.Chats;
using TaLo.Models;
using TaLo.Tasks.Readers;

namespace TaLo.UseCases;

/// <summary>Everything about <c>talo qa</c> but the questions.</summary>
public sealed record QaRequest
{
    /// <summary>How a file of questions is read.</summary>
    public DataSetOptions DataOptions { get; init; } = DataSetOptions.Default;

    /// <summary>The model.</summary>
    public required ModelOptions Model { get; init; }

    /// <summary>What is bypassed.</summary>
    public required BypassRequest Bypass { get; init; }

    /// <summary>How answers are generated.</summary>
    public required SamplingOptions Options { get; init; }

    /// <summary>The system message, or null.</summary>
    public string? System { get; init; }

    /// <summary>Whether both sides answer.</summary>
    public bool Compare { get; init; }
}

/// <summary>A loaded model that answers questions one by one, each a conversation of its own.</summary>
public sealed class QaSession : IDisposable
{
    private readonly IWorkHost _host;
    private readonly ILoadedModel _model;
    private readonly QaRequest _request;
    private readonly BypassChooser _chooser;
    private readonly Chat _chat;

    private QaSession(QaRequest request, IWorkHost host, ILoadedModel model)
    {
        (_request, _host, _model) = (request, host, model);
        _chooser = new BypassChooser(request.Bypass, model.Facts, host.Note);
        Settings = QaSettings.Of(request, model.Facts);
        _chat = new Chat(model) { SystemText = request.System, Options = request.Options, ComparisonOptions = request.Options };
    }

    /// <summary>What every answer depends on.</summary>
    public QaSettings Settings { get; }

    /// <summary>Loads the model and finds the bypass.</summary>
    public static QaSession Open(QaRequest request, IWorkHost host, CancellationToken stop)
    {
        var model = host.Lend(request.Model, stop);
        try
        {
            return new QaSession(request, host, model);
        }
        catch
        {
            host.TakeBack(model);
            throw;
        }
    }

    /// <summary>What is bypassed for a question.</summary>
    public Bypass Choose(string question) => _chooser.For(question);

    /// <summary>Asks one question.</summary>
    /// <param name="id">Its id in its file, or null.</param>
    /// <param name="question">The question.</param>
    /// <param name="images">Its images.</param>
    /// <param name="known">The right answer, or null.</param>
    /// <param name="bypass">What <see cref="Choose"/> said.</param>
    /// <param name="progress">Hears the answers as they come, each side's from its beginning to its end.</param>
    /// <param name="stop">Stops.</param>
    public QaAnswer Ask(
        string? id, string question, IReadOnlyList<ReadOnlyMemory<byte>> images, KnownAnswer? known, Bypass bypass,
        Action<ChatSide, AnswerProgress>? progress, CancellationToken stop)
    {
        _chat.Restart();
        _chat.Bypass = bypass;
        if (_chat.WhyIdle(images.Count) is { } why)
            _host.Note(id is null ? why : $"question {id}: {why}");
        var side = bypass.IsNone ? ChatSide.Base : ChatSide.Bypassed;
        // Chosen by the question, nothing to bypass is an answer like any other: there is one side then.
        var (answer, both) = _request.Compare && !(_chooser.IsAuto && bypass.IsNone)
            ? (null, _chat.AskBoth(question, images, progress, stop))
            : (_chat.Ask(question, images, p => progress?.Invoke(side, p), stop), (BothAnswers?)null);
        return new QaAnswer(id, question, answer, both?.Base, both?.Bypassed, QaBypass.Of(bypass), Settings,
            QaAnswer.KeyOf(question, images, bypass, Settings))
        {
            RightAnswer = known?.ToString(),
            Correct = known is null ? null : QaCorrect.Of(known, new AnswerTexts(answer?.Text, both?.Base.Text, both?.Bypassed.Text)),
            Agree = both?.Agree,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _host.TakeBack(_model);
}
