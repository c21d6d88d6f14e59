namespace TaLo.Gguf;

/// <summary>Gathers a <see cref="ModelFile"/> from the headers of a model's file or files.</summary>
internal static class ModelFileReader
{
    private const uint MostBaseModels = 16;

    public static ModelFile Read(string path)
    {
        var parts = SplitModel.ReadParts(path);
        var first = parts[0];
        var architecture = first.Architecture ?? throw new ModelException(
            $"{first.Path}: no general.architecture: this GGUF file is not a model; choose another one");

        var tensors = parts.SelectMany(part => part.Tensors).ToList();
        var isMmproj = architecture == "clip" || first.GetString("general.type") == "mmproj";
        var file = new ModelFile
        {
            Path = first.Path,
            SizeBytes = parts.Sum(part => part.Length),
            PartCount = parts.Count,
            Name = NameOf(first),
            Family = $"{first.GetString("general.basename")} {first.GetString("general.size_label")}".Trim(),
            BaseModels = BaseModelsOf(first),
            Architecture = architecture,
            FileType = first.GetUInt32("general.file_type") is { } type ? FileTypes.Name(type) : FileTypes.Guess(tensors),
            ParameterCount = tensors.Sum(tensor => tensor.ElementCount),
            IsMmproj = isMmproj,
            HoldsVision = !isMmproj && tensors.Exists(tensor => tensor.Name.StartsWith("v.", StringComparison.Ordinal)),
        };
        return isMmproj ? WithVision(file, first) : WithDecoder(file, first);
    }

    private static ModelFile WithDecoder(ModelFile file, GgufFile header)
    {
        var prefix = file.Architecture;
        var embedding = header.GetUInt32($"{prefix}.embedding_length");
        var heads = Largest(header, $"{prefix}.attention.head_count");
        return file with
        {
            LayerCount = header.GetUInt32($"{prefix}.block_count"),
            EmbeddingLength = embedding,
            ContextLength = header.GetUInt32($"{prefix}.context_length"),
            HeadCount = heads,
            KvHeadCount = Largest(header, $"{prefix}.attention.head_count_kv") ?? heads,
            ChatTemplate = header.GetString("tokenizer.chat_template"),

            // Granite maps its features to layers in a way of its own.
            ImageTokenWidth = header.Metadata.ContainsKey($"{prefix}.deepstack_mapping")
                ? null
                : embedding * (1L + (header.GetUInt32($"{prefix}.n_deepstack_layers") ?? 0)),
        };
    }

    private static ModelFile WithVision(ModelFile file, GgufFile header)
    {
        var projector = header.GetString("clip.projector_type") is { Length: > 0 } type
            ? type
            : header.GetString("clip.vision.projector_type") ?? header.GetString("clip.audio.projector_type");
        var heads = header.GetUInt32("clip.vision.attention.head_count");
        return file with
        {
            LayerCount = header.GetUInt32("clip.vision.block_count"),
            EmbeddingLength = header.GetUInt32("clip.vision.embedding_length"),
            HeadCount = heads,
            KvHeadCount = heads,
            TakesImages = header.GetBoolean("clip.has_vision_encoder") ?? false,
            ProjectorType = projector,
            ImageTokenWidth = Projectors.Width(header, projector),
        };
    }

    private static string NameOf(GgufFile file) =>
        file.GetString("general.name") is { } name && !string.IsNullOrWhiteSpace(name)
            ? name
            : Path.GetFileNameWithoutExtension(file.Path);

    // The count is a file's own word: names are read as far as there are any.
    private static List<string> BaseModelsOf(GgufFile file) =>
    [
        .. Enumerable.Range(0, (int)Math.Min(file.GetUInt32("general.base_model.count") ?? 0, MostBaseModels))
            .Select(i => file.GetString($"general.base_model.{i}.name")).OfType<string>().Where(name => !string.IsNullOrWhiteSpace(name)),
    ];

    /// <summary>A number that some architectures give once and others for each layer.</summary>
    private static uint? Largest(GgufFile file, string key)
    {
        if (!file.Metadata.TryGetValue(key, out var value) || value.Type != GgufValueType.Array)
            return file.GetUInt32(key);

        return value.Items is { Count: > 0 } items
            ? items.Max(item => item switch { uint number => number, int and >= 0 and var number => (uint)number, _ => 0u })
            : null;
    }
}
