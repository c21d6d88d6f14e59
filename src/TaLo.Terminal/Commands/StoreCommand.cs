using System.CommandLine;
using TaLo.Storage;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo store</c>: whether everything stored is whole, mending, deleting.</summary>
internal static class StoreCommand
{
    /// <summary>Creates the verb with its own verbs.</summary>
    public static Command Create()
    {
        var store = StoreOption.Create();
        var json = JsonOption.Create();
        var ids = new Argument<string[]>("ids") { Description = "Sweeps or profiles: their ids or beginnings of these.", Arity = ArgumentArity.OneOrMore };

        var check = new Command("check", "Read everything and name what is damaged; exit code 1 if anything is.") { store, json };
        check.SetAction(parsed => Check(parsed.GetValue(store)!, parsed.GetValue(json)));
        var repair = new Command("repair", "Take out what is damaged, restore from talo.db what it still has, name what is lost.") { store, json };
        repair.SetAction(parsed => Repair(parsed.GetValue(store)!, parsed.GetValue(json)));
        var delete = new Command("delete", "Delete sweeps or profiles, for good.") { ids, store };
        delete.SetAction(parsed =>
        {
            StoreCare.Delete(parsed.GetValue(store)!, parsed.GetValue(ids)!, Messages.Note);
            return ExitCodes.Success;
        });
        return new Command("store",
            """
            Check, mend or delete what is stored.

            Every line that is stored has a checksum. What is damaged is left out of every answer and named; the next sweep
            asks for it again. talo.db holds a second copy of everything, which repair takes it from where it can.
            Example: talo store check    then: talo store repair
            """) { check, repair, delete };
    }

    private static int Check(string folder, bool json)
    {
        var found = StoreCare.Check(folder);
        if (json)
            Messages.PrintJson(found);
        else
            Print(found);
        return found.IsWell ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static void Print(StoreCondition found)
    {
        foreach (var sweep in found.Sweeps)
        {
            var what = sweep.Sweep is { } s ? $"{s.Facts.ModelName} on {s.Facts.DataSetName}" : "nothing says what it is";
            Messages.Print($"sweep {sweep.Id[..16]}: {what}: {Quantity.Of(sweep.Size.Samples, "sample")}, {Quantity.Of(sweep.Size.Passes, "pass", "passes")}"
                + (sweep.Damages.Count == 0 ? ", whole" : $", {sweep.Damages.Count} damaged:"));
            foreach (var damage in sweep.Damages)
                Messages.Print($"  {damage}");
        }

        Messages.Print(Quantity.Of(found.Profiles, "profile"));
        foreach (var damage in found.Damages)
            Messages.Print($"  {damage}");
        if (found.Copy is { } copy)
            Messages.Print($"talo.db: {copy}");
        Messages.Print(found.IsWell ? "all is whole" : "talo store repair mends what can be mended");
    }

    private static int Repair(string folder, bool json)
    {
        var done = StoreCare.Repair(folder, Messages.Note);
        if (json)
            Messages.PrintJson(done);
        else
            Print(done);
        return ExitCodes.Success;
    }

    private static void Print(StoreRepair done)
    {
        foreach (var sweep in done.Sweeps)
        {
            Messages.Print($"sweep {sweep.Id[..16]}: {Quantity.Of(sweep.Restored, "sample")} restored from talo.db, {sweep.Lost.Count} lost"
                + (sweep.Aside is { } aside ? $"; the damaged file is kept as {aside}" : ""));
            foreach (var lost in sweep.Lost)
                Messages.Print($"  {lost}");
        }

        if (done.ProfilesRestored + done.ProfilesLost > 0)
            Messages.Print($"{Quantity.Of(done.ProfilesRestored, "profile")} restored from talo.db, {done.ProfilesLost} lost");
        Messages.Print(done.Sweeps.Any(s => s.Lost.Count > 0) ? "the same `talo sweep` command asks again for what is lost"
            : done.Sweeps.Count + done.ProfilesRestored + done.ProfilesLost == 0 ? "no result was damaged"
            : "no result is lost");
    }
}
