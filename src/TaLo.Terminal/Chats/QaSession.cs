using TaLo.Chats;
using TaLo.LlamaCpp;
using TaLo.Models;
using TaLo.Terminal.Views;

namespace TaLo.Terminal.Chats;

/// <summary>A loaded model that answers questions one by one, each a conversation of its own.</summary>
internal sealed class QaSession : IDisposable
{
    private readonly LlamaVisionModel model;
    private readonly QaRequest request;
    private readonly BypassChooser chooser;
    private readonly Chat chat;

    private QaSession(QaRequest request, LlamaVisionModel model)
    {
        this.request = request;
        this.model = model;
        chooser = new BypassChooser(request.Bypass, model.Facts);
        Settings = QaSettings.Of(request, model.Facts);
        chat = new Chat(model) { SystemText = request.System, Options = request.Options };
    }

    /// <summary>What every answer depends on.</summary>
    public QaSettings Settings { get; }

    /// <summary>Loads the model and finds the bypass.</summary>
    public static QaSession Open(QaRequest request, CancellationToken stop)
    {
        var model = LoadView.Load(request.Model, stop);
        try
        {
            return new QaSession(request, model);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>What is bypassed for a question.</summary>
    public Bypass Choose(string question) => chooser.For(question);

    /// <summary>Asks one question.</summary>
    /// <param name="id">Its id in its file, or null.</param>
    /// <param name="question">The question.</param>
    /// <param name="images">Its images.</param>
    /// <param name="bypass">What <see cref="Choose"/> said.</param>
    /// <param name="progress">Hears the answers as they come, each side's from its beginning to its end.</param>
    /// <param name="stop">Stops.</param>
    public QaAnswer Ask(
        string? id, string question, IReadOnlyList<ReadOnlyMemory<byte>> images, Bypass bypass,
        Action<ChatSide, AnswerProgress>? progress, CancellationToken stop)
    {
        chat.Restart();
        chat.Bypass = bypass;
        var side = bypass.IsNone ? ChatSide.Base : ChatSide.Bypassed;
        // Chosen by the question, nothing to bypass is an answer like any other: there is one side then.
        var (answer, both) = request.Compare && !(chooser.IsAuto && bypass.IsNone)
            ? (null, chat.AskBoth(question, images, progress, stop))
            : (chat.Ask(question, images, p => progress?.Invoke(side, p), stop), (BothAnswers?)null);
        return new QaAnswer(id, question, answer, both?.Base, both?.Bypassed, QaBypass.Of(bypass), Settings,
            QaAnswer.KeyOf(question, images, bypass, Settings));
    }

    /// <inheritdoc/>
    public void Dispose() => model.Dispose();
}
