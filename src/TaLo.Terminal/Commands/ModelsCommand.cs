using System.CommandLine;
using Spectre.Console;
using TaLo.Storage;
using TaLo.Terminal.Library;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo models [DIR]</c>: the GGUF files of a folder, read without loading them.</summary>
internal static class ModelsCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("dir")
        {
            Description = "Folder to look through, with its subfolders.",
            DefaultValueFactory = _ => BundledModels.Folder,
        };
        var all = new Option<bool>("--all") { Description = "Look in every usual place instead: here, ~/models, the folders of Ollama, LM Studio, llama.cpp and Hugging Face, $TALO_MODELS, stored sweeps'; a model can be given to every verb by the name that is shown." };
        var json = JsonOption.Create();
        var store = StoreOption.Create();
        var command = new Command("models", "List GGUF models: architecture, layers, quantisation, paired mmproj.") { folder, all, json, store };
        command.SetAction(parsed => parsed.GetValue(all)
            ? Show(Everywhere(parsed.GetValue(store)!), "/", "every usual place", parsed.GetValue(json))
            : Run(parsed.GetValue(folder)!, parsed.GetValue(json)));
        return command;
    }

    private static int Run(string folder, bool json)
    {
        if (!Directory.Exists(folder))
            throw new ModelException($"{folder}: there is no such folder: give the one that holds your GGUF files");
        return Show([.. ModelFinder.In(folder)], folder, folder, json);
    }

    private static List<FoundModel> Everywhere(string folder)
    {
        using var store = ResultStore.OpenReadOnly(folder, Messages.Note);
        return [.. ModelFinder.InAll(Places.OfModels(store.Sweeps()))];
    }

    private static int Show(List<FoundModel> rows, string relativeTo, string where, bool json)
    {
        if (json)
            Messages.PrintJson(rows);
        else
            Print(rows, relativeTo, where);
        return ExitCodes.Success;
    }

    private static void Print(List<FoundModel> rows, string relativeTo, string where)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("file", "architecture");
        table.AddColumn(new TableColumn("layers").RightAligned());
        table.AddColumn("quantisation");
        table.AddColumn(new TableColumn("size").RightAligned());
        table.AddColumn("mmproj");
        foreach (var row in rows.Where(r => r.Model is not null))
        {
            var model = row.Model!;
            table.AddRow(
                new Text(Title(row, relativeTo)),
                new Text(model.Architecture),
                new Text($"{model.LayerCount}"),
                new Text(model.FileType),
                new Text(Sizes.Text(model.SizeBytes)),
                new Text(model.IsMmproj ? $"itself an mmproj ({model.ProjectorType})"
                    : row.Mmproj is { } mmproj ? Path.GetFileName(mmproj) + (BundledModels.Holds(mmproj) && !BundledModels.Holds(row.Path) ? " (comes with TaLo)" : "")
                    : "none: text only"));
        }
        Messages.Data.Write(table);
        Messages.Print(rows.Count == 0 ? $"no GGUF file in {where}" : $"{Quantity.Of(rows.Count, "GGUF file")} in {where}");
        foreach (var row in rows.Where(r => r.Model is null))
            Messages.Error(row.Note);
        if (relativeTo == "/" && Places.Unreadable is { } closed)
            Messages.Note($"{closed}: may not be read; ask its owner, or set OLLAMA_MODELS");
    }

    /// <summary>A name that the model can be given by: its own where its file's says nothing (Ollama) or is not unique, else its path.</summary>
    private static string Title(FoundModel row, string relativeTo)
    {
        var isNamed = row.Name != Path.GetFileName(row.Path);
        var isTag = isNamed && !row.Path.EndsWith(Path.GetFileName(row.Name), StringComparison.Ordinal);
        return relativeTo == "/" ? (isNamed ? row.Name : row.Path) : isTag ? row.Name : Path.GetRelativePath(relativeTo, row.Path);
    }
}
