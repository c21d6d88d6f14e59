namespace TaLo.Gguf.RandomModels;

/// <summary>The tensors of a random vision encoder and projector, by libmtmd's names.</summary>
internal static class VisionTensors
{
    private const double PatchGain = 2;
    private const double PositionDeviation = 0.5;

    /// <summary>Makes up for what the activation between two projector layers takes away.</summary>
    private const double ProjectorGain = 2;

    public static IReadOnlyList<TensorSpec> Of(VisionShape shape, DecoderShape text)
    {
        var tensors = new TensorSpecs(shape.WeightType);
        AddInput(tensors, shape);
        for (var layer = 0; layer < shape.Layers; layer++)
            AddLayer(tensors, shape, $"v.blk.{layer}");
        tensors.LayerNorm("v.post_ln", shape.Embedding);
        AddProjector(tensors, shape, text.Embedding);
        return tensors.All;
    }

    private static void AddInput(TensorSpecs tensors, VisionShape shape)
    {
        tensors.Patches("v.patch_embd.weight", shape.PatchSize, shape.Embedding, PatchGain);
        var isQwen = shape.Projector is "qwen2vl_merger" or "qwen2.5vl_merger" or "qwen3vl_merger";
        if (isQwen)
            tensors.Patches("v.patch_embd.weight.1", shape.PatchSize, shape.Embedding, PatchGain);
        if (shape.Projector == "mlp")
            tensors.LayerNorm("v.pre_ln", shape.Embedding);
        if (shape.Projector is "qwen2vl_merger" or "qwen2.5vl_merger")
            return;

        var side = shape.ImageSize / shape.PatchSize;
        tensors.Bias("v.patch_embd.bias", shape.Embedding);
        tensors.Float("v.position_embd.weight", shape.Embedding, side * side, PositionDeviation);
    }

    private static void AddLayer(TensorSpecs tensors, VisionShape shape, string block)
    {
        tensors.LayerNorm($"{block}.ln1", shape.Embedding);
        if (shape.Projector == "qwen3vl_merger")
        {
            tensors.Linear($"{block}.attn_qkv", shape.Embedding, 3 * shape.Embedding);
        }
        else
        {
            tensors.Linear($"{block}.attn_q", shape.Embedding, shape.Embedding);
            tensors.Linear($"{block}.attn_k", shape.Embedding, shape.Embedding);
            tensors.Linear($"{block}.attn_v", shape.Embedding, shape.Embedding);
        }

        tensors.Linear($"{block}.attn_out", shape.Embedding, shape.Embedding);
        tensors.LayerNorm($"{block}.ln2", shape.Embedding);
        tensors.Linear($"{block}.ffn_up", shape.Embedding, shape.Ffn);
        if (shape.Projector == "qwen2.5vl_merger")
            tensors.Linear($"{block}.ffn_gate", shape.Embedding, shape.Ffn);
        tensors.Linear($"{block}.ffn_down", shape.Ffn, shape.Embedding);
        if (!shape.ScalesBlocks)
            return;
        foreach (var name in new[] { "ls1", "ls2", "attn_post_norm", "ffn_post_norm" })
            tensors.Norm($"{block}.{name}.weight", shape.Embedding);
    }

    private static void AddProjector(TensorSpecs tensors, VisionShape shape, int textWidth)
    {
        var merged = shape.Embedding * shape.Merge * shape.Merge;
        switch (shape.Projector)
        {
            case "mlp":
                tensors.Linear("mm.0", shape.Embedding, textWidth);
                tensors.Linear("mm.2", textWidth, textWidth, ProjectorGain);
                break;
            case "qwen2vl_merger" or "qwen2.5vl_merger" or "qwen3vl_merger":
                AddMerger(tensors, 4 * shape.Embedding, textWidth, "mm.0", "mm.2");
                foreach (var layer in shape.DeepstackLayers)
                {
                    tensors.LayerNorm($"v.deepstack.{layer}.norm", 4 * shape.Embedding);
                    AddMerger(tensors, 4 * shape.Embedding, textWidth,
                        $"v.deepstack.{layer}.fc1", $"v.deepstack.{layer}.fc2");
                }

                break;
            case "gemma3":
                tensors.Norm("mm.soft_emb_norm.weight", shape.Embedding);
                tensors.Float("mm.input_projection.weight", textWidth, shape.Embedding, 1 / Math.Sqrt(shape.Embedding));
                break;
            case "idefics3":
                tensors.Matrix("mm.model.fc.weight", merged, textWidth);
                break;
            default:
                throw new ArgumentException($"random weights for projector type {shape.Projector} are not known");
        }
    }

    private static void AddMerger(TensorSpecs tensors, int merged, int textWidth, string first, string second)
    {
        tensors.Linear(first, merged, merged);
        tensors.Linear(second, merged, textWidth, ProjectorGain);
    }
}
