using TaLo.Gguf;
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
    /// <summary>What a model is asked.</summary>
    internal const string Text = "Which of these is the larger one?\nA. seven\nB. three\nAnswer:";

    /// <summary>Checks attention at three layers, the other modules and interventions in the middle.</summary>
    /// <param name="options">Which model, loaded how.</param>
    /// <param name="note">Told what is being done.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="ModelException">The model cannot be used, or not be copied.</exception>
    public static KnockoutEvidence Run(ModelOptions options, Action<string> note, CancellationToken stop)
    {
        options = Small(options);
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
        return new KnockoutEvidence(proofs, Difference(after, before), Allowed(options));
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

    private static float[] Zeroed(ModelOptions options, Knockout knockout, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("talo-zeroed-");
        try
        {
            var path = Path.Combine(folder.FullName, "zeroed.gguf");
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
        }
        catch (InvalidDataException e)
        {
            throw new ModelException($"{options.ModelPath} cannot be copied with zeroed tensors ({e.Message})", e);
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

    /// <summary>What a file of ours answers to <see cref="Text"/> without the hook.</summary>
    internal static float[] StockLogits(ModelOptions options, CancellationToken stop)
    {
        using var stock = LlamaVisionModel.Load(options with { InstallHook = false, IsTrusted = true }, null, stop);
        using var prompt = stock.Encode(Text, [], cancellationToken: stop);
        return stock.Logits(prompt, [], stop).ToArray();
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

    /// <summary>What the file is that a knockout is held against: <c>zeroed</c>, or one with its layers <c>repeated</c>.</summary>
    public static string FileOf(Knockout knockout) => knockout.Kind.Intervention == Intervention.Repeat ? "repeated" : "zeroed";
}
