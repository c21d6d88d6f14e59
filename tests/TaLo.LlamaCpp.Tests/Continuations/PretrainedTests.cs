using System.Text;
using System.Text.Json;
using LLama.Native;
using TaLo.Gguf;
using TaLo.Models;
using TaLo.Tests;
using Xunit.Abstractions;

namespace TaLo.LlamaCpp.Tests.Continuations;

/// <summary>
/// Minimal pairs on a pretrained model against the few lines that anybody would write: stock LLamaSharp, one sentence after the
/// other. <c>TALO_LONG_TESTS=1</c> takes 2,000 pairs instead of 24.
/// </summary>
public sealed class PretrainedTests(ITestOutputHelper output) : IDisposable
{
    private const string Model = "models/SmolLM2-135M-Instruct.Q4_1.gguf";
    private const string Pairs = "data/blimp";
    private const double Nearly = 1e-4;
    private static readonly int Count = Environment.GetEnvironmentVariable("TALO_LONG_TESTS") == "1" ? 2000 : 24;
    private static readonly Knockout[] Knockouts = [new(0, Module.Ffn), new(12, Module.Attention), new(29, Module.Layer)];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("talo-tests-");

    [SharedDataFact(Model)]
    public void Should_score_sentences_as_stock_decoding_does_one_by_one()
    {
        using var model = LlamaVisionModel.Load(Options(SharedDataFactAttribute.Path(Model)!));
        var pairs = SomePairs();

        var scores = Scores(model, pairs, []);

        Compare("base", scores, OneByOne(model, pairs));
    }

    [SharedDataFact(Model)]
    public void Should_score_knockouts_as_zeroed_files_do()
    {
        using var model = LlamaVisionModel.Load(Options(SharedDataFactAttribute.Path(Model)!));
        var pairs = SomePairs();
        var first = Scores(model, pairs, []);
        foreach (var knockout in Knockouts)
        {
            var bypassed = Scores(model, pairs, [knockout]);

            var path = Path.Combine(folder.FullName, "zeroed.gguf");
            ZeroedCopy.Write(SharedDataFactAttribute.Path(Model)!, path, knockout);
            using var zeroed = LlamaVisionModel.Load(Options(path) with { InstallHook = false });
            Assert.Equal(Scores(zeroed, pairs, []), bypassed);
            Compare(knockout.ToString(), bypassed, OneByOne(zeroed, pairs));
            Assert.All(first.Zip(bypassed), s => Assert.NotEqual(s.First, s.Second));
        }
    }

    [SharedDataFact(Model)]
    public void Should_follow_the_separator_of_its_training()
    {
        using var model = LlamaVisionModel.Load(Options(SharedDataFactAttribute.Path(Model)!));

        Assert.Equal("<|endoftext|>", model.DocumentSeparator);
    }

    /// <summary>Some tokens are long runs of white space or signs.</summary>
    [SharedDataFact(Model)]
    public void Should_know_the_text_of_every_token()
    {
        using var model = LlamaVisionModel.Load(Options(SharedDataFactAttribute.Path(Model)!));

        var texts = Enumerable.Range(0, model.Vocabulary.Size).Select(model.TokenText).ToList();

        Assert.InRange(texts.Max(t => t.Length), 65, 100);
        Assert.Equal("<|endoftext|>", texts[0]);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private void Compare(string what, List<double> packed, List<double> alone)
    {
        var largest = packed.Zip(alone, (p, a) => Math.Abs(p - a)).Max();
        var flips = packed.Chunk(2).Zip(alone.Chunk(2)).Count(p => p.First[0] > p.First[1] != p.Second[0] > p.Second[1]);
        output.WriteLine($"{what}: {packed.Count / 2} pairs, largest difference {largest:0.0e+0} nats, {flips} predictions flipped, "
            + $"{packed.Chunk(2).Average(p => p[0] > p[1] ? 1 : 0):0.0%} right");
        Assert.InRange(largest, 0, Nearly);
    }

    private static ModelOptions Options(string path) => new() { ModelPath = path, Device = "cpu", Threads = 1, ContextLength = 1024 };

    /// <summary>The same number from each paradigm, good and bad in turn.</summary>
    private static List<(string Good, string Bad)> SomePairs()
    {
        var files = Directory.GetFiles(SharedDataFactAttribute.Path(Pairs)!, "*.jsonl").Order(StringComparer.Ordinal).ToList();
        return [.. Enumerable.Range(0, Count).Select(i => File.ReadLines(files[i % files.Count]).Skip(i / files.Count).First()).Select(line =>
        {
            using var pair = JsonDocument.Parse(line);
            return (pair.RootElement.GetProperty("sentence_good").GetString()!, pair.RootElement.GetProperty("sentence_bad").GetString()!);
        })];
    }

    /// <summary>Packs of ten pairs.</summary>
    private static List<double> Scores(LlamaVisionModel model, List<(string Good, string Bad)> pairs, IReadOnlyList<Knockout> knockouts)
    {
        var scores = new List<double>();
        foreach (var some in pairs.Chunk(10))
        {
            var pack = some.Select(p => model.EncodeContinuations([new("", p.Good), new("", p.Bad)], [])).ToList();
            scores.AddRange(model.LogProbabilities(pack, knockouts).SelectMany(s => s));
            pack.ForEach(p => p.Dispose());
        }
        return scores;
    }

    private static List<double> OneByOne(LlamaVisionModel model, List<(string Good, string Bad)> pairs)
    {
        var parameters = LLamaContextParams.Default();
        parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = 512;
        parameters.n_threads = parameters.n_threads_batch = 1;
        // In 32 bits, as the packs are computed: flash attention's 16 bits move a sentence's score by some hundredths.
        parameters.llama_flash_attn_type = LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_DISABLED;
        parameters.type_k = parameters.type_v = GGMLType.GGML_TYPE_F32;
        using var context = SafeLLamaContextHandle.Create(model.Handle, parameters);
        return [.. pairs.SelectMany(p => new[] { p.Good, p.Bad }).Select(sentence =>
        {
            LLamaToken[] tokens = [.. model.Handle.Tokenize("<|endoftext|>", false, true, Encoding.UTF8), .. model.Handle.Tokenize(sentence, false, false, Encoding.UTF8)];
            var batch = new LLamaBatch();
            for (var i = 0; i < tokens.Length; i++)
                batch.Add(tokens[i], i, (LLamaSeqId)0, true);
            context.MemoryClear(data: false);
            Assert.Equal(DecodeResult.Ok, context.Decode(batch));
            return Enumerable.Range(1, tokens.Length - 1).Sum(i => LogSoftmax(context.GetLogitsIth(i - 1), (int)tokens[i]));
        })];
    }

    private static double LogSoftmax(ReadOnlySpan<float> logits, int token)
    {
        var (max, sum) = (double.NegativeInfinity, 0.0);
        foreach (var logit in logits)
            max = Math.Max(max, logit);
        foreach (var logit in logits)
            sum += Math.Exp(logit - max);
        return logits[token] - max - Math.Log(sum);
    }
}
