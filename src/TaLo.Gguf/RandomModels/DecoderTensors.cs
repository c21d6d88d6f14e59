namespace TaLo.Gguf.RandomModels;

/// <summary>The tensors of a random decoder, by llama.cpp's names.</summary>
internal static class DecoderTensors
{
    /// <summary>Attention scores and block outputs a little larger than usual, so that every layer is felt.</summary>
    private const double QueryGain = 1.5;
    private const double BlockGain = 2;
    private const double LogitGain = 2;

    public static IReadOnlyList<TensorSpec> Of(DecoderShape shape)
    {
        var tensors = new TensorSpecs(shape.WeightType);

        // Gemma multiplies the embeddings by the square root of the width; the others take them as they are.
        var embedding = shape.Architecture == "gemma3" ? 1 / Math.Sqrt(shape.Embedding) : 1;
        tensors.Table("token_embd.weight", shape.Embedding, shape.Vocabulary, embedding);

        // With the embedding table as output layer, this norm alone decides how large the logits are.
        var outputNorm = shape.TiedEmbeddings ? LogitGain / (embedding * Math.Sqrt(shape.Embedding)) : 1;
        tensors.Norm("output_norm.weight", shape.Embedding, outputNorm);
        if (!shape.TiedEmbeddings)
            tensors.Matrix("output.weight", shape.Embedding, shape.Vocabulary, LogitGain);

        for (var layer = 0; layer < shape.Layers; layer++)
        {
            AddAttention(tensors, shape, $"blk.{layer}");
            AddFfn(tensors, shape, $"blk.{layer}");
        }

        return tensors.All;
    }

    private static void AddAttention(TensorSpecs tensors, DecoderShape shape, string block)
    {
        var queries = shape.Heads * shape.HeadSize;
        var keys = shape.KvHeads * shape.HeadSize;
        tensors.Norm($"{block}.attn_norm.weight", shape.Embedding);
        if (shape.Architecture == "phi3")
        {
            tensors.Matrix($"{block}.attn_qkv.weight", shape.Embedding, queries + 2 * keys, QueryGain);
        }
        else
        {
            tensors.Matrix($"{block}.attn_q.weight", shape.Embedding, queries, QueryGain);
            tensors.Matrix($"{block}.attn_k.weight", shape.Embedding, keys, QueryGain);
            tensors.Matrix($"{block}.attn_v.weight", shape.Embedding, keys);
        }

        if (shape.Architecture is "qwen2" or "qwen2vl")
        {
            tensors.Bias($"{block}.attn_q.bias", queries);
            tensors.Bias($"{block}.attn_k.bias", keys);
            tensors.Bias($"{block}.attn_v.bias", keys);
        }

        if (shape.Architecture is "qwen3" or "qwen3vl" or "gemma3")
        {
            tensors.Norm($"{block}.attn_q_norm.weight", shape.HeadSize, QueryGain);
            tensors.Norm($"{block}.attn_k_norm.weight", shape.HeadSize, QueryGain);
        }

        tensors.Matrix($"{block}.attn_output.weight", queries, shape.Embedding, BlockGain);
        if (shape.OutputBiases)
            tensors.Bias($"{block}.attn_output.bias", shape.Embedding);
        if (shape.Architecture == "gemma3")
            tensors.Norm($"{block}.post_attention_norm.weight", shape.Embedding, 0.7);
    }

    private static void AddFfn(TensorSpecs tensors, DecoderShape shape, string block)
    {
        tensors.Norm($"{block}.ffn_norm.weight", shape.Embedding);
        if (shape.Architecture == "phi3")
        {
            tensors.Matrix($"{block}.ffn_up.weight", shape.Embedding, 2 * shape.Ffn);
        }
        else
        {
            tensors.Matrix($"{block}.ffn_gate.weight", shape.Embedding, shape.Ffn);
            tensors.Matrix($"{block}.ffn_up.weight", shape.Embedding, shape.Ffn);
        }

        tensors.Matrix($"{block}.ffn_down.weight", shape.Ffn, shape.Embedding, BlockGain);
        if (shape.OutputBiases)
            tensors.Bias($"{block}.ffn_down.bias", shape.Embedding);
        if (shape.Architecture == "gemma3")
            tensors.Norm($"{block}.post_ffw_norm.weight", shape.Embedding, 0.7);
    }
}
