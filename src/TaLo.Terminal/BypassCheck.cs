using TaLo.LlamaCpp;
using TaLo.Models;
using TaLo.Gguf;

namespace TaLo.Terminal;

/// <summary>
/// Proves on this device and with this model that a bypass equals stock llama.cpp on a file whose tensors are zeroed:
/// each such file is written, loaded without the hook, asked once, and deleted.
/// </summary>
internal static class BypassCheck
{
    // GPU kernels may add up in another order when a bypass takes a neighbour away.
    private const double AllowedOnGpu = 1e-3;
    private const string Text = "Which of these is the larger one?\nA. seven\nB. three\nAnswer:";

    /// <summary>Checks attention at three layers, and the other modules in the middle.</summary>
    /// <param name="options">Which model, loaded how.</param>
    /// <param name="note">Told what is being done.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="ModelException">The model cannot be used, or not be copied.</exception>
    public static BypassEvidence Run(ModelOptions options, Action<string> note, CancellationToken stop)
    {
        options = options with { MmprojPath = null, ContextLength = Math.Min(options.ContextLength, 1024) };
        using var model = LlamaVisionModel.Load(options, null, stop);
        using var prompt = model.Encode(Text, [], stop);
        var before = model.Logits(prompt, [], stop).ToArray();
        var proofs = new List<BypassProof>();
        foreach (var knockout in Cases(model.Facts.LayerCount))
        {
            note($"{knockout}: against a zeroed file");
            var bypassed = model.Logits(prompt, [knockout], stop).ToArray();
            var zeroed = Zeroed(options, knockout, stop);
            proofs.Add(new BypassProof(knockout, Difference(bypassed, zeroed), Difference(bypassed, before)));
        }
        var after = model.Logits(prompt, [], stop).ToArray();
        return new BypassEvidence(proofs, Difference(after, before), Engine.Current.FindDevice(options.Device).IsGpu ? AllowedOnGpu : 0);
    }

    private static IEnumerable<Knockout> Cases(int layers) =>
        new Knockout[] { new(1, Module.Attention), new(layers / 2, Module.Attention), new(layers / 2, Module.Ffn), new(layers / 2, Module.Layer), new(layers - 1, Module.Attention) }
            .Where(k => k.Layer < layers).Distinct();

    private static float[] Zeroed(ModelOptions options, Knockout knockout, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("talo-zeroed-");
        try
        {
            var path = Path.Combine(folder.FullName, "zeroed.gguf");
            ZeroedCopy.Write(options.ModelPath, path, knockout.Layer, knockout.Module != Module.Ffn, knockout.Module != Module.Attention);
            using var stock = LlamaVisionModel.Load(options with { ModelPath = path, InstallHook = false, IsTrusted = true }, null, stop);
            using var prompt = stock.Encode(Text, [], stop);
            return stock.Logits(prompt, [], stop).ToArray();
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

    private static double Difference(float[] one, float[] other)
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
