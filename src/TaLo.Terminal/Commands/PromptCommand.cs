using System.CommandLine;
using TaLo.Scoring;
using TaLo.Terminal.Views;
using TaLo.UseCases;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo prompt MODEL DATA --sample I</c>: exactly what is sent about one sample.</summary>
internal static class PromptCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var model = new Argument<string?>("model") { Description = ModelOptionSet.Description, Arity = ArgumentArity.ZeroOrOne };
        var data = new Argument<string?>("data") { Description = DataOptionSet.Description, Arity = ArgumentArity.ZeroOrOne };
        var list = new Option<bool>("--list") { Description = "List the published prompts that --prompt takes by name." };
        var sample = new Option<string?>("--sample") { Description = "The sample's index.", HelpName = "I" };
        var task = new Option<string?>("--task") { Description = "Its task, where several have that index.", HelpName = "NAME" };
        var tokens = new Option<bool>("--tokens") { Description = "Print tokens: position, id, text, and which are control tokens; images are encoded." };
        var json = JsonOption.Create();
        var asked = new PromptOptionSet();
        var reading = new DataOptionSet();
        var loading = new ModelOptionSet();
        var command = new Command("prompt",
            """
            Print exactly what a model is asked about a sample, images named in their places; or list published prompts.

            Example: talo prompt model.gguf MMMU_DEV_VAL.tsv --sample 12 --prompt llava --shots 2 --tokens
            """) { model, data, list, sample, task, tokens, json };
        asked.AddTo(command);
        reading.AddTo(command);
        loading.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(list) ? result.GetValue(model) is not null : result.GetValue(data) is null || result.GetValue(sample) is null)
                result.AddError("give a model, a data set and --sample I, or --list alone.");
        });
        command.SetAction((parsed, stop) =>
        {
            if (parsed.GetValue(list))
            {
                if (parsed.GetValue(json))
                    Messages.PrintJson(PublishedPrompt.All);
                else
                    PromptView.PrintPublished();
                return Task.FromResult(ExitCodes.Success);
            }

            var preview = PromptPreview.Of(
                new PreviewRequest
                {
                    Scoring = asked.Scoring(parsed),
                    Prompt = asked.Prompt(parsed),
                    Model = loading.Read(parsed, parsed.GetValue(model)!, out var aboutMmproj),
                    AboutMmproj = aboutMmproj,
                    DataPath = parsed.GetValue(data)!,
                    DataOptions = reading.Read(parsed),
                    Task = parsed.GetValue(task),
                    Sample = parsed.GetValue(sample)!,
                    Tokens = parsed.GetValue(tokens),
                }, new VerbHost(), stop);
            if (parsed.GetValue(json))
                Messages.PrintJson(preview);
            else
                PromptView.Print(preview);
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }
}
