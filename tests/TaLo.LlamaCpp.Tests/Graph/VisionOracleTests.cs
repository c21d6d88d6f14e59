using TaLo.Gguf;
using TaLo.LlamaCpp.Prompts;
using TaLo.LlamaCpp.Tests.Chats;
using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Graph;

/// <summary>
/// The oracle for the vision encoder: a layer bypassed must equal, to the bit, stock llama.cpp on an mmproj file whose tensors are
/// really zeroed.
/// </summary>
public sealed class VisionOracleTests(TinyModels models) : IClassFixture<TinyModels>
{
    private const string Text = "Question: which of these is the larger one?\nA. seven\nB. three\nAnswer:";

    public static TheoryData<string> Encoders => [.. TinyModels.Encoders.Keys];

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Should_equal_a_zeroed_mmproj_for_every_layer_and_module(string architecture)
    {
        using var hooked = Load(architecture);
        using var prompt = Encode(hooked);
        var first = hooked.Logits(prompt, []).ToArray();
        Assert.Equal(TinyModels.Encoders[architecture].Layers, hooked.Facts.VisionLayerCount);
        Assert.Null(hooked.Facts.WhyNoVision);

        foreach (var knockout in All(hooked))
        {
            var bypassed = hooked.Logits(prompt, [knockout]).ToArray();
            Oracle.AssertSame(Stock(models.Model(architecture), models.ZeroedMmproj(architecture, knockout)), bypassed, $"{architecture}, {knockout}");
            Assert.False(first.AsSpan().SequenceEqual(bypassed), $"{architecture}, {knockout}: the logits did not move");
        }
        Oracle.AssertSame(first, hooked.Logits(prompt, []).ToArray(), $"{architecture}, after un-bypassing");
        Oracle.AssertSame(Stock(models.Model(architecture), models.Mmproj(architecture)), first, architecture);
    }

    [Theory]
    [InlineData("qwen2vl windows")]
    [InlineData("gemma3 scaled")]
    [InlineData("smolvlm q8_0")]
    [InlineData("qwen2vl f16")]
    public void Should_equal_a_zeroed_mmproj_whatever_the_encoder_is_like(string encoder)
    {
        var architecture = encoder.Split(' ')[0];
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), models.Mmproj(encoder)));
        using var prompt = Encode(hooked);
        using var plain = Load(architecture);
        using var asked = Encode(plain);
        Assert.NotEqual(plain.Logits(asked, []).ToArray(), hooked.Logits(prompt, []).ToArray());

        foreach (var knockout in All(hooked))
            Oracle.AssertSame(Stock(models.Model(architecture), models.ZeroedMmproj(encoder, knockout)), hooked.Logits(prompt, [knockout]).ToArray(), $"{encoder}, {knockout}");
        Oracle.AssertSame(Stock(models.Model(architecture), models.Mmproj(encoder)), hooked.Logits(prompt, []).ToArray(), encoder);
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Should_equal_zeroed_files_where_sets_reach_into_both(string architecture)
    {
        using var hooked = Load(architecture);
        using var prompt = Encode(hooked);
        var first = hooked.Logits(prompt, []).ToArray();
        Knockout one = new(0, Module.VisionAttention), other = new(1, Module.VisionFfn), decoder = new(3, Module.Attention);
        var zeroed = models.Zeroed(architecture, decoder);

        foreach (var ofVision in new Knockout[][] { [one], [one, other] })
        {
            var file = models.ZeroedMmproj(architecture, ofVision);
            Oracle.AssertSame(Stock(zeroed, file), hooked.Logits(prompt, [.. ofVision, decoder]).ToArray(), $"{architecture}, {string.Join(" + ", ofVision)} + {decoder}");
            Oracle.AssertSame(Stock(zeroed, models.Mmproj(architecture)), hooked.Logits(prompt, [decoder]).ToArray(), $"{architecture}, {decoder} between them");
            Oracle.AssertSame(Stock(models.Model(architecture), file), hooked.Logits(prompt, ofVision).ToArray(), $"{architecture}, {string.Join(" + ", ofVision)}");
        }
        Oracle.AssertSame(first, hooked.Logits(prompt, []).ToArray(), $"{architecture}, after un-bypassing");
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Should_generate_token_for_token_what_a_zeroed_mmproj_does(string architecture)
    {
        using var hooked = Load(architecture);
        using var prompt = Encode(hooked);
        var how = new GenerationOptions(8);
        var before = hooked.Generate(prompt, [], how);
        foreach (var knockouts in new Knockout[][] { [new(0, Module.VisionLayer)], [new(1, Module.VisionAttention), new(4, KnockoutKind.Repeat())] })
        {
            Knockout[] ofVision = [.. knockouts.Where(k => k.IsOfVision)];
            var generated = hooked.Generate(prompt, knockouts, how);
            using var stock = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), models.ZeroedMmproj(architecture, ofVision)));
            using var asked = Encode(stock);
            var expected = stock.Generate(asked, [.. knockouts.Where(k => !k.IsOfVision)], how);
            Assert.Equal(expected.Tokens, generated.Tokens);
            Assert.Equal(expected.Logits.ToArray(), generated.Logits.ToArray());
        }
        Assert.Equal(before.Tokens, hooked.Generate(prompt, [], how).Tokens);
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Should_score_texts_as_a_zeroed_mmproj_does(string architecture)
    {
        using var hooked = Load(architecture);
        var pack = Pack(hooked);
        var first = Scores(hooked, pack);
        foreach (var knockout in All(hooked))
        {
            var bypassed = Scores(hooked, pack, knockout);
            using var stock = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), models.ZeroedMmproj(architecture, knockout)) with { InstallHook = false });
            var asked = Pack(stock);
            Assert.Equal(Scores(stock, asked), bypassed);
            Assert.NotEqual(first, bypassed);
            asked.ForEach(p => p.Dispose());
        }
        Assert.Equal(first, Scores(hooked, pack));
        pack.ForEach(p => p.Dispose());
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Should_read_an_image_again_where_a_conversation_goes_on_under_another_bypass(string architecture)
    {
        using var model = Load(architecture);
        Knockout[] bypass = [new(1, Module.VisionLayer)];
        ChatTurn[] talk = [new(ChatRole.System, "Look closely."), Talk.User("What is it?", 3)];
        var plain = Ask([]);
        var bypassed = Ask(bypass);
        var again = Ask(bypass);
        var back = Ask([]);

        using var stock = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), models.ZeroedMmproj(architecture, bypass)) with { InstallHook = false });
        stock.Answer(talk, [], Talk.Greedy);
        Oracle.AssertSame(stock.Latest().Logits, bypassed.Logits, architecture);
        Assert.Equal(stock.Latest().Tokens, bypassed.Tokens);
        Oracle.AssertSame(bypassed.Logits, again.Logits, architecture);
        Oracle.AssertSame(plain.Logits, back.Logits, architecture);
        Assert.Equal(plain.Tokens, back.Tokens);
        Assert.False(plain.Logits.AsSpan().SequenceEqual(bypassed.Logits), $"{architecture}: the logits did not move");

        // The text before the image stays as it was read; the image does not.
        Assert.InRange(bypassed.Reused, 1, plain.Prompt - 1);
        Assert.True(again.Reused > bypassed.Reused);
        Assert.Equal(bypassed.Reused, back.Reused);

        (int[] Tokens, float[] Logits, int Reused, int Prompt) Ask(Knockout[] knockouts)
        {
            var figures = model.Answer(talk, knockouts, Talk.Greedy).Figures;
            return (model.Latest().Tokens, model.Latest().Logits, figures.ReusedTokens, figures.PromptTokens);
        }
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Should_encode_to_the_same_bits_in_pieces_under_a_bypass(string architecture)
    {
        using var model = Load(architecture);
        using var pieces = new VisionEncoder(models.Mmproj(architecture), model.Handle, Engine.Current.FindDevice("cpu"), 1, workPerPiece: 1);
        using var whole = new VisionEncoder(models.Mmproj(architecture), model.Handle, Engine.Current.FindDevice("cpu"), 1, workPerPiece: 1e18);
        foreach (var knockout in All(model))
        {
            using var expected = Encode(whole, [knockout]);
            using var actual = Encode(pieces, [knockout]);
            Assert.Equal(expected.Chunks.Select(c => c.Embeddings), actual.Chunks.Select(c => c.Embeddings));
            using var zeroed = new VisionEncoder(models.ZeroedMmproj(architecture, knockout), model.Handle, Engine.Current.FindDevice("cpu"), 1);
            using var stock = Encode(zeroed, []);
            Assert.Equal(stock.Chunks.Select(c => c.Embeddings), actual.Chunks.Select(c => c.Embeddings));
        }
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public async Task Should_stay_what_it_is_while_another_thread_encodes_ahead(string architecture)
    {
        using var model = Load(architecture);
        using var prompt = Encode(model);
        var before = model.Logits(prompt, []).ToArray();
        var knockouts = All(model).ToList();
        var alone = knockouts.ConvertAll(k => model.Logits(prompt, [k]).ToArray());
        using var stop = new CancellationTokenSource();
        var ahead = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var next = Encode(model);
                Assert.Equal(((EncodedPrompt)prompt).Chunks.Select(c => c.Embeddings), ((EncodedPrompt)next).Chunks.Select(c => c.Embeddings));
            }
        });

        foreach (var (knockout, expected) in knockouts.Zip(alone))
            Oracle.AssertSame(expected, model.Logits(prompt, [knockout]).ToArray(), $"{architecture}, {knockout}");
        await stop.CancelAsync();
        await ahead;
        Oracle.AssertSame(before, model.Logits(prompt, []).ToArray(), architecture);
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Should_begin_anew_after_an_image_was_called_off_under_a_bypass(string architecture)
    {
        using var model = Load(architecture);
        using var encoder = new VisionEncoder(models.Mmproj(architecture), model.Handle, Engine.Current.FindDevice("cpu"), 1, workPerPiece: 1);
        Knockout[] knockouts = [new(1, Module.VisionAttention)];
        using var plain = Encode(encoder, []);
        using var expected = Encode(encoder, knockouts);
        var looks = 0;
        encoder.Stop.OnLook = () => looks++;
        Encode(encoder, knockouts).Dispose();
        for (var at = 1; at <= looks; at += Math.Max(1, looks / 4))
        {
            using var stop = new CancellationTokenSource();
            var left = at;
            encoder.Stop.OnLook = () =>
            {
                if (--left == 0)
                    stop.Cancel();
            };
            Assert.ThrowsAny<OperationCanceledException>(() => plain.Under(encoder, knockouts, stop.Token));
            encoder.Stop.OnLook = null;
            Assert.Equal(expected.Chunks.Select(c => c.Embeddings), plain.Under(encoder, knockouts, CancellationToken.None).Chunks.Select(c => c.Embeddings));
            _ = plain.Under(encoder, [new(0, Module.VisionFfn)], CancellationToken.None);
        }
    }

    [Fact]
    public void Should_not_offer_a_layer_that_is_in_the_file_but_is_not_run()
    {
        // LLaVA takes the features of an inner layer; those above it are not run.
        var path = Path.Combine(models.Folder, "mmproj-llava-shorter.gguf");
        using (var stream = File.Create(path))
            EditedModel.Write(models.Mmproj("llama"), stream, new ModelEdit { Metadata = new Dictionary<string, object> { ["clip.vision.feature_layer"] = new[] { 1 } } });
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama"), path));
        using var prompt = Encode(model);

        Assert.Equal(2u, ModelFile.Read(path).LayerCount);
        Assert.Equal(1, model.Facts.VisionLayerCount);
        Assert.Contains("runs layers 0 to 0", Assert.Throws<ModelException>(() => model.Logits(prompt, [new Knockout(1, Module.VisionLayer)]).Length).Message, StringComparison.Ordinal);
        Assert.NotEqual(model.Logits(prompt, []).ToArray(), model.Logits(prompt, [new Knockout(0, Module.VisionLayer)]).ToArray());
    }

    [Fact]
    public void Should_say_what_is_missing_where_there_is_no_encoder()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")));
        using var prompt = model.Encode(Text, []);
        Assert.Equal(0, model.Facts.VisionLayerCount);
        Assert.Contains("--mmproj", Assert.Throws<ModelException>(() => model.Logits(prompt, [new Knockout(0, Module.VisionLayer)]).Length).Message, StringComparison.Ordinal);
        Assert.Contains("--mmproj", model.Facts.WhyNot(new Knockout(0, Module.VisionLayer)), StringComparison.Ordinal);
    }

    private static IEnumerable<Knockout> All(LlamaVisionModel model) =>
        from layer in Enumerable.Range(0, model.Facts.VisionLayerCount) from module in Modules.OfVision select new Knockout(layer, module);

    private LlamaVisionModel Load(string architecture) => LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), models.Mmproj(architecture)));

    private static float[] Stock(string path, string mmproj) => Oracle.Logits(TinyModels.Options(path, mmproj), Encode);

    private static IEncodedPrompt Encode(LlamaVisionModel model) => Oracle.Encode(model, Text, images: true);

    private static EncodedPrompt Encode(VisionEncoder encoder, IReadOnlyList<Knockout> knockouts) => encoder.Encode(
        $"Two pictures: {VisionEncoder.Marker} and {VisionEncoder.Marker}\n{Text}", [TinyModels.Noise(56, 56, seed: 3), TinyModels.Noise(300, 200, seed: 4)],
        CancellationToken.None, knockouts: knockouts);

    private static List<IEncodedContinuations> Pack(LlamaVisionModel model)
    {
        var shown = $"A picture: {model.ImageMarker}\n";
        return [.. new[] { 3, 5 }.Select(seed => model.EncodeContinuations(
            [new(shown + "Question: which is larger?\nAnswer:", " seven"), new(shown + "Question: which is larger?\nAnswer:", " the number three"), new("", "seven")],
            [TinyModels.Noise(56, 56, seed)]))];
    }

    private static List<double> Scores(LlamaVisionModel model, IReadOnlyList<IEncodedContinuations> pack, params Knockout[] knockouts) =>
        [.. model.LogProbabilities(pack, knockouts).SelectMany(s => s)];
}
