using System.CommandLine;
using TaLo.Gguf;
using TaLo.Matching;
using TaLo.Storage;
using TaLo.Tasks.Readers;
using TaLo.Terminal.Library;
using TaLo.Terminal.Views;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo profiles match</c>: how close a question is to each profile's task, or how well matching works on a data set.</summary>
internal static class MatchCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var question = new Argument<string?>("question") { Description = "The question, as it would be asked in a chat.", Arity = ArgumentArity.ZeroOrOne };
        var model = new Option<string?>("--model") { Description = "Only the profiles of this model file, and what `--profile auto` would choose with it.", HelpName = "FILE" };
        var measure = new Option<string?>("--measure") { Description = "Measure on this data set how often a question is matched to its own task, to another or to none.", HelpName = "FILE.tsv" };
        var wordings = new Option<string?>("--wordings") { Description = "With --measure: also ask the questions of this file (task, tab, question; see docs/matching.md).", HelpName = "FILE.tsv" };
        var probe = new Option<int>("--probe") { Description = "With --measure: samples of each task that its examples are taken from.", DefaultValueFactory = _ => 50, HelpName = "N" }.Within(1, int.MaxValue);
        var json = JsonOption.Create();
        var store = StoreOption.Create();
        var command = new Command("match",
            """
            Show how close a question is to the task of each profile: what `--profile auto` goes by.

            Example: talo profiles match "Whose flag is this?"    talo profiles match --measure data.tsv
            """) { question, model, measure, wordings, probe, json, store };
        command.Validators.Add(result =>
        {
            if (result.GetValue(question) is null == result.GetValue(measure) is null)
                result.AddError("Give a question, or --measure FILE.tsv.");
            else if ((result.GetValue(measure) is null ? new Option[] { wordings, probe } : [model, store]).FirstOrDefault(o => result.IsGiven(o)) is { } useless)
                result.AddError($"{useless.Name} is {(result.GetValue(measure) is null ? "" : "not ")}for --measure.");
        });
        command.SetAction(parsed => parsed.GetValue(measure) is { } data
            ? Measure(data, parsed.GetValue(wordings), parsed.GetValue(probe), parsed.GetValue(json))
            : Match(parsed.GetValue(question)!, parsed.GetValue(model), parsed.GetValue(store)!, parsed.GetValue(json)));
        return command;
    }

    private static int Match(string question, string? model, string folder, bool json)
    {
        var fingerprint = model is null ? null : SplitModel.Fingerprint(ModelNames.Find(model).Path);
        using var store = ResultStore.OpenReadOnly(folder, Messages.Note);
        var profiles = store.Profiles().Where(p => fingerprint is null || p.Model.Fingerprint == fingerprint).ToList();
        var match = new ProfileMatcher(profiles).Match(question);
        var models = profiles.DistinctBy(p => (p.Model.Fingerprint, p.Model.MmprojFingerprint)).Count();
        if (json)
            MatchView.PrintJson(match, models);
        else
            MatchView.Print(match, models);
        return ExitCodes.Success;
    }

    private static int Measure(string path, string? wordings, int probe, bool json)
    {
        var asked = wordings is null ? [] : Wording.Read(wordings);
        using var data = DataSets.Open(path);
        var rows = new MatchingStudy(data, probe).Run(asked);
        if (json)
            Messages.PrintJson(rows);
        else
            MatchView.Print(rows);
        return ExitCodes.Success;
    }
}
