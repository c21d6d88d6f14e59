using TaLo.Chats;

namespace TaLo.Terminal.Chats;

/// <summary>Answers a file of questions, one JSON line each; what is answered already is not asked again.</summary>
internal static class QaBatch
{
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromSeconds(10);

    /// <summary>Answers until the file or the patience of the user is at its end.</summary>
    /// <param name="request">How.</param>
    /// <param name="from">The file of questions.</param>
    /// <param name="output">Where the answers go; null for stdout.</param>
    /// <param name="stop">Stops after, or in the middle of, the current answer, which is then left out.</param>
    /// <returns>The exit code.</returns>
    public static int Run(QaRequest request, string from, string? output, CancellationToken stop)
    {
        var questions = QuestionFile.Open(from);
        using var answers = output is null ? null : AnswerFile.Open(output);
        using var session = QaSession.Open(request, stop);
        var (answered, known, skipped) = (0, 0, 0);
        var noted = DateTime.UtcNow;
        (string, string?)? shown = null;
        foreach (var load in questions)
        {
            if (stop.IsCancellationRequested)
                break;
            try
            {
                var question = load();
                var bypass = session.Choose(question.Text);
                if (answers?.Has(question.Id, QaAnswer.KeyOf(question.Text, question.Images, bypass, session.Settings)) == true)
                {
                    known++;
                    continue;
                }
                // How close each question was stands in its answer.
                if (shown != (bypass.What, bypass.Profile?.Id))
                    Messages.Note(bypass.ToString());
                shown = (bypass.What, bypass.Profile?.Id);
                var answer = session.Ask(question.Id, question.Text, question.Images, bypass, null, stop);
                if (stop.IsCancellationRequested)
                    break;
                if (answers is null)
                    Messages.PrintJsonLine(answer);
                else
                    answers.Add(answer);
                answered++;
            }
            catch (SampleException e)
            {
                skipped++;
                Messages.Note($"skipped: {e.Message}");
            }
            catch (InputException e)
            {
                skipped++;
                Messages.Note($"skipped: {from}: question {answered + known + skipped}: {e.Message}");
            }
            if (DateTime.UtcNow - noted > BetweenNotes)
            {
                noted = DateTime.UtcNow;
                Messages.Note($"{answered} answered");
            }
        }
        Messages.Note($"{answered} answered{(known > 0 ? $", {known} answered before" : "")}{(skipped > 0 ? $", {skipped} skipped" : "")}"
            + (stop.IsCancellationRequested ? "; stopped: run the same command again to go on" : ""));
        if (stop.IsCancellationRequested)
            return TaloProgram.Interrupted;
        return answered + known > 0 ? TaloProgram.Success : throw new ChatException($"{from}: no question could be answered");
    }
}
