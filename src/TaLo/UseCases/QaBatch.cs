using TaLo.Chats;

namespace TaLo.UseCases;

/// <summary>What asking a file of questions came to.</summary>
/// <param name="Answered">Questions answered now.</param>
/// <param name="Known">Questions answered before, not asked again.</param>
/// <param name="Skipped">Questions that cannot be used.</param>
/// <param name="Score">What all answers come to, those from before included.</param>
public sealed record QaOutcome(int Answered, int Known, int Skipped, QaScore Score);

/// <summary>Answers a file of questions; what is answered already is not asked again.</summary>
public sealed class QaBatch
{
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromSeconds(10);

    private readonly IWorkHost _host;
    private readonly QaSession _session;
    private readonly AnswerFile? _file;
    private readonly Action<QaAnswer> _answered;
    private readonly QaTally _tally;
    private (string, string?)? _shown;

    private QaBatch(IWorkHost host, QaSession session, AnswerFile? file, Action<QaAnswer> answered, QaTally tally) =>
        (_host, _session, _file, _answered, _tally) = (host, session, file, answered, tally);

    /// <summary>Answers until the file or the patience of the user is at its end.</summary>
    /// <param name="request">How.</param>
    /// <param name="from">The file of questions.</param>
    /// <param name="output">The file the answers go to; null for <paramref name="answered"/> alone.</param>
    /// <param name="answered">Told each answer.</param>
    /// <param name="host">Lends the model, and is told what is bypassed and what is skipped.</param>
    /// <param name="stop">Stops after, or in the middle of, the current answer, which is then left out.</param>
    /// <exception cref="ChatException">No question could be answered.</exception>
    public static QaOutcome Run(
        QaRequest request, string from, string? output, Action<QaAnswer> answered, IWorkHost host, CancellationToken stop)
    {
        var questions = QuestionFile.Open(from, request.DataOptions);
        using var file = output is null ? null : AnswerFile.Open(output);
        using var session = QaSession.Open(request, host, stop);
        var outcome = new QaBatch(host, session, file, answered, new QaTally(request.Compare)).Run(questions, stop);
        return outcome.Answered + outcome.Known > 0 || stop.IsCancellationRequested
            ? outcome
            : throw new ChatException($"{from}: no question could be answered");
    }

    private QaOutcome Run(IEnumerable<Func<FileQuestion>> questions, CancellationToken stop)
    {
        var (answered, known, skipped) = (0, 0, 0);
        var noted = DateTime.UtcNow;
        var images = new ImageCount();
        foreach (var load in questions)
        {
            if (stop.IsCancellationRequested)
                break;
            try
            {
                var question = load();
                images.Count(question);
                if (!Answer(question, stop))
                    known++;
                else if (!stop.IsCancellationRequested)
                    answered++;
            }
            catch (SampleException e)
            {
                skipped++;
                _host.Note($"skipped: {e.Message}");
            }
            if (DateTime.UtcNow - noted > BetweenNotes)
            {
                noted = DateTime.UtcNow;
                _host.Note($"{answered} answered");
            }
        }
        _host.Note($"{answered} answered{(known > 0 ? $", {known} answered before" : "")}{(skipped > 0 ? $", {skipped} skipped" : "")}"
            + (stop.IsCancellationRequested ? "; stopped: run the same command again to go on" : ""));
        if (images.Note is { } note)
            _host.Note(note);
        return new QaOutcome(answered, known, skipped, _tally.Score);
    }

    private QaAnswer Ask(FileQuestion question, Bypass bypass, CancellationToken stop)
    {
        try
        {
            return _session.Ask(question.Id, question.Text, question.Images, question.Known, bypass, null, stop);
        }
        catch (InputException e)
        {
            throw new SampleException(question.Where + e.Message, e);
        }
    }

    /// <returns>False where it was answered before.</returns>
    private bool Answer(FileQuestion question, CancellationToken stop)
    {
        var bypass = _session.Choose(question.Text);
        if (_file?.Find(question.Id, QaAnswer.KeyOf(question.Text, question.Images, bypass, _session.Settings)) is { } before)
        {
            _tally.Add(question, bypass.Profile, before);
            return false;
        }
        // How close each question was stands in its answer.
        if (_shown != (bypass.What, bypass.Profile?.Id))
            _host.Note(bypass.ToString());
        _shown = (bypass.What, bypass.Profile?.Id);
        var answer = Ask(question, bypass, stop);
        if (stop.IsCancellationRequested)
            return true;
        _file?.Add(answer);
        _answered(answer);
        _tally.Add(question, bypass.Profile, AnswerTexts.Of(answer));
        return true;
    }

    /// <summary>Counts the questions without an image: where others have one, they may lack theirs.</summary>
    private sealed class ImageCount
    {
        private int _with;
        private int _without;
        private string? _first;

        /// <summary>What is to be said at the end, or null.</summary>
        public string? Note => _with > 0 && _without > 0
            ? $"{_without} of {Quantity.Of(_with + _without, "question")} have no image, unlike the others: asked as text; first: {_first}no image"
            : null;

        public void Count(FileQuestion question)
        {
            if (question.Images.Count > 0)
                _with++;
            else if (_without++ == 0)
                _first = question.Where;
        }
    }
}
