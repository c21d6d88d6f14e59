namespace TaLo.Gguf.RandomModels;

/// <summary>The metadata of a random decoder.</summary>
internal static class DecoderKeys
{
    public static void Write(GgufWriter writer, DecoderShape shape, string name)
    {
        var arch = shape.Architecture;
        writer.Add("general.architecture", arch);
        writer.Add("general.type", "model");
        writer.Add("general.name", name);
        writer.Add("general.file_type", FileTypes.Of(shape.WeightType));
        writer.Add($"{arch}.block_count", (uint)shape.Layers);
        writer.Add($"{arch}.context_length", (uint)shape.Context);
        writer.Add($"{arch}.embedding_length", (uint)shape.Embedding);
        writer.Add($"{arch}.feed_forward_length", (uint)shape.Ffn);
        writer.Add($"{arch}.attention.head_count", (uint)shape.Heads);
        writer.Add($"{arch}.attention.head_count_kv", (uint)shape.KvHeads);
        writer.Add($"{arch}.attention.key_length", (uint)shape.HeadSize);
        writer.Add($"{arch}.attention.value_length", (uint)shape.HeadSize);
        writer.Add($"{arch}.attention.layer_norm_rms_epsilon", 1e-6f);
        writer.Add($"{arch}.rope.dimension_count", (uint)shape.HeadSize);
        writer.Add($"{arch}.rope.freq_base", shape.RopeBase);
        if (shape.RopeSections.Count > 0)
            writer.Add($"{arch}.rope.dimension_sections", shape.RopeSections.ToArray());
        if (shape.DeepstackLayers > 0)
            writer.Add($"{arch}.n_deepstack_layers", (uint)shape.DeepstackLayers);
        if (shape.SlidingWindow > 0)
        {
            writer.Add($"{arch}.attention.sliding_window", (uint)shape.SlidingWindow);
            writer.Add($"{arch}.attention.sliding_window_pattern", (uint)shape.SlidingWindowPattern);
        }

        WriteTokenizer(writer, shape);
    }

    private static void WriteTokenizer(GgufWriter writer, DecoderShape shape)
    {
        var byteLevel = shape.Tokenizer == TokenizerKind.ByteLevel;
        var vocabulary = byteLevel
            ? ByteLevelVocabulary.Make(shape.Vocabulary)
            : SentencePieceVocabulary.Make(shape.Vocabulary);

        writer.Add("tokenizer.ggml.model", byteLevel ? "gpt2" : "llama");
        writer.Add("tokenizer.ggml.pre", byteLevel ? "gpt-2" : "default");
        writer.Add("tokenizer.ggml.tokens", vocabulary.Tokens.ToArray());
        writer.Add("tokenizer.ggml.token_type", vocabulary.Types.ToArray());
        if (byteLevel)
            writer.Add("tokenizer.ggml.merges", vocabulary.Merges.ToArray());
        else
            writer.Add("tokenizer.ggml.scores", vocabulary.Scores.ToArray());
        writer.Add("tokenizer.ggml.bos_token_id", vocabulary.BeginToken);
        writer.Add("tokenizer.ggml.eos_token_id", vocabulary.EndToken);
        writer.Add("tokenizer.ggml.add_bos_token", true);
        if (shape.ChatTemplate is not null)
            writer.Add("tokenizer.chat_template", shape.ChatTemplate);
    }
}
