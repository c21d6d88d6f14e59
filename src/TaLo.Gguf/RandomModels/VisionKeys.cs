namespace TaLo.Gguf.RandomModels;

/// <summary>The metadata of a random mmproj file.</summary>
internal static class VisionKeys
{
    private static readonly float[] Half = [0.5f, 0.5f, 0.5f];

    public static void Write(GgufWriter writer, VisionShape shape, DecoderShape text, string name)
    {
        writer.Add("general.architecture", "clip");
        writer.Add("general.type", "mmproj");
        writer.Add("general.name", name);
        writer.Add("general.file_type", FileTypes.Of(shape.WeightType));
        writer.Add("clip.has_vision_encoder", true);
        writer.Add("clip.projector_type", shape.Projector);
        writer.Add("clip.use_gelu", shape.Projector is not ("qwen2vl_merger" or "qwen2.5vl_merger"));
        writer.Add("clip.vision.image_size", (uint)shape.ImageSize);
        writer.Add("clip.vision.patch_size", (uint)shape.PatchSize);
        writer.Add("clip.vision.embedding_length", (uint)shape.Embedding);
        writer.Add("clip.vision.feed_forward_length", (uint)shape.Ffn);
        writer.Add("clip.vision.block_count", (uint)shape.Layers);
        writer.Add("clip.vision.attention.head_count", (uint)shape.Heads);
        writer.Add("clip.vision.attention.layer_norm_epsilon", 1e-6f);
        writer.Add("clip.vision.projection_dim", (uint)text.Embedding);
        writer.Add("clip.vision.image_mean", Half);
        writer.Add("clip.vision.image_std", Half);
        switch (shape.Projector)
        {
            case "mlp":
                // Without this key the encoder's last layer is not run.
                writer.Add("clip.vision.feature_layer", new[] { shape.Layers });
                break;
            case "qwen2.5vl_merger":
                writer.Add("clip.use_silu", true);
                writer.Add("clip.vision.n_wa_pattern", 2u);
                writer.Add("clip.vision.spatial_merge_size", 2u);
                break;
            case "gemma3" or "idefics3":
                writer.Add("clip.vision.projector.scale_factor", (uint)shape.Merge);
                break;
            default:
                writer.Add("clip.vision.spatial_merge_size", 2u);
                break;
        }
    }
}
