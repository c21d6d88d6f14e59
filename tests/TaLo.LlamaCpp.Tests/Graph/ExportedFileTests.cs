using TaLo.Gguf;
using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Graph;

/// <summary>A file with a knockout written into it answers in stock llama.cpp (no hook) what the knockout in force does, to the bit.</summary>
public sealed class ExportedFileTests(TinyModels models) : IClassFixture<TinyModels>
{
    private const string Text = "Question: which of these is the larger one?\nA. seven\nB. three\nAnswer:";

    public static TheoryData<string, bool> Architectures => TinyModels.Architectures;

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Should_Answer_From_The_File_What_The_Knockout_Does(string architecture, bool images)
    {
        var source = models.Model(architecture);
        var mmproj = images ? models.Mmproj(architecture) : null;
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(source, mmproj));
        using var prompt = Encode(hooked, images);
        var stays = EditedModel.WhyLayersStay(GgufFile.Read(source)) is not null;
        foreach (var knockouts in new Knockout[][] { [new(0, Module.Layer)], [new(3, Module.Layer)], [new(5, Module.Ffn)], [new(1, Module.Layer), new(4, Module.Attention), new(6, KnockoutKind.Uniform())] })
        {
            var what = $"{architecture}: {string.Join(" + ", knockouts)}";
            var edit = KnockoutEdit.Of(source, knockouts, keepLayers: false);
            var file = Path.Combine(models.Folder, $"{architecture}-{images}-export.gguf");
            using (var stream = File.Create(file))
                EditedModel.Write(source, stream, edit);

            using var stock = LlamaVisionModel.Load(TinyModels.Options(file, mmproj) with { InstallHook = false });
            using var asked = Encode(stock, images);
            var expected = hooked.Logits(prompt, knockouts).ToArray();
            var largest = expected.Zip(stock.Logits(asked, []).ToArray(), (e, a) => Math.Abs(e - a)).Max();
            Assert.True(largest == 0, $"{what}: the largest difference is {largest}");
            var leavesOut = !stays && knockouts.Any(KnockoutEdit.IsWholeLayer);
            Assert.Equal(leavesOut ? 7 : 8, stock.Facts.LayerCount);
            Assert.Equal(leavesOut, new FileInfo(file).Length < new FileInfo(source).Length);
        }
    }

    private static IEncodedPrompt Encode(LlamaVisionModel model, bool images) => images
        ? model.Encode($"A picture: {model.ImageMarker}\n{Text}", [TinyModels.Noise(56, 56, seed: 3)])
        : model.Encode(Text, []);
}
