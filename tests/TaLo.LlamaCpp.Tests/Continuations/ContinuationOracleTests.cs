using LLama.Native;
using TaLo.LlamaCpp.Continuations;
using TaLo.LlamaCpp.Tests.Graph;
using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Continuations;

/// <summary>Continuations side by side: under a knockout to the bit what zeroed files give, and nearly what each gives alone.</summary>
public sealed class ContinuationOracleTests(TinyModels models) : IClassFixture<TinyModels>
{
    private const double Nearly = 1e-4;

    private static readonly Continuation[] Pair = [new("", "The cat that sleeps is grey."), new("", "The cat that sleep is grey.")];

    private static readonly Continuation[] Question =
    [
        new("Question: which is larger?\nAnswer:", " seven"), new("Question: which is larger?\nAnswer: ", "the number three"),
        new("", "seven"), new("", "the number three"),
    ];

    public static TheoryData<string> Decoders => [.. TinyModels.Decoders.Keys];

    public static TheoryData<string, bool> Architectures => TinyModels.Architectures;

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Should_equal_files_with_zeroed_tensors_and_repeated_layers(string architecture, bool image)
    {
        var mmproj = image ? models.Mmproj(architecture) : null;
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), mmproj));
        var pack = Pack(hooked, image);
        var first = Scores(hooked, pack);
        Assert.Equal(Stock(models.Model(architecture), mmproj), first);

        var zeroing = from layer in Enumerable.Range(0, hooked.Facts.LayerCount) from module in Modules.OfDecoder select new Knockout(layer, module);
        var uniform = new[] { 0, 3, 7 }.Select(layer => new Knockout(layer, KnockoutKind.Uniform()));
        foreach (var knockout in zeroing.Concat(uniform).Concat(RepeatTests.Blocks(architecture)))
        {
            var zeroed = models.Zeroed(architecture, knockout);
            var bypassed = Scores(hooked, pack, knockout);
            Assert.Equal(Stock(zeroed, mmproj), bypassed);
            Assert.All(first.Zip(bypassed), s => Assert.NotEqual(s.First, s.Second));
        }

        Assert.Equal(first, Scores(hooked, pack));
        pack.ForEach(p => p.Dispose());
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Should_give_nearly_what_one_text_at_a_time_gives(string architecture)
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture)));
        var pack = Pack(model, image: false);

        var together = Scores(model, pack);

        var alone = pack.SelectMany(p => Alone(model, (EncodedContinuations)p)).ToList();
        Assert.Equal(together.Count, alone.Count);
        Assert.All(together.Zip(alone), s => Assert.InRange(s.First - s.Second, -Nearly, Nearly));
        pack.ForEach(p => p.Dispose());
    }

    /// <summary>Texts of all lengths beside each other, where a piece of the longer one could be left that is one token long. (In 32-bit weights the last bits of 1e-7 stay.)</summary>
    [Theory]
    [InlineData("llama q8_0")]
    [InlineData("qwen2 q4_0")]
    public void Should_give_to_the_bit_what_one_sample_at_a_time_gives(string architecture)
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture)));
        var random = new Random(1);
        for (var packs = 0; packs < 20; packs++)
        {
            var pack = Enumerable.Range(0, 20).Select(_ =>
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => $" {random.Next(1000)}"));
                return model.EncodeContinuations([new("", $"{text} {random.Next(10)}"), new("", $"{text} {random.Next(10)}{random.Next(1000)}")], []);
            }).ToList();

            var together = Scores(model, pack, new Knockout(2, Module.Ffn));

            Assert.Equal(pack.SelectMany(p => Scores(model, [p], new Knockout(2, Module.Ffn))), together);
            pack.ForEach(p => p.Dispose());
        }
    }

    [Fact]
    public void Should_decode_once_what_texts_have_in_common()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")));
        using var pair = model.EncodeContinuations(Pair, []);
        using var same = model.EncodeContinuations([Pair[0], Pair[0]], []);
        using var one = model.EncodeContinuations([Pair[0]], []);

        // All that is decoded is shared; where that is odd, the last token of it is each text's own, filled up to two.
        var family = Assert.Single(((EncodedContinuations)same).Families);
        Assert.Equal(family.Members[0].Run.Tokens.Length - 1, family.Shared + (family.OwnOf(family.Members[0].Run) / 2));
        Assert.Equal(one.TokenCount + family.OwnOf(family.Members[0].Run), same.TokenCount);
        Assert.InRange(pair.TokenCount, one.TokenCount + 1, (2 * one.TokenCount) - 1);
    }

    [Fact]
    public void Should_score_text_longer_than_one_batch()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")));
        var text = string.Join(' ', Enumerable.Range(0, 75).Select(i => $"number {i}"));
        using var encoded = model.EncodeContinuations([new("", text), new("Again:", " " + text[..20])], []);
        Assert.True(encoded.TokenCount > DecodingContext.MicroBatch, $"{encoded.TokenCount} tokens");

        var together = Scores(model, [encoded]);

        Assert.All(together.Zip(Alone(model, (EncodedContinuations)encoded)), s => Assert.InRange(s.First - s.Second, -10 * Nearly, 10 * Nearly));
        Assert.NotEqual(together, Scores(model, [encoded], new Knockout(1, Module.Ffn)));
    }

    [Fact]
    public void Should_score_more_options_than_there_were_memories_for()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")));
        Continuation[] many = [.. Enumerable.Range(0, model.PackSize.Sequences + 3).Select(i => new Continuation("Count:", $" {i}"))];
        using var encoded = model.EncodeContinuations(many, []);

        var together = Scores(model, [encoded]);

        Assert.All(together.Zip(Alone(model, (EncodedContinuations)encoded)), s => Assert.InRange(s.First - s.Second, -Nearly, Nearly));
    }

    [Fact]
    public void Should_refuse_an_option_without_a_token_of_its_own_and_one_that_does_not_fit()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")) with { ContextLength = 64 });

        Assert.Contains("no token of its own", Assert.Throws<InputException>(() => model.EncodeContinuations([new("a", "")], [])).Message, StringComparison.Ordinal);
        Assert.Contains("raise --ctx", Assert.Throws<InputException>(() => model.EncodeContinuations([new("", new string('x', 500))], [])).Message, StringComparison.Ordinal);
    }

    private static List<IEncodedContinuations> Pack(LlamaVisionModel model, bool image)
    {
        if (!image)
            return [model.EncodeContinuations(Pair, []), model.EncodeContinuations(Question, []), model.EncodeContinuations(Pair, [])];
        var shown = $"Two pictures: {model.ImageMarker} and {model.ImageMarker}\n";
        Continuation[] asked = [.. Question.Select(c => c.Context.Length == 0 ? c : c with { Context = shown + c.Context })];
        return [model.EncodeContinuations(asked, [TinyModels.Noise(56, 56, seed: 3), TinyModels.Noise(84, 56, seed: 4)])];
    }

    private static List<double> Stock(string path, string? mmproj)
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(path, mmproj) with { InstallHook = false });
        var pack = Pack(model, mmproj is not null);
        var scores = Scores(model, pack);
        pack.ForEach(p => p.Dispose());
        return scores;
    }

    private static List<double> Scores(LlamaVisionModel model, IReadOnlyList<IEncodedContinuations> pack, params Knockout[] knockouts) =>
        [.. model.LogProbabilities(pack, knockouts).SelectMany(s => s)];

    /// <summary>Each text alone, decoded at once by LLamaSharp's own batch in a stock context, softmax in double.</summary>
    private static IEnumerable<double> Alone(LlamaVisionModel model, EncodedContinuations sample)
    {
        var parameters = LLamaContextParams.Default();
        parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = 1024;
        parameters.n_threads = parameters.n_threads_batch = 1;
        parameters.llama_flash_attn_type = LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_DISABLED;
        parameters.type_k = parameters.type_v = GGMLType.GGML_TYPE_F32;
        using var context = SafeLLamaContextHandle.Create(model.Handle, parameters);
        foreach (var (_, run) in sample.Families.SelectMany(f => f.Members).OrderBy(m => m.Place))
        {
            var batch = new LLamaBatch();
            foreach (var (position, token) in run.Tokens.Index())
                batch.Add(token, position, (LLamaSeqId)0, true);
            context.MemoryClear(data: false);
            Assert.Equal(DecodeResult.Ok, context.Decode(batch));
            var sum = 0.0;
            for (var i = run.First; i < run.Tokens.Length; i++)
            {
                var logits = context.GetLogitsIth(i - 1).ToArray();
                var max = (double)logits.Max();
                sum += logits[run.Tokens[i]] - max - Math.Log(logits.Sum(l => Math.Exp(l - max)));
            }
            yield return sum;
        }
    }
}
