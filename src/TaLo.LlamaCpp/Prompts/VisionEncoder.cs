using System.Globalization;
using System.Text;
using LLama.Native;
using TaLo.Images;
using TaLo.LlamaCpp.Graph;
using TaLo.LlamaCpp.Native;
using TaLo.LlamaCpp.Trials;
using TaLo.Models;

namespace TaLo.LlamaCpp.Prompts;

/// <summary>
/// The vision encoder and projector (mmproj): turns a prompt with images into chunks, each image encoded once, and once more for each
/// set of its layers that is bypassed.
/// </summary>
internal sealed unsafe class VisionEncoder : IDisposable
{
    // Pieces of an encoder between two looks at a cancellation token: some 0.15 s on one core, a few milliseconds on a GPU.
    private const double WorkPerPieceCpu = 4e9;
    private const double WorkPerPieceGpu = 2e11;
    private readonly SafeMtmdModelHandle handle;
    private readonly EncoderCallback callback;
    private readonly bool installHook;
    private readonly Lock encoding = new();
    private readonly int embeddingLength;
    private readonly Vocabulary vocabulary;

    /// <summary>Loads an mmproj file for a loaded model.</summary>
    /// <param name="path">The mmproj file.</param>
    /// <param name="model">The model that the image tokens are for.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">CPU threads.</param>
    /// <param name="installHook">Whether its layers can be bypassed.</param>
    /// <param name="workPerPiece">Multiply-additions between two looks at the cancellation token; null for the device's own.</param>
    /// <exception cref="ModelException">The file does not fit the model, or has no vision encoder.</exception>
    public VisionEncoder(string path, SafeLlamaModelHandle model, EngineDevice device, int threads, bool installHook = true, double? workPerPiece = null)
    {
        vocabulary = new Vocabulary(model);
        this.installHook = installHook;
        callback = new EncoderCallback(new EncoderStop(workPerPiece ?? (device.IsGpu ? WorkPerPieceGpu : WorkPerPieceCpu)), new EncoderHook());
        var parameters = Mtmd.ContextParamsDefault();
        parameters.UseGpu = (byte)(device.IsGpu ? 1 : 0);
        parameters.PrintTimings = 0;
        parameters.Threads = threads;
        parameters.Warmup = 0;
        parameters.EvalCallback = EncoderCallback.Function;
        parameters.EvalCallbackUserData = callback.UserData;
        EngineLog.Forget();
        handle = Mtmd.InitFromFile(path, model, parameters);
        embeddingLength = Llama.ModelInputEmbedding(model);
        var problem = handle.IsInvalid
            ? $"{path} cannot be loaded as this model's mmproj ({EngineLog.FirstError}): give the one that belongs to it with --mmproj FILE"
            : !handle.SupportVision() ? $"{path} has no vision encoder: give one with --mmproj FILE" : null;
        if (problem is null)
        {
            WhyNoLayers = Look();
            return;
        }
        Dispose();
        throw new ModelException(problem);
    }

    /// <summary>The native object.</summary>
    public SafeMtmdModelHandle Handle => handle;

    /// <summary>What stops a running encoder.</summary>
    public EncoderStop Stop => callback.Stop;

    /// <summary>Layers that it runs and that can be bypassed; files may hold more than are run.</summary>
    public int LayerCount { get; private set; }

    /// <summary>Why its layers cannot be bypassed, one line; null where they can.</summary>
    public string? WhyNoLayers { get; }

    /// <summary>The text that stands for an image.</summary>
    public static string Marker => NativeApi.MtmdDefaultMarker()!;

    /// <summary>Tokenizes the text and encodes the images. Calls from several threads are served one after another.</summary>
    /// <param name="prompt">Text with one <see cref="Marker"/> for each image.</param>
    /// <param name="images">Encoded image files in the markers' order.</param>
    /// <param name="cancellationToken">Stops the encoder.</param>
    /// <param name="known">Images that need not be encoded again, and where new ones are kept; null for none.</param>
    /// <param name="knockouts">What of the encoder is bypassed; null for nothing.</param>
    /// <exception cref="InputException">An image cannot be used, or markers and images differ in number.</exception>
    /// <exception cref="ModelException">The encoder has no such layer.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public EncodedPrompt Encode(
        string prompt, IReadOnlyList<ReadOnlyMemory<byte>> images, CancellationToken cancellationToken, EncodedImages? known = null, IReadOnlyList<Knockout>? knockouts = null)
    {
        knockouts = Checked(knockouts ?? []);
        // A chat may ask while the next sample of a paused sweep is encoded ahead.
        lock (encoding)
            return EncodeAlone(prompt, images, known, knockouts, cancellationToken);
    }

    /// <summary>Encodes the images of a prompt anew, under knockouts.</summary>
    /// <param name="prompt">The chunks of a prompt that was encoded without known images, which leave no pixels; what comes out belongs to it.</param>
    /// <param name="knockouts">What of the encoder is bypassed.</param>
    /// <param name="cancellationToken">Stops the encoder.</param>
    /// <exception cref="ModelException">The encoder has no such layer.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public IReadOnlyList<PromptChunk> EncodeAnew(IReadOnlyList<PromptChunk> prompt, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken)
    {
        knockouts = Checked(knockouts);
        lock (encoding)
        {
            return [.. prompt.Select(chunk => !chunk.IsImage ? chunk : new PromptChunk
            {
                Image = chunk.Image,
                Embeddings = Encode(chunk.Image, chunk.TokenCount, knockouts, cancellationToken),
                TokenCount = chunk.TokenCount,
            })];
        }
    }

    /// <summary>What of knockouts is the vision encoder's, and what the decoder's.</summary>
    public static (IReadOnlyList<Knockout> Vision, IReadOnlyList<Knockout> Decoder) Split(IReadOnlyList<Knockout> knockouts) =>
        knockouts.Any(k => k.IsOfVision) ? ([.. knockouts.Where(k => k.IsOfVision)], [.. knockouts.Where(k => !k.IsOfVision)]) : ([], knockouts);

    /// <exception cref="ModelException">The encoder has no such layer.</exception>
    private IReadOnlyList<Knockout> Checked(IReadOnlyList<Knockout> knockouts)
    {
        if (knockouts.Count == 0)
            return knockouts;
        if (!installHook)
            throw new InvalidOperationException("The model was loaded without the layer hook.");
        if (WhyNoLayers is { } why)
            throw new ModelException($"{knockouts[0]}: {why}");
        return knockouts.FirstOrDefault(k => k.Layer < 0 || k.Layer >= LayerCount) is { IsOfVision: true } missing
            ? throw new ModelException($"there is no {missing}: the vision encoder runs layers 0 to {LayerCount - 1}")
            : knockouts;
    }

    /// <summary>Finds out which layers are run: a picture is passed through, but nothing is computed.</summary>
    /// <returns>Why they cannot be bypassed, or null.</returns>
    private string? Look()
    {
        using var bitmap = Bitmap(0, ImageDecoder.Decode(TrialImage.Png), null);
        using var chunks = new ChunksHandle(Mtmd.ChunksInit());
        try
        {
            Tokenize(Marker, [bitmap], chunks);
            for (nuint i = 0; i < Mtmd.ChunksSize(chunks); i++)
            {
                using var chunk = SafeMtmdInputChunk.Wrap(Mtmd.ChunksGet(chunks, i))!;
                if (chunk.Type == SafeMtmdInputChunk.SafeMtmdInputChunkType.Text)
                    continue;
                callback.Stop.Begin(CancellationToken.None);
                callback.Hook.BeginLook();
                _ = Mtmd.EncodeChunk(handle, chunk.NativePtr);
                callback.Hook.End();
                LayerCount = callback.Hook.LayerCount;
                break;
            }
        }
        catch (TaLoException e)
        {
            return e.Message;
        }
        return LayerCount > 0 ? null : "the graph of this vision encoder has no nodes 'layer_out-N': its layers cannot be bypassed yet";
    }

    private EncodedPrompt EncodeAlone(
        string prompt, IReadOnlyList<ReadOnlyMemory<byte>> images, EncodedImages? known, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken,
        params IReadOnlyList<int> taken)
    {
        var bitmaps = new List<BitmapHandle>();
        var under = string.Join(" + ", knockouts.Order());
        var sources = images.Select(i => known?.Find(i, under)).ToList();
        var chunks = new ChunksHandle(Mtmd.ChunksInit());
        try
        {
            for (var i = 0; i < images.Count; i++)
                bitmaps.Add(sources[i] is { IsEncoded: true } source
                    ? Bitmap(i, source.Width, source.Height, null)
                    : Bitmap(i, ImageDecoder.Decode(images[i]), sources[i]));
            var quoted = vocabulary.Quoted(prompt, taken);
            Tokenize(quoted?.Text ?? prompt, bitmaps, chunks);
            // Around some images stands the very token that was to stand in for quoted text.
            var isMistaken = quoted is not null && Texts(chunks).Sum(t => t.Count(quoted.Placeholder)) != quoted.Runs.Count;
            if (!isMistaken && Read(chunks, sources, quoted, knockouts, cancellationToken) is { } read)
                return new EncodedPrompt(read, chunks);
            chunks.Dispose();
            return EncodeAlone(prompt, images, known, knockouts, cancellationToken, isMistaken ? [.. taken, quoted!.Placeholder] : taken);
        }
        catch
        {
            chunks.Dispose();
            throw;
        }
        finally
        {
            bitmaps.ForEach(b => b.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        handle.Dispose();
        callback.Dispose();
    }

    private static BitmapHandle Bitmap(int index, RgbImage image, EncodedImage? source)
    {
        source?.SetSize(image.Width, image.Height);
        return Bitmap(index, image.Width, image.Height, image.Pixels);
    }

    /// <summary>A bitmap whose chunks can be told by its index; without pixels it only takes its place.</summary>
    private static BitmapHandle Bitmap(int index, int width, int height, byte[]? pixels)
    {
        fixed (byte* p = pixels)
        {
            var bitmap = new BitmapHandle(Mtmd.BitmapInit((uint)width, (uint)height, p));
            Mtmd.BitmapSetId(bitmap, index.ToString(CultureInfo.InvariantCulture));
            return bitmap;
        }
    }

    private void Tokenize(string prompt, List<BitmapHandle> bitmaps, ChunksHandle chunks)
    {
        var bytes = Encoding.UTF8.GetBytes(prompt + '\0');
        var pointers = bitmaps.Select(b => b.DangerousGetHandle()).ToArray();
        fixed (byte* t = bytes)
        fixed (nint* p = pointers)
        {
            var text = new MtmdInputText
            {
                Text = t,
                TextLength = (nuint)(bytes.Length - 1),
                AddSpecial = 1,
                ParseSpecial = 1,
            };
            EngineLog.Forget();
            var status = Mtmd.Tokenize(handle, chunks, &text, p, (nuint)pointers.Length);
            if (status != 0)
                throw new InputException(status == 1
                    ? $"the prompt has another number of image places than the sample has images ({pointers.Length})"
                    : $"an image cannot be prepared for this model ({EngineLog.FirstError})");
        }
    }

    private static IEnumerable<int[]> Texts(ChunksHandle chunks)
    {
        for (nuint i = 0; i < Mtmd.ChunksSize(chunks); i++)
        {
            using var chunk = SafeMtmdInputChunk.Wrap(Mtmd.ChunksGet(chunks, i))!;
            if (chunk.Type == SafeMtmdInputChunk.SafeMtmdInputChunkType.Text)
                yield return Array.ConvertAll(chunk.GetTextTokensSpan().ToArray(), t => (int)t);
        }
    }

    /// <returns>The chunks; null where an image kept from before does not fit here and must be encoded anew.</returns>
    private List<PromptChunk>? Read(
        ChunksHandle chunks, List<EncodedImage?> sources, QuotedRuns? quoted, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken)
    {
        var read = new List<PromptChunk>();
        var partsRead = new int[sources.Count];
        var chunkCount = Mtmd.ChunksSize(chunks);
        for (nuint i = 0; i < chunkCount; i++)
        {
            using var chunk = SafeMtmdInputChunk.Wrap(Mtmd.ChunksGet(chunks, i))!;
            var count = (int)chunk.NTokens;
            if (chunk.Type == SafeMtmdInputChunk.SafeMtmdInputChunkType.Text)
            {
                var tokens = chunk.GetTextTokensSpan().ToArray();
                tokens = quoted?.Expand(tokens) ?? tokens;
                if (i == chunkCount - 1)
                    tokens = vocabulary.WithoutAddedEnd(tokens);
                if (tokens.Length > 0)
                    read.Add(new PromptChunk { Tokens = tokens, TokenCount = tokens.Length });
                continue;
            }
            var index = int.Parse(chunk.Id!, CultureInfo.InvariantCulture);
            var (source, part) = (sources[index], partsRead[index]++);
            var embeddings = source?.Part(part, count * embeddingLength);
            if (embeddings is null && source is { IsEncoded: true })
            {
                source.Forget();
                return null;
            }
            embeddings ??= Encode(chunk.NativePtr, count, knockouts, cancellationToken);
            source?.Keep(part, embeddings);
            read.Add(new PromptChunk { Image = chunk.NativePtr, Embeddings = embeddings, ImageKey = source is null ? "" : $"{source.Key} {part}", TokenCount = count });
        }
        foreach (var source in sources)
            source?.IsEncoded = true;
        return read;
    }

    private float[] Encode(nint chunk, int count, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken)
    {
        EngineLog.Forget();
        callback.Stop.Begin(cancellationToken);
        callback.Hook.Begin(knockouts);
        var status = Mtmd.EncodeChunk(handle, chunk);
        callback.Stop.End();
        if (status != 0)
            throw new InputException($"the vision encoder failed on an image ({EngineLog.FirstError})");
        callback.Hook.End();
        return new ReadOnlySpan<float>(Mtmd.OutputEmbeddings(handle), count * embeddingLength).ToArray();
    }
}
