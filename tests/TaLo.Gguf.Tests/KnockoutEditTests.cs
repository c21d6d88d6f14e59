using TaLo.Gguf.RandomModels;
using TaLo.Models;

namespace TaLo.Gguf.Tests;

public sealed class KnockoutEditTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("attention 2", "blk.2.attn_output.bias, blk.2.attn_output.weight")]
    [InlineData("ffn 2", "blk.2.ffn_down.bias, blk.2.ffn_down.weight")]
    [InlineData("attention 0", "blk.0.attn_output.bias, blk.0.attn_output.weight")]
    [InlineData("uniform 3", "blk.3.attn_q.weight")]
    public void Should_Zero_What_A_Module_Ends_In(string knockout, string tensors)
    {
        var edit = Of(Shapes.Llama, [knockout]);

        Assert.Null(edit.Layers);
        Assert.Equal(tensors, string.Join(", ", edit.Zeroed.Keys.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("layer 2", "0 1 3 4 5")]
    [InlineData("layer 0", "1 2 3 4 5")]
    [InlineData("repeat 2", "0 1 2 2 3 4 5")]
    [InlineData("repeat 0", "0 0 1 2 3 4 5")]
    [InlineData("repeat 2-4x3", "0 1 2 3 4 2 3 4 2 3 4 5")]
    [InlineData("repeat 1-2, repeat 3, layer 5", "0 1 2 1 2 3 3 4")]
    [InlineData("layer 1, layer 3", "0 2 4 5")]
    public void Should_Leave_Out_And_Repeat_Layers(string knockouts, string layers)
    {
        var edit = Of(Shapes.Llama, knockouts.Split(", "));

        Assert.Equal(layers, string.Join(' ', edit.Layers!));
        Assert.Empty(edit.Zeroed);
    }

    [Fact]
    public void Should_Keep_A_Layer_With_Zeros_In_It()
    {
        var edit = Of(Shapes.Llama, ["layer 2"], keepLayers: true);

        Assert.Null(edit.Layers);
        Assert.Equal(4, edit.Zeroed.Count);
    }

    [Fact]
    public void Should_Keep_A_Layer_Where_Others_Would_Change_With_It()
    {
        var edit = Of(Shapes.Gemma3, ["layer 2"]);

        Assert.Null(edit.Layers);
        Assert.Equal(["blk.2.attn_output.weight", "blk.2.ffn_down.weight"], edit.Zeroed.Keys);
    }

    [Theory]
    [InlineData("llama", "layer 9", "there is no layer 9: it has layers 0 to 5")]
    [InlineData("llama", "repeat 4-6", "there is no layer 6: it has layers 0 to 5")]
    [InlineData("llama", "attention 2 answer", "attention 2 answer cannot be written to a file: the prompt is read by the base model, and a file holds one model")]
    [InlineData("llama", "repeat 1-3, repeat 3-4", "repeat 1-3 and repeat 3-4 repeat the same layer: a file holds one order of layers")]
    [InlineData("gemma3", "repeat 2", "repeat 2 cannot be written to a file: in gemma3 a layer's number says whether it has a sliding window")]
    public void Should_Say_What_No_File_Can_Hold(string model, string knockouts, string expected)
    {
        var error = Assert.Throws<ModelException>(() => Of(model == "llama" ? Shapes.Llama : Shapes.Gemma3, knockouts.Split(", ")));

        Assert.EndsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vision-attention 1", "v.blk.1.attn_out.bias, v.blk.1.attn_out.weight")]
    [InlineData("vision-ffn 0", "v.blk.0.ffn_down.bias, v.blk.0.ffn_down.weight")]
    [InlineData("vision-layer 1", "v.blk.1.attn_out.bias, v.blk.1.attn_out.weight, v.blk.1.ffn_down.bias, v.blk.1.ffn_down.weight")]
    public void Should_Zero_What_A_Module_Of_The_Vision_Encoder_Ends_In(string knockout, string tensors)
    {
        var edit = KnockoutEdit.Of(Mmproj(VisionShapes.Qwen2Vl), [Knockout.Parse(knockout)], keepLayers: false);

        Assert.Null(edit.Layers);
        Assert.Equal(tensors, string.Join(", ", edit.Zeroed.Keys.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Should_Zero_The_Matrix_That_Is_Last_By_Its_Shape_Where_Old_Files_Swap_The_Names()
    {
        var path = folder.File("swapped.gguf");
        var writer = new GgufWriter();
        writer.Add("general.architecture", "clip");
        writer.Add("clip.vision.embedding_length", 8u);
        foreach (var (name, sides) in new (string, long[])[] { ("ffn_down.weight", [8, 16]), ("ffn_down.bias", [16]), ("ffn_up.weight", [16, 8]), ("ffn_up.bias", [8]) })
            writer.AddTensor($"v.blk.0.{name}", GgmlType.F32, sides, span => span.Fill(1));
        writer.Write(path);

        var edit = KnockoutEdit.Of(path, [new Knockout(0, Module.VisionFfn)], keepLayers: false);

        Assert.Equal(["v.blk.0.ffn_up.weight", "v.blk.0.ffn_up.bias"], edit.Zeroed.Keys);
    }

    [Fact]
    public void Should_Not_Write_Two_Files_At_Once()
    {
        var error = Assert.Throws<ModelException>(() => KnockoutEdit.Of(Mmproj(VisionShapes.Mlp), [new Knockout(0, Module.VisionFfn), new Knockout(1, Module.Ffn)], keepLayers: false));
        Assert.Contains("one after the other", error.Message, StringComparison.Ordinal);
        Assert.Contains("layer 9 of the vision encoder", Assert.Throws<ModelException>(() =>
            KnockoutEdit.Of(Mmproj(VisionShapes.Mlp), [new Knockout(9, Module.VisionLayer)], keepLayers: false)).Message, StringComparison.Ordinal);
    }

    private string Mmproj(VisionShape shape)
    {
        var path = folder.File("mmproj.gguf");
        RandomMmproj.Write(path, shape, Shapes.Llama, 1);
        return path;
    }

    private ModelEdit Of(DecoderShape shape, string[] knockouts, bool keepLayers = false)
    {
        var path = folder.File("source.gguf");
        RandomModel.Write(path, shape with { Layers = 6 }, 1);
        return KnockoutEdit.Of(path, [.. knockouts.Select(Knockout.Parse)], keepLayers);
    }
}
