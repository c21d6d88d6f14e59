using System.CommandLine;
using TaLo.Terminal.Chats;
using TaLo.Terminal.Views;
using TaLo.UseCases;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo qa MODEL QUESTION</c>: one question, or a file of them, by the base model, under a bypass, or both.</summary>
internal static class QaCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = ModelOptionSet.Description };
        var question = new Argument<string?>("question") { Description = "The question; - or nothing reads it from stdin.", Arity = ArgumentArity.ZeroOrOne };
        var image = new Option<string[]>("--image") { Description = "An image to ask about; may be given several times.", HelpName = "FILE" };
        var compare = new Option<bool>("--compare") { Description = "Answer twice: by the base model and under the bypass; with --from, the accuracies and a paired test end it where the answers are known." };
        var from = new Option<string?>("--from") { Description = "Ask every question of a data set, or of .jsonl lines with id, question, image, answer.", HelpName = "FILE" };
        var output = new Option<string?>("--out") { Description = "With --from: write the answers there, one JSON line each, and skip what it holds already.", HelpName = "FILE.jsonl" };
        var json = JsonOption.Create();
        var bypass = new BypassOptionSet();
        var answers = new AnswerOptionSet(temperature: 0);
        var loading = new ModelOptionSet();
        var reading = new DataOptionSet();
        var command = new Command("qa",
            """
            Ask one question, or a file of them.

            The same question has the same answer each time, unless --temp says otherwise.
            Example: talo qa qwen2-vl-2b-q4_k_m.gguf "Which way is north?" --image map.png --profile maps --compare
            """) { model, question, image, compare, from, output, json };
        bypass.AddTo(command);
        answers.AddTo(command);
        loading.AddTo(command);
        reading.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(compare) && !bypass.IsGiven(result))
                result.AddError("--compare needs something to compare with: give --profile or --layer.");
            if (result.GetResult(from) is not null && (result.GetResult(question) is { Tokens.Count: > 0 } || result.GetResult(image) is not null))
                result.AddError("--from names a file of questions: give no other question or image.");
            if (result.GetResult(output) is not null && result.GetResult(from) is null)
                result.AddError("--out is for --from; redirect the output to keep one answer.");
            if (result.GetResult(from) is null && reading.Given(result) is { } useless)
                result.AddError($"{useless.Name} says how --from's file is read; a picture to ask about is given with --image FILE.");
        });
        command.SetAction((parsed, stop) =>
        {
            var request = new QaRequest
            {
                Model = loading.Read(parsed, parsed.GetValue(model)!),
                Bypass = bypass.Read(parsed),
                Options = answers.Read(parsed),
                System = answers.System(parsed),
                Compare = parsed.GetValue(compare),
                DataOptions = reading.Read(parsed),
            };
            return Task.FromResult(parsed.GetValue(from) is { } file
                ? Run(request, file, parsed.GetValue(output), stop)
                : Run(request, Question(parsed.GetValue(question)), parsed.GetValue(image)!, parsed.GetValue(json), stop));
        });
        return command;
    }

    private static int Run(QaRequest request, string from, string? output, CancellationToken stop)
    {
        var outcome = QaBatch.Run(request, from, output, output is null ? Messages.PrintJsonLine : _ => { }, new VerbHost(), stop);
        QaView.Note(outcome.Score, request.Compare);
        return stop.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.Success;
    }

    private static string Question(string? given)
    {
        if (given is { Length: > 0 } and not "-")
            return given;
        if (given != "-" && !Console.IsInputRedirected)
            throw new ChatException("no question: write it behind the model, or pipe it in");
        var read = Console.In.ReadToEnd().Trim();
        return read.Length > 0 ? read : throw new ChatException("no question: stdin is empty");
    }

    private static int Run(QaRequest request, string question, string[] paths, bool json, CancellationToken stop)
    {
        var images = paths.Select(p => ImageFile.Read(p).Bytes).ToList();
        using var session = QaSession.Open(request, new VerbHost(), stop);
        var bypass = session.Choose(question);
        Messages.Note(bypass.ToString());
        var view = json ? null : new AnswerPrinter(bypass, labelled: request.Compare && !bypass.IsNone);
        var answer = session.Ask(null, question, images, null, bypass, view is null ? null : view.Show, stop);
        if (json)
            Messages.PrintJson(answer);
        view?.End();
        if (answer.Agree is { } agree)
            Messages.Note(agree ? "the answers agree" : "the answers differ");
        foreach (var one in new[] { answer.Answer, answer.Base, answer.Bypassed })
        {
            if (one is not null)
                Messages.Note($"({AnswerSummary.Figures(one)})");
        }
        return stop.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.Success;
    }
}
