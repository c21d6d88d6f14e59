using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TaLo.Profiles;
using TaLo.Statistics;
using TaLo.Storage;
using TaLo.Terminal.Views;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo profiles</c>: the decisions kept for use.</summary>
internal static class ProfilesCommand
{
    /// <summary>Creates the verb with its own verbs.</summary>
    public static Command Create()
    {
        var store = StoreOption.Create();
        var id = new Argument<string>("id") { Description = "A profile's id or its beginning." };
        var file = new Argument<string>("file") { Description = "A profile file (JSON)." };
        var ids = new Argument<string[]>("ids") { Description = "Which profiles; none means all.", Arity = ArgumentArity.ZeroOrMore };

        var list = new Command("list", "List the profiles.") { store };
        list.SetAction(parsed => WithReader(parsed.GetValue(store)!, List));
        var show = new Command("show", "Show one profile with its evidence.") { id, store };
        show.SetAction(parsed => WithReader(parsed.GetValue(store)!, s => Show(ProfileFinder.ById(s.Profiles(), parsed.GetValue(id)!))));
        var export = new Command("export", "Write profiles to a file.") { file, ids, store };
        export.SetAction(parsed => WithReader(parsed.GetValue(store)!, s => Export(s, parsed.GetValue(file)!, parsed.GetValue(ids)!)));
        var import = new Command("import", "Add the profiles of a file.") { file, store };
        import.SetAction(parsed => WithWriter(parsed.GetValue(store)!, s => Import(s, parsed.GetValue(file)!)));
        var delete = new Command("delete", "Delete a profile.") { id, store };
        delete.SetAction(parsed => WithWriter(parsed.GetValue(store)!, s => Delete(s, parsed.GetValue(id)!)));
        return new Command("profiles", "List, show, match, export, import or delete the decisions that `talo adapt` kept.") { list, show, MatchCommand.Create(), export, import, delete };
    }

    private static int WithReader(string folder, Action<ResultStore> action)
    {
        using var store = ResultStore.OpenReadOnly(folder, Messages.Note);
        action(store);
        return ExitCodes.Success;
    }

    private static int WithWriter(string folder, Action<ResultStore> action)
    {
        using var store = new ResultStore(folder, Messages.Note);
        action(store);
        return ExitCodes.Success;
    }

    private static void List(ResultStore store)
    {
        var profiles = store.Profiles();
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn(new TableColumn("id").NoWrap()).AddColumns("task", "bypass", "held-out difference [[95%]]", "protocol", "model", "data set", "made");
        foreach (var p in profiles)
            table.AddRow(
                new Text(p.Id),
                new Text(p.Task),
                new Text(p.Choice),
                new Text(p.Knockout is null || p.HeldOut is null ? "" : Numbers.Points(p.HeldOut.Difference, p.HeldOut.DifferenceInterval)),
                new Text(p.Protocol),
                new Text($"{p.Model.Name} ({p.Model.Quantization})"),
                new Text(p.DataSetName),
                new Text(p.Created.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)));
        Messages.Data.Write(table);
        Messages.Print(profiles.Count == 0 ? "no profile yet: `talo adapt` makes them" : $"{Quantity.Of(profiles.Count, "profile")}");
    }

    private static void Show(TaskProfile p)
    {
        Messages.Print($"profile   {p.Id}");
        Messages.Print($"task      {p.Task} ({p.DataSetName})");
        Messages.Print($"bypass    {p.Choice}");
        Messages.Print($"why       {p.Reason}");
        Messages.Print($"protocol  {p.Options}");
        if (p.Draws is { } draws)
            Messages.Print($"drawn     seed {draws.Seed}, TaLo {draws.Version}, probe sets of {string.Join(", ", draws.Rounds.Select(r => r.Count))} samples, {draws.Evaluation.Count} judge; `talo profiles export` names them");
        if (p.Probe is { } probe)
            Messages.Print($"probe     {Size(probe)}: {Numbers.Points(probe.Difference, probe.DifferenceInterval)}, {probe.Fixed} fixed, {probe.Broken} broken, adjusted p {Numbers.P(p.AdjustedPValue)}");
        if (p.HeldOut is { } held && p.Knockout is null)
            Messages.Print($"held out  {Size(held)}: {Numbers.Percent(held.BaseAccuracy)}, the base model");
        else if (p.HeldOut is { } judged)
            Messages.Print($"held out  {Size(judged)}: {Numbers.Percent(judged.BaseAccuracy)} to {Numbers.Percent(judged.AdaptedAccuracy)}, "
                + $"{Numbers.Points(judged.Difference, judged.DifferenceInterval)}, {judged.Fixed} fixed, {judged.Broken} broken, p {Numbers.P(judged.PValue)}");
        if (p.Steps is not null)
            SetPathView.Print(p);
        Messages.Print($"model     {p.Model.Name} ({p.Model.Quantization}), file {p.Model.Fingerprint[..16]}, mmproj {p.Model.MmprojFingerprint?[..16] ?? "none"}");
        Messages.Print($"asked     {(p.Questions?.Examples is [var first, ..] all ? $"{all.Count} different questions, for example: {first}" : "not known: `--profile auto` cannot match it; adapt again")}");
        Messages.Print($"made      {p.Created.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}");
    }

    private static string Size(PairedComparison counts) => Quantity.Clustered(counts.Samples, counts.Clusters, "sample");

    private static void Export(ResultStore store, string file, string[] ids)
    {
        var all = store.Profiles();
        var chosen = ids.Length == 0 ? all : [.. ids.Select(i => ProfileFinder.ById(all, i))];
        ProfileFile.Write(file, chosen);
        Messages.Note($"{Quantity.Of(chosen.Count, "profile")} written to {file}");
    }

    private static void Import(ResultStore store, string file)
    {
        var known = store.Profiles().ToDictionary(p => p.Id);
        var taken = store.TakeProfiles(ProfileFile.Read(file), out var older);
        foreach (var left in older)
            Messages.Note($"profile {left.Id} ({left.Task}, {known[left.Id].Choice}) was made later than the file's ({left.Choice}) and stays; `talo profiles delete {left.Id}` makes room for that");
        var replaced = taken.Count(p => known.ContainsKey(p.Id));
        Messages.Note($"{Quantity.Of(taken.Count - replaced, "profile")} added{(replaced > 0 ? $", {replaced} replaced" : "")}");
    }

    private static void Delete(ResultStore store, string id)
    {
        var profile = ProfileFinder.ById(store.Profiles(), id);
        store.DeleteProfile(profile.Id);
        Messages.Note($"profile {profile.Id} ({profile.Task}) deleted");
    }
}
