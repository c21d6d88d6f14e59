using TaLo.Gguf.RandomModels;

namespace TaLo.Gguf.Tests;

public sealed class ModelFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Should_Tell_What_A_Model_Is()
    {
        var path = folder.File("model.gguf");
        RandomModel.Write(path, Shapes.Qwen3Vl with { WeightType = GgmlType.Q8_0 }, 1);

        var file = ModelFile.Read(path);

        Assert.Equal("qwen3vl", file.Architecture);
        Assert.Equal("random qwen3vl 1", file.Name);
        Assert.Equal("Q8_0", file.FileType);
        Assert.Equal((8u, 128u, 2048u), (file.LayerCount, file.EmbeddingLength, file.ContextLength));
        Assert.Equal((4u, 2u), (file.HeadCount, file.KvHeadCount));
        Assert.Equal(ChatTemplates.ChatMl, file.ChatTemplate);
        Assert.Equal(3 * 128, file.ImageTokenWidth);
        Assert.Equal(new FileInfo(path).Length, file.SizeBytes);
        Assert.InRange(file.ParameterCount, 1_200_000, 1_400_000);
        Assert.False(file.IsMmproj);
    }

    [Fact]
    public void Should_Tell_What_An_Mmproj_File_Is()
    {
        var path = folder.File("mmproj.gguf");
        RandomMmproj.Write(path, VisionShapes.Qwen3Vl, Shapes.Qwen3Vl, 1);

        var file = ModelFile.Read(path);

        Assert.True(file.IsMmproj);
        Assert.True(file.TakesImages);
        Assert.Equal("qwen3vl_merger", file.ProjectorType);
        Assert.Equal(3 * 128, file.ImageTokenWidth);
        Assert.Equal((3u, 64u), (file.LayerCount, file.EmbeddingLength));
    }

    [Fact]
    public void Should_Tell_Family_And_Base_Models()
    {
        var path = folder.File("named.gguf");
        var writer = new GgufWriter();
        writer.Add("general.architecture", "llama");
        writer.Add("general.basename", "smollm2");
        writer.Add("general.size_label", "135M");
        writer.Add("general.base_model.count", 4_000_000_000u);
        writer.Add("general.base_model.0.name", "SmolLM2 135M");
        writer.Add("general.base_model.1.organization", "somebody");
        writer.Add("general.base_model.2.name", "Another");
        writer.AddTensor("norm", GgmlType.F32, [4], target => target.Clear());
        writer.Write(path);

        var file = ModelFile.Read(path);

        Assert.Equal("smollm2 135M", file.Family);
        Assert.Equal(["SmolLM2 135M", "Another"], file.BaseModels);
    }

    [Fact]
    public void Should_Guess_A_File_Type_That_Is_Not_Given()
    {
        var path = folder.File("guess.gguf");
        var writer = new GgufWriter();
        writer.Add("general.architecture", "llama");
        writer.AddTensor("norm", GgmlType.F32, [4], target => target.Clear());
        writer.AddTensor("one", GgmlType.Q4_0, [32], target => target.Clear());
        writer.AddTensor("two", GgmlType.Q4_0, [32], target => target.Clear());
        writer.Write(path);

        Assert.Equal("(guessed) Q4_0", ModelFile.Read(path).FileType);
    }

    [Theory]
    [InlineData(0, "all F32")]
    [InlineData(15, "Q4_K - Medium")]
    [InlineData(5, "unknown, may not work")]
    public void Should_Name_File_Types_As_Llama_Cpp_Does(uint type, string expected) =>
        Assert.Equal(expected, FileTypes.Name(type));

    [Fact]
    public void Should_Refuse_A_File_That_Is_No_Model()
    {
        var path = folder.File("imatrix.gguf");
        new GgufWriter().Write(path);

        Assert.Contains("not a model", Assert.Throws<ModelException>(() => ModelFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Add_Up_The_Parts_Of_A_Model()
    {
        WritePart(1);
        WritePart(2);

        var file = ModelFile.Read(folder.File("split-00002-of-00002.gguf"));

        Assert.Equal(folder.File("split-00001-of-00002.gguf"), file.Path);
        Assert.Equal((2, 128), (file.PartCount, file.ParameterCount));
    }

    [Fact]
    public void Should_Know_A_Model_By_All_Of_Its_Parts()
    {
        WritePart(1);
        WritePart(2);
        var (first, second) = (folder.File("split-00001-of-00002.gguf"), folder.File("split-00002-of-00002.gguf"));
        var before = SplitModel.Fingerprint(first);
        Assert.Equal(before, SplitModel.Fingerprint(second));

        var bytes = File.ReadAllBytes(second);
        bytes[^1] ^= 1;
        File.WriteAllBytes(second, bytes);

        Assert.NotEqual(before, SplitModel.Fingerprint(first));
        File.Copy(first, folder.File("renamed.gguf"));
        Assert.Throws<ModelException>(() => SplitModel.Fingerprint(folder.File("renamed.gguf")));
    }

    [Fact]
    public void Should_Name_The_Part_That_Is_Missing()
    {
        WritePart(1);

        var exception = Assert.Throws<ModelException>(() => ModelFile.Read(folder.File("split-00001-of-00002.gguf")));

        Assert.Contains("split-00002-of-00002.gguf is missing", exception.Message, StringComparison.Ordinal);
    }

    private void WritePart(int number)
    {
        var writer = new GgufWriter();
        if (number == 1)
            writer.Add("general.architecture", "llama");
        writer.Add("split.no", (ushort)(number - 1));
        writer.Add("split.count", (ushort)2);
        writer.AddTensor($"blk.{number}.ffn_up.weight", GgmlType.F32, [64], target => target.Clear());
        writer.Write(folder.File($"split-0000{number}-of-00002.gguf"));
    }
}
