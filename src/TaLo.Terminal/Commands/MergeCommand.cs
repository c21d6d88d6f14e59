using System.CommandLine;
using TaLo.Storage;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo merge STORE...</c>: joins the stores of shards, or of several people, to one.</summary>
internal static class MergeCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var sources = new Argument<string[]>("stores") { Description = "Folders of the stores to join; they are only read.", Arity = ArgumentArity.OneOrMore };
        var into = new Option<string>("--into") { Description = "Store that gets everything; made where there is none.", DefaultValueFactory = _ => StoreFolder.Default, HelpName = "STORE" };
        var json = JsonOption.Create();
        var command = new Command("merge",
            """
            Join stores, for example those of `talo sweep --shard`, to one.

            Results are united exactly; equal ones that are in several stores are taken once, contradictory ones are refused.
            Of two profiles for one model, task, data set and protocol the newer one stays. All of it is merged, or nothing.
            Example: talo merge shard-1 shard-2 shard-3    then: talo show
            """) { sources, into, json };
        command.SetAction(parsed =>
        {
            var merged = StoreMerge.Merge(parsed.GetValue(into)!, parsed.GetValue(sources)!, Messages.Note);
            if (parsed.GetValue(json))
                Messages.PrintJson(
                    new { merged.Stores, Sweeps = merged.Sweeps.Select(s => new { s.Id, s.Facts, s.Key }) });
            else
                Print(merged, parsed.GetValue(into)!);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Print(MergeResult merged, string into)
    {
        foreach (var store in merged.Stores)
            Messages.Note($"{store.Folder}: {store.PassesNew} new results, {store.PassesKnown} were there already, {store.Profiles} profiles taken");
        foreach (var sweeps in merged.OnOtherDevices)
            Messages.Note($"not joined: sweeps {string.Join(" and ", sweeps.Select(s => $"{s.ShortId} ({s.Key.Engine})"))} ran on different "
                + "devices, whose numbers differ: they stay sweeps of their own");
        foreach (var sweep in merged.Sweeps)
            Messages.Print($"sweep {sweep.ShortId}: {sweep.Facts.ModelName} ({sweep.Facts.Quantization}), {sweep.Facts.DataSetName}, {sweep.Key.Engine}");
        Messages.Note($"merged into {into}");
    }
}
