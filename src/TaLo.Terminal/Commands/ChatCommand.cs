using System.CommandLine;
using TaLo.Chats;
using TaLo.Terminal.Chats;
using TaLo.Terminal.Views;
using TaLo.UseCases;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo chat MODEL</c>: a conversation line by line, at a terminal or through a pipe.</summary>
internal static class ChatCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = ModelOptionSet.Description };
        var bypass = new BypassOptionSet();
        var answers = new AnswerOptionSet(new Models.SamplingOptions().Temperature);
        var loading = new ModelOptionSet();
        var command = new Command("chat",
            """
            Talk with a model, line by line; TaLo can be switched on and off in between.

            Answers go to stdout, everything else to stderr, so it also works through pipes; /help lists its commands.
            Example: talo chat qwen2-vl-2b-q4_k_m.gguf --profile maps
            """) { model };
        bypass.AddTo(command);
        answers.AddTo(command);
        loading.AddTo(command);
        // Not to be stopped as a whole by the first Ctrl-C: that stops an answer.
        command.SetAction(parsed =>
        {
            var options = loading.Read(parsed, parsed.GetValue(model)!);
            using var loaded = LoadView.Load(options, CancellationToken.None);
            var chooser = new BypassChooser(bypass.Read(parsed), loaded.Facts, Messages.Note);
            var chat = new Chat(loaded)
            {
                Bypass = chooser.AtFirst,
                Options = answers.Read(parsed),
                ComparisonOptions = answers.ReadComparison(parsed),
                SystemText = answers.System(parsed),
            };
            using var interrupt = new AnswerInterrupt();
            return new ChatLoop(chat, chooser, Console.In, interrupt).Run();
        });
        return command;
    }
}
