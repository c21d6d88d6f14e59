using System.CommandLine;
using TaLo.Models;
using TaLo.Reports.Figures;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Terminal.Views;
using TaLo.UseCases;
using TaLo.Vectors;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo vectors SWEEP</c>: Task-Layer Interaction Vectors, how alike they are, and their clusters.</summary>
internal static class VectorsCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var sweep = new Argument<string>("sweep") { Description = "A sweep's id or its beginning (`talo show` lists them)." };
        var module = new Option<string>("--module") { Description = "Which module's vectors.", DefaultValueFactory = _ => "attention", HelpName = "NAME" }.CheckedBy(name => ModuleSelection.ParseOne(name));
        var length = new Option<int>("--block-length") { Description = "Which block length's vectors, of a sweep that repeats.", DefaultValueFactory = _ => 1, HelpName = "N" }.Within(1, 999);
        var measure = new Option<string>("--measure") { Description = "pearson or cosine.", DefaultValueFactory = _ => "pearson", HelpName = "NAME" }.OneOf("pearson", "cosine");
        var csv = new Option<string?>("--csv") { Description = "Write vectors.csv, vectors-long.csv and similarity.csv into this folder.", HelpName = "DIR" };
        var json = new Option<string?>("--json-file") { Description = "Write vectors, similarities and clusters to this file.", HelpName = "FILE" };
        var png = new Option<string?>("--png") { Description = "Write the heat map, the similarity matrix and bars for each task into this folder.", HelpName = "DIR" };
        var store = StoreOption.Create();
        var command = new Command("vectors", "Compare the Task-Layer Interaction Vectors of a stored sweep.") { sweep, module, length, measure, csv, json, png, store };
        command.SetAction(parsed =>
        {
            var how = parsed.GetValue(measure) == "cosine" ? SimilarityMeasure.Cosine : SimilarityMeasure.Pearson;
            var (ofModule, ofLength) = (ModuleSelection.ParseOne(parsed.GetValue(module)!), parsed.GetValue(length));
            using var results = ResultStore.OpenReadOnly(parsed.GetValue(store)!, Messages.Note);
            var stored = StoredSweeps.Find(results, parsed.GetValue(sweep)!);
            var kind = stored.KindOf(ofModule, ofLength);
            if (parsed.IsGiven(module) && kind.Module != ofModule)
                throw new SelectionException($"--module {ofModule.Name()}: sweep {stored.ShortId} ({stored.Tried}) has {kind.Words} alone");
            if (parsed.IsGiven(length) && kind.Length != ofLength)
                throw new SelectionException($"--block-length {ofLength}: sweep {stored.ShortId} ({stored.Tried}) repeats no blocks");
            var vectors = StoredSweeps.Vectors(results, stored, ofModule, ofLength, Messages.Note);
            var matrix = SimilarityMatrix.Of(vectors, how);
            VectorsView.Print(vectors);
            SimilarityView.Print(matrix);
            if (parsed.GetValue(csv) is { } csvFolder)
                WriteCsv(csvFolder, vectors, matrix);
            if (parsed.GetValue(json) is { } file)
                WriteJson(file, vectors, matrix);
            if (parsed.GetValue(png) is { } pngFolder)
                WritePng(pngFolder, vectors, how);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void WriteCsv(string folder, IReadOnlyList<TaskVector> vectors, SimilarityMatrix matrix)
    {
        Directory.CreateDirectory(folder);
        Write("vectors.csv", w => VectorsCsv.WriteWide(w, vectors));
        Write("vectors-long.csv", w => VectorsCsv.WriteLong(w, vectors));
        Write("similarity.csv", w => VectorsCsv.WriteSimilarity(w, matrix));

        void Write(string name, Action<TextWriter> write)
        {
            AtomicFile.WriteText(Path.Combine(folder, name), write);
            Messages.Note(Path.Combine(folder, name));
        }
    }

    private static void WriteJson(string file, IReadOnlyList<TaskVector> vectors, SimilarityMatrix matrix)
    {
        AtomicFile.Write(file, stream => VectorsJson.Write(stream, vectors, matrix));
        Messages.Note(file);
    }

    private static void WritePng(string folder, IReadOnlyList<TaskVector> vectors, SimilarityMeasure measure)
    {
        Directory.CreateDirectory(folder);
        Write("heat-map.png", VectorPng.HeatMap(vectors, "", measure));
        Write("similarity.png", VectorPng.Similarity(vectors, "", measure));
        foreach (var vector in vectors)
            Write($"layers-{string.Join("_", vector.Task.Split(Path.GetInvalidFileNameChars()))}.png", VectorPng.LayerBars(vector));

        void Write(string name, byte[] bytes)
        {
            AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(bytes));
            Messages.Note(Path.Combine(folder, name));
        }
    }
}
