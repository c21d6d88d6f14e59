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
        var questions = QuestionFile.Open(from);
        using var file = output is null ? null : AnswerFile.Open(output);
        using var session = QaSession.Open(request, host, stop);
        var outcome = new QaBatch(host, session, file, answered, new QaTally(request.Compare)).Run(questions, from, stop);
        return outcome.Answered + outcome.Known > 0 || stop.IsCancellationRequested
            ? outcome
            : throw new ChatException($"{from}: no question could be answered");
    }

    private QaOutcome Run(IEnumerable<Func<FileQuestion>> questions, string from, CancellationToken stop)
    {
        var (answered, known, skipped) = (0, 0, 0);
        var noted = DateTime.UtcNow;
        foreach (var load in questions)
        {
            if (stop.IsCancellationRequested)
                break;
            try
            {
                if (!Answer(load(), stop))
                    known++;
                else if (!stop.IsCancellationRequested)
                    answered++;
            }
            catch (SampleException e)
            {
                skipped++;
                _host.Note($"skipped: {e.Message}");
            }
            catch (InputException e)
            {
                skipped++;
                _host.Note($"skipped: {from}: question {answered + known + skipped}: {e.Message}");
            }
            if (DateTime.UtcNow - noted > BetweenNotes)
            {
                noted = DateTime.UtcNow;
                _host.Note($"{answered} answered");
            }
        }
        _host.Note($"{answered} answered{(known > 0 ? $", {known} answered before" : "")}{(skipped > 0 ? $", {skipped} skipped" : "")}"
            + (stop.IsCancellationRequested ? "; stopped: run the same command again to go on" : ""));
        return new QaOutcome(answered, known, skipped, _tally.Score);
    }

    /// <returns>False where it was answered before.</returns>
    private bool Answer(FileQuestion question, CancellationToken stop)
    {
        var bypass = _session.Choose(question.Text);
        if (_file?.Find(question.Id, QaAnswer.KeyOf(question.Text, question.Images, bypass, _session.Settings)) is { } before)
        {
            _tally.Add(question, before);
            return false;
        }
        // How close each question was stands in its answer.
        if (_shown != (bypass.What, bypass.Profile?.Id))
            _host.Note(bypass.ToString());
        _shown = (bypass.What, bypass.Profile?.Id);
        var answer = _session.Ask(question.Id, question.Text, question.Images, question.Known, bypass, null, stop);
        if (stop.IsCancellationRequested)
            return true;
        _file?.Add(answer);
        _answered(answer);
        _tally.Add(question, AnswerTexts.Of(answer));
        return true;
    }
}
