using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp.Tests;

/// <summary>A pass or an encoder that is called off in the middle leaves nothing behind that changes what comes next.</summary>
public sealed class CancelTests(TinyModels models) : IClassFixture<TinyModels>
{
    private const string Text = "Question: which of these is the larger one?\nA. seven\nB. three\nAnswer:";

    public static TheoryData<string> Encoders => [.. TinyModels.Encoders.Keys];

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Should_be_right_after_a_pass_called_off_anywhere(string architecture)
    {
        var options = TinyModels.Options(models.Model(architecture), models.Mmproj(architecture));
        using var fresh = LlamaVisionModel.Load(options with { StartInTheMiddle = false });
        using var model = LlamaVisionModel.Load(options);
        using var expected = Encode(fresh);
        using var prompt = Encode(model);
        IReadOnlyList<Knockout>[] passes = [[], [new(5, Module.Layer)], [new(2, Module.Attention)], []];
        var looks = LooksOf(model, () => _ = model.Logits(prompt, [])[0]);
        Assert.InRange(looks, 100, 10_000);
        for (var at = 1; at < looks; at += looks / 9)
        {
            using var another = Encode(model); // nothing captured yet: the first pass called off is a capturing one
            foreach (var knockouts in passes)
            {
                CallOff(model, another, knockouts, at);
                Assert.Equal(fresh.Logits(expected, knockouts).ToArray(), model.Logits(another, knockouts).ToArray());
            }
        }
    }

    [Fact]
    public void Should_not_take_a_broken_off_base_pass_for_a_captured_one()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")));
        using var fresh = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")) with { StartInTheMiddle = false });
        using var prompt = model.Encode(Text, []);
        using var expected = fresh.Encode(Text, []);
        CallOff(model, prompt, [], at: 60);
        Assert.Equal(0, model.Decoder.CapturedBytes);
        Assert.Equal(fresh.Logits(expected, [new(6, Module.Ffn)]).ToArray(), model.Logits(prompt, [new(6, Module.Ffn)]).ToArray());
    }

    [Fact]
    public void Should_not_begin_where_it_is_already_called_off()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama"), models.Mmproj("llama")));
        using var prompt = Encode(model);
        var looks = LooksOf(model, () =>
        {
            Assert.Throws<OperationCanceledException>(() => { _ = model.Logits(prompt, [], new CancellationToken(true))[0]; });
            Assert.Throws<OperationCanceledException>(() => Encode(model, new CancellationToken(true)));
        });
        Assert.Equal(0, looks);
    }

    [Fact]
    public async Task Should_end_a_long_pass_that_is_called_off_from_another_thread()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen2")) with { ContextLength = 9216 });
        using var prompt = model.Encode(string.Concat(Enumerable.Range(0, 700).Select(i => $"Line {i} of it.\n")), []);
        Assert.True(prompt.TokenCount > 7000);
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        model.Decoder.Stop.OnLook = () => begun.TrySetResult();
        var pass = Task.Run(() => model.Logits(prompt, [], stop.Token)[0]);
        await begun.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pass);
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Should_encode_to_the_same_bits_in_pieces_and_after_being_called_off(string architecture)
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), models.Mmproj(architecture)));
        using var pieces = new VisionEncoder(models.Mmproj(architecture), model.Handle, Engine.Current.FindDevice("cpu"), 1, workPerPiece: 1);
        using var whole = new VisionEncoder(models.Mmproj(architecture), model.Handle, Engine.Current.FindDevice("cpu"), 1, workPerPiece: 1e18);
        var looks = 0;
        whole.Stop.OnLook = () => looks++;
        using var expected = Encode(whole, default);
        Assert.Equal(0, looks);
        pieces.Stop.OnLook = () => looks++;
        using (var actual = Encode(pieces, default))
            AssertSame(expected, actual);
        Assert.InRange(looks, 10, 10_000);
        for (var at = 1; at <= looks; at += looks / 5)
        {
            using var stop = new CancellationTokenSource();
            var left = at;
            pieces.Stop.OnLook = () =>
            {
                if (--left == 0)
                    stop.Cancel();
            };
            Assert.Throws<OperationCanceledException>(() => Encode(pieces, stop.Token));
            using var actual = Encode(pieces, default);
            AssertSame(expected, actual);
        }
    }

    private static void AssertSame(EncodedPrompt expected, EncodedPrompt actual)
    {
        Assert.Equal(expected.Chunks.Count(c => c.IsImage), expected.Chunks.Count(c => c.Embeddings.Length > 0));
        Assert.Equal(expected.Chunks.Select(c => c.Embeddings), actual.Chunks.Select(c => c.Embeddings));
    }

    private static void CallOff(LlamaVisionModel model, IEncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, int at)
    {
        using var stop = new CancellationTokenSource();
        var left = at;
        model.Decoder.Stop.OnLook = () =>
        {
            if (--left == 0)
                stop.Cancel();
        };
        try
        {
            _ = model.Logits(prompt, knockouts, stop.Token)[0];
            Assert.True(left > 0, "it went on after it was called off"); // a pass from the middle may have too few nodes
        }
        catch (OperationCanceledException)
        {
            Assert.Equal(0, left);
        }
        finally
        {
            model.Decoder.Stop.OnLook = null;
        }
    }

    private static int LooksOf(LlamaVisionModel model, Action action)
    {
        var looks = 0;
        model.Decoder.Stop.OnLook = () => looks++;
        model.Vision?.Stop.OnLook = () => looks++;
        action();
        model.Decoder.Stop.OnLook = null;
        model.Vision?.Stop.OnLook = null;
        return looks;
    }

    private static IEncodedPrompt Encode(LlamaVisionModel model, CancellationToken stop = default) =>
        model.Encode(Prompt(model.ImageMarker), Pictures, cancellationToken: stop);

    private static EncodedPrompt Encode(VisionEncoder encoder, CancellationToken stop) =>
        encoder.Encode(Prompt(VisionEncoder.Marker), Pictures, stop);

    private static string Prompt(string marker) => $"Two pictures: {marker} and {marker}\n{Text}";

    private static IReadOnlyList<ReadOnlyMemory<byte>> Pictures { get; } =
        [TinyModels.Noise(56, 56, seed: 3), TinyModels.Noise(84, 56, seed: 4)];
}
