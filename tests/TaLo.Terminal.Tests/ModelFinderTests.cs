using TaLo.Gguf.RandomModels;
using TaLo.Terminal.Library;

namespace TaLo.Terminal.Tests;

/// <summary>Folders of models, however many files and links they have.</summary>
public sealed class ModelFinderTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Should_Read_Each_Of_2000_Headers_Once()
    {
        const int Count = 2000;
        var model = _sandbox.Write("one.gguf", []);
        RandomModel.Write(model, Shapes.Llama with { WeightType = Gguf.GgmlType.Q8_0 }, seed: 1);
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(model)!, "many")).FullName;
        for (var i = 0; i < Count; i++)
            File.CreateSymbolicLink(Path.Combine(folder, $"model-{i:D4}.gguf"), model);
        File.WriteAllText(Path.Combine(folder, "mmproj-broken.gguf"), "no header");

        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = ModelFinder.Describe(Path.Combine(folder, "mmproj-broken.gguf"));
        _ = TaLo.Gguf.GgufHeader.Read(model);
        var one = GC.GetAllocatedBytesForCurrentThread() - before;
        var found = ModelFinder.In(folder).ToList();
        var all = GC.GetAllocatedBytesForCurrentThread() - before - one;

        Assert.Equal(Count + 1, found.Count);
        Assert.Equal(Count, found.Count(f => f.Model is not null));
        // What reading allocates grows with the files, not with their square.
        Assert.InRange(all, 0, 3 * Count * one);
        Assert.Contains("mmproj-broken.gguf", found[^1].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Enter_No_Folder_Twice_However_Links_Go()
    {
        var model = _sandbox.Write("deep.gguf", []);
        RandomModel.Write(model, Shapes.Llama, seed: 1);
        var root = Path.GetDirectoryName(model)!;
        foreach (var name in new[] { "a", "b", "c" })
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, "tree", name)).FullName;
            foreach (var other in new[] { "a", "b", "c" })
                Directory.CreateSymbolicLink(Path.Combine(folder, $"to-{other}"), Path.Combine(root, "tree", other));
            Directory.CreateSymbolicLink(Path.Combine(folder, "up"), Path.Combine("..", ".."));
            Directory.CreateSymbolicLink(Path.Combine(folder, "self"), Path.Combine(folder, "self"));
            Directory.CreateSymbolicLink(Path.Combine(folder, "nowhere"), Path.Combine(root, "gone"));
        }

        File.Move(model, Path.Combine(root, "tree", "b", "deep.gguf"));
        var found = Assert.Single(ModelFinder.In(Path.Combine(root, "tree")));
        Assert.Equal("deep.gguf", Path.GetFileName(found.Path));
        Assert.Empty(ModelFinder.In(Path.Combine(root, "tree"), depth: 0));
    }
}
