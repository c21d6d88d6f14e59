using TaLo.Gguf.RandomModels;

namespace TaLo.Gguf.Tests;

public sealed class MmprojPairingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Should_Find_The_Only_Mmproj_File()
    {
        WriteMmproj("mmproj-F16.gguf");

        Assert.Equal("mmproj-F16.gguf", Found(WriteModel("Some-Model-7B-Q4_K_M.gguf")));
    }

    [Fact]
    public void Should_Prefer_The_File_Named_Like_The_Model()
    {
        WriteMmproj("mmproj-llava-7b-f16.gguf");
        WriteMmproj("mmproj-bakllava-7b-f16.gguf");
        WriteMmproj("llava-7b-v2-mmproj.gguf");

        Assert.Equal("mmproj-llava-7b-f16.gguf", Found(WriteModel("llava-7b-Q4_K_M.gguf")));
    }

    [Theory]
    [InlineData(GgmlType.F32, "mmproj-model-f32.gguf")]
    [InlineData(GgmlType.F16, "mmproj-model-f16.gguf")]
    [InlineData(GgmlType.Q4_0, "mmproj-model-q8_0.gguf")]
    public void Should_Prefer_The_Nearest_Quantisation_Among_Otherwise_Equal_Files(GgmlType weights, string nearest)
    {
        WriteMmproj("mmproj-model-f32.gguf");
        WriteMmproj("mmproj-model-f16.gguf", weights: GgmlType.F16);
        WriteMmproj("mmproj-model-q8_0.gguf", weights: GgmlType.Q8_0);

        Assert.Equal(nearest, Found(WriteModel("qwen-2b.gguf", weights)));
    }

    [Fact]
    public void Should_Look_Up_To_The_Repositorys_Root_The_Deepest_Folder_First()
    {
        Directory.CreateDirectory(folder.File("models--org--repo/snapshots/abc/Q4_K_M"));
        var model = WriteModel("models--org--repo/snapshots/abc/Q4_K_M/model.gguf");
        WriteMmproj("mmproj-outside.gguf");
        Assert.Null(Found(model));

        WriteMmproj("models--org--repo/snapshots/abc/MMPROJ-F16.GGUF");
        Assert.Equal("MMPROJ-F16.GGUF", Found(model));

        WriteMmproj("models--org--repo/snapshots/abc/Q4_K_M/mmproj-near.gguf");
        Assert.Equal("mmproj-near.gguf", Found(model));
    }

    [Fact]
    public void Should_Pass_Over_Files_Of_The_Wrong_Width()
    {
        WriteMmproj("mmproj-llava-7b.gguf", width: 64);
        WriteMmproj("mmproj-other.gguf");

        Assert.Equal("mmproj-other.gguf", Found(WriteModel("llava-7b.gguf")));
    }

    [Fact]
    public void Should_Know_An_Mmproj_File_By_Its_Header()
    {
        WriteMmproj("encoder.gguf");
        WriteModel("another-model.gguf");

        Assert.Equal("encoder.gguf", Found(WriteModel("model.gguf")));
    }

    [Fact]
    public void Should_Not_Choose_Between_Equals()
    {
        WriteMmproj("mmproj-alpha.gguf");
        WriteMmproj("mmproj-beta.gguf");

        var match = MmprojPairing.Find(WriteModel("gamma.gguf"));

        Assert.Null(match.Mmproj);
        Assert.Contains("mmproj-alpha.gguf, mmproj-beta.gguf", match.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_Why_None_Fits()
    {
        WriteMmproj("mmproj-narrow.gguf", width: 64);
        File.WriteAllText(folder.File("mmproj-text.gguf"), "hello");

        var match = MmprojPairing.Find(WriteModel("model.gguf"));

        Assert.Null(match.Mmproj);
        Assert.False(match.IsAlone);
        Assert.Contains("mmproj-narrow.gguf gives image tokens 64 wide, but model.gguf takes 128",
            match.Explanation, StringComparison.Ordinal);
        Assert.Contains("it begins with \"hell\"", match.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_That_There_Is_None()
    {
        var match = MmprojPairing.Find(WriteModel("model.gguf"));

        Assert.True(match.IsAlone);
        Assert.Contains("no mmproj file beside model.gguf", match.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("idefics3")]
    [InlineData("qwen2vl_merger")]
    [InlineData("qwen3vl_merger")]
    [InlineData("gemma3")]
    public void Should_Let_Pairs_Made_For_Each_Other_Through(string projector)
    {
        var (text, vision) = projector switch
        {
            "mlp" => (Shapes.Llama, VisionShapes.Mlp),
            "idefics3" => (Shapes.SmolVlm, VisionShapes.Idefics3),
            "qwen2vl_merger" => (Shapes.Qwen2Vl, VisionShapes.Qwen2Vl),
            "qwen3vl_merger" => (Shapes.Qwen3Vl, VisionShapes.Qwen3Vl),
            _ => (Shapes.Gemma3, VisionShapes.Gemma3),
        };
        RandomModel.Write(folder.File("model.gguf"), text, 1);
        RandomMmproj.Write(folder.File("mmproj.gguf"), vision, text, 1);
        var mmproj = ModelFile.Read(folder.File("mmproj.gguf"));

        Assert.Equal(projector, mmproj.ProjectorType);
        Assert.NotNull(mmproj.ImageTokenWidth);
        MmprojPairing.EnsureFits(ModelFile.Read(folder.File("model.gguf")), mmproj);
    }

    [Fact]
    public void Should_Refuse_Pairs_That_Cannot_Work()
    {
        var model = WriteModel("model.gguf");
        WriteMmproj("mmproj.gguf", width: 96);
        var mmproj = ModelFile.Read(folder.File("mmproj.gguf"));

        Assert.Throws<ModelException>(() => MmprojPairing.EnsureFits(model, mmproj));
        Assert.Throws<ModelException>(() => MmprojPairing.EnsureFits(model, model));
        Assert.Throws<ModelException>(() => MmprojPairing.EnsureFits(mmproj, mmproj));
    }

    [Theory]
    [InlineData("Smollm2 135M 8k Lc100K Mix1 Ep2", "", "a.gguf", true)]
    [InlineData("checkpoint", "smollm2 135M", "a.gguf", true)]
    [InlineData("checkpoint", "", "SmolLM2-135M-Instruct.Q4_1.gguf", true)]
    [InlineData("SmolLM2 1.7B Instruct", "smollm2 1.7B", "a.gguf", false)]
    [InlineData("SmolLM 135M", "smollm 135M", "a.gguf", false)]
    public void Should_Know_The_Model_That_An_Mmproj_File_Says_It_Was_Made_For(string name, string family, string file, bool isIt)
    {
        WriteMmproj("mmproj.gguf");
        var mmproj = ModelFile.Read(folder.File("mmproj.gguf")) with { BaseModels = ["SmolLM2 135M"], Name = "An eye" };
        var model = WriteModel("model.gguf") with { Name = name, Family = family, Path = file };

        Assert.Equal(isIt, MmprojPairing.IsMadeFor(model, mmproj));
        if (isIt)
            Assert.Null(MmprojPairing.Doubt(model, mmproj));
        else
            Assert.Contains($"mmproj.gguf was made for SmolLM2 135M, and a.gguf is called {name}", MmprojPairing.Doubt(model, mmproj), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Not_Doubt_What_Says_Nothing_Is_Of_The_Same_Name_Or_Made_From_The_Same()
    {
        WriteMmproj("mmproj.gguf");
        var (model, mmproj) = (WriteModel("model.gguf"), ModelFile.Read(folder.File("mmproj.gguf")));
        var made = mmproj with { BaseModels = ["Qwen2.5 7B Instruct"] };

        Assert.Null(MmprojPairing.Doubt(model, mmproj));
        Assert.False(MmprojPairing.IsMadeFor(model, mmproj));
        Assert.NotNull(MmprojPairing.Doubt(model, made));
        Assert.Null(MmprojPairing.Doubt(model with { Name = made.Name }, made));
        Assert.Null(MmprojPairing.Doubt(model with { BaseModels = ["qwen2.5-7b-instruct"] }, made));
    }

    private static string? Found(ModelFile model) => Path.GetFileName(MmprojPairing.Find(model).Mmproj?.Path);

    private ModelFile WriteModel(string name, GgmlType weights = GgmlType.F32)
    {
        RandomModel.Write(folder.File(name), Shapes.Llama with { Layers = 1, WeightType = weights }, 1);
        return ModelFile.Read(folder.File(name));
    }

    private void WriteMmproj(string name, int width = 128, GgmlType weights = GgmlType.F32) =>
        RandomMmproj.Write(
            folder.File(name),
            VisionShapes.Mlp with { Layers = 1, WeightType = weights },
            Shapes.Llama with { Embedding = width },
            1);
}
