using TaLo.Gguf;
using TaLo.Images;
using TaLo.LlamaCpp;
using TaLo.Models;

namespace TaLo.Terminal.Diagnosis;

/// <summary>
/// Proves on this device and with this model that a knockout equals stock llama.cpp on a file whose tensors are zeroed, or its layers repeated:
/// each such file is written, loaded without the hook, asked once, and deleted.
/// </summary>
internal static class KnockoutCheck
{
    // GPU kernels may add up in another order when a bypass takes a neighbour away.
    private const double AllowedOnGpu = 1e-3;
    private const int PictureSide = 96;

    /// <summary>What a model is asked: long enough (some 50 tokens) that Accelerate, BLAS and GPUs compute it as they compute users' prompts.</summary>
    internal const string Text =
        "Three farmers count their sheep in the evening. The first has seven, the second has eleven, and the third has only three.\n"
        + "Question: Who of the three has the most sheep?\nA. the first\nB. the second\nC. the third\nAnswer:";

    /// <summary>Checks attention at three layers, the other modules and interventions in the middle; with an mmproj, the modules of a layer of the vision encoder too.</summary>
    /// <param name="options">Which model, loaded how.</param>
    /// <param name="note">Told what is being done.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="ModelException">The model cannot be used, or not be copied.</exception>
    public static KnockoutEvidence Run(ModelOptions options, Action<string> note, CancellationToken stop)
    {
        var (proofs, back) = OfDecoder(Small(options), note, stop);
        if (options.MmprojPath is not null)
        {
            var (more, backFromVision) = OfVision(options, note, stop);
            (proofs, back) = ([.. proofs, .. more], Math.Max(back, backFromVision));
        }
        return new KnockoutEvidence(proofs, back, Allowed(options));
    }

    private static (List<KnockoutProof> Proofs, double BackToBase) OfDecoder(ModelOptions options, Action<string> note, CancellationToken stop)
    {
        using var model = LlamaVisionModel.Load(options, null, stop);
        using var prompt = model.Encode(Text, [], cancellationToken: stop);
        var before = model.Logits(prompt, [], stop).ToArray();
        var proofs = new List<KnockoutProof>();
        foreach (var knockout in Cases(model.Facts.LayerCount, options.ModelPath, note))
        {
            note($"{knockout}: against a {KnockoutProof.FileOf(knockout)} file");
            var bypassed = model.Logits(prompt, [knockout], stop).ToArray();
            var zeroed = Zeroed(options, knockout, stop);
            proofs.Add(new KnockoutProof(knockout, Difference(bypassed, zeroed), Difference(bypassed, before)));
        }
        var after = model.Logits(prompt, [], stop).ToArray();
        return (proofs, Difference(after, before));
    }

    private static (List<KnockoutProof> Proofs, double BackToBase) OfVision(ModelOptions options, Action<string> note, CancellationToken stop)
    {
        using var model = LlamaVisionModel.Load(options, null, stop);
        if (model.Facts.WhyNot(Module.VisionLayer) is { } why)
        {
            note($"the vision encoder's layers are not held against a file: {why}");
            return ([], 0);
        }
        using var prompt = Shown(model, stop);
        var before = model.Logits(prompt, [], stop).ToArray();
        var proofs = new List<KnockoutProof>();
        foreach (var knockout in Modules.OfVision.Select(m => new Knockout(model.Facts.VisionLayerCount / 2, m)))
        {
            note($"{knockout}: against a {KnockoutProof.FileOf(knockout)} file");
            var bypassed = model.Logits(prompt, [knockout], stop).ToArray();
            var zeroed = InFolder(options.MmprojPath!, path =>
            {
                ZeroedCopy.Write(options.MmprojPath!, path, knockout);
                return StockLogits(options with { MmprojPath = path }, stop);
            });
            proofs.Add(new KnockoutProof(knockout, Difference(bypassed, zeroed), Difference(bypassed, before)));
        }
        return (proofs, Difference(model.Logits(prompt, [], stop).ToArray(), before));
    }

    private static IEnumerable<Knockout> Cases(int layers, string path, Action<string> note)
    {
        var middle = layers / 2;
        List<Knockout> cases =
        [
            new(1, Module.Attention), new(middle, Module.Attention), new(middle, Module.Ffn), new(middle, Module.Layer), new(layers - 1, Module.Attention),
            new(middle, KnockoutKind.Uniform()),
        ];
        if (EditedModel.WhyLayersStay(SplitModel.ReadParts(path)[0]) is { } why)
            note($"repeated layers are not held against a file: {why}");
        else
            cases.Add(new Knockout(middle, KnockoutKind.Repeat()));
        return cases.Where(k => k.IsPossible(layers)).Distinct();
    }

    private static float[] Zeroed(ModelOptions options, Knockout knockout, CancellationToken stop) => InFolder(options.ModelPath, path =>
    {
        if (knockout.Kind.Intervention == Intervention.Repeat)
        {
            using var copy = File.Create(path);
            EditedModel.Write(options.ModelPath, copy, KnockoutEdit.Of(options.ModelPath, [knockout], keepLayers: false), stop);
        }
        else
        {
            ZeroedCopy.Write(options.ModelPath, path, knockout);
        }
        return StockLogits(options with { ModelPath = path }, stop);
    });

    private static float[] InFolder(string source, Func<string, float[]> ask)
    {
        var folder = Directory.CreateTempSubdirectory("talo-zeroed-");
        try
        {
            return ask(Path.Combine(folder.FullName, "zeroed.gguf"));
        }
        catch (InvalidDataException e)
        {
            throw new ModelException($"{source} cannot be copied with zeroed tensors ({e.Message})", e);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A model loaded for a short text alone.</summary>
    internal static ModelOptions Small(ModelOptions options) => options with { MmprojPath = null, ContextLength = Math.Min(options.ContextLength, 1024) };

    /// <summary>The most that counts as equal on a device, in parts of the largest logit.</summary>
    internal static double Allowed(ModelOptions options) => Engine.Current.FindDevice(options.Device).IsGpu ? AllowedOnGpu : 0;

    /// <summary>What a file of ours answers to <see cref="Text"/> without the hook; loaded with an mmproj, it is shown a picture before it.</summary>
    internal static float[] StockLogits(ModelOptions options, CancellationToken stop)
    {
        using var stock = LlamaVisionModel.Load(options with { InstallHook = false, IsTrusted = true }, null, stop);
        using var prompt = Shown(stock, stop);
        return stock.Logits(prompt, [], stop).ToArray();
    }

    /// <summary><see cref="Text"/>, behind a picture of noise where a model takes one.</summary>
    internal static IEncodedPrompt Shown(LlamaVisionModel model, CancellationToken stop)
    {
        if (!model.TakesImages)
            return model.Encode(Text, [], cancellationToken: stop);
        var noise = new byte[PictureSide * PictureSide * 3];
        new Random(1).NextBytes(noise);
        return model.Encode($"{model.ImageMarker}\n{Text}", [new RgbImage(PictureSide, PictureSide, noise).ToPng()], cancellationToken: stop);
    }

    /// <summary>Largest difference, in parts of the other's largest logit; 0 where they are equal to the bit.</summary>
    internal static double Difference(float[] one, float[] other)
    {
        var (largest, size) = (0.0, 0.0);
        for (var i = 0; i < one.Length; i++)
        {
            var difference = Math.Abs((double)one[i] - other[i]);
            largest = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(largest, difference);
            size = Math.Max(size, Math.Abs(other[i]));
        }
        return largest == 0 ? 0 : largest / size;
    }
}

/// <summary>What is proved on a device.</summary>
/// <param name="Proofs">The bypasses held against zeroed files.</param>
/// <param name="BackToBase">Largest difference between the base model's logits before and after all bypasses, in parts of the largest.</param>
/// <param name="Allowed">The most that counts as equal: 0 on a CPU, rounding on a GPU.</param>
internal sealed record KnockoutEvidence(IReadOnlyList<KnockoutProof> Proofs, double BackToBase, double Allowed)
{
    /// <summary>What does not hold, in one line; null where every bypass did something, and just what the zeroed file does.</summary>
    public string? Problem =>
        Proofs.FirstOrDefault(p => !(p.Difference <= Allowed)) is { } other
            ? $"bypassing {other.Knockout} is not what the {other.File} file is: results on this device would be wrong"
            : Proofs.FirstOrDefault(p => !(p.Effect > Allowed)) is { } inert
                ? $"bypassing {inert.Knockout} changed nothing: the model gets nothing from it, or the bypass did not apply"
                : BackToBase <= Allowed ? null : "the base model is another one after the bypasses: results on this device would be wrong";
}

/// <summary>One bypass held against a file whose tensors are zeroed.</summary>
/// <param name="Knockout">What was bypassed.</param>
/// <param name="Difference">Largest difference between the two's logits, in parts of the largest logit; 0 where they are equal to the bit.</param>
/// <param name="Effect">The same between the bypassed and the base model.</param>
internal sealed record KnockoutProof(Knockout Knockout, double Difference, double Effect)
{
    /// <summary>What the file is that it is held against.</summary>
    public string File => FileOf(Knockout);

    /// <summary>What the file is that a knockout is held against: <c>zeroed</c>, one with its layers <c>repeated</c>, or a <c>zeroed mmproj</c>.</summary>
    public static string FileOf(Knockout knockout) => knockout.Kind.Intervention == Intervention.Repeat ? "repeated" : knockout.IsOfVision ? "zeroed mmproj" : "zeroed";
}
