using System.Globalization;
using System.Text;
using LLama.Native;
using TaLo.Images;
using TaLo.LlamaCpp.Graph;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Prompts;

/// <summary>The vision encoder and projector (mmproj): turns a prompt with images into chunks, each image encoded once.</summary>
internal sealed unsafe class VisionEncoder : IDisposable
{
    // Pieces of an encoder between two looks at a cancellation token: some 0.15 s on one core, a few milliseconds on a GPU.
    private const double WorkPerPieceCpu = 4e9;
    private const double WorkPerPieceGpu = 2e11;
    private readonly SafeMtmdModelHandle handle;
    private readonly EncoderStop stop;
    private readonly Lock encoding = new();
    private readonly int embeddingLength;
    private readonly Vocabulary vocabulary;

    /// <summary>Loads an mmproj file for a loaded model.</summary>
    /// <param name="path">The mmproj file.</param>
    /// <param name="model">The model that the image tokens are for.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">CPU threads.</param>
    /// <param name="workPerPiece">Multiply-additions between two looks at the cancellation token; null for the device's own.</param>
    /// <exception cref="ModelException">The file does not fit the model, or has no vision encoder.</exception>
    public VisionEncoder(string path, SafeLlamaModelHandle model, EngineDevice device, int threads, double? workPerPiece = null)
    {
        vocabulary = new Vocabulary(model);
        stop = new EncoderStop(workPerPiece ?? (device.IsGpu ? WorkPerPieceGpu : WorkPerPieceCpu));
        var parameters = Mtmd.ContextParamsDefault();
        parameters.UseGpu = (byte)(device.IsGpu ? 1 : 0);
        parameters.PrintTimings = 0;
        parameters.Threads = threads;
        parameters.Warmup = 0;
        parameters.EvalCallback = EncoderStop.Callback;
        parameters.EvalCallbackUserData = stop.UserData;
        EngineLog.Forget();
        handle = Mtmd.InitFromFile(path, model, parameters);
        embeddingLength = Llama.ModelInputEmbedding(model);
        var problem = handle.IsInvalid
            ? $"{path} cannot be loaded as this model's mmproj ({EngineLog.FirstError}): give the one that belongs to it with --mmproj FILE"
            : !handle.SupportVision() ? $"{path} has no vision encoder: give one with --mmproj FILE" : null;
        if (problem is null)
            return;
        Dispose();
        throw new ModelException(problem);
    }

    /// <summary>The native object.</summary>
    public SafeMtmdModelHandle Handle => handle;

    /// <summary>What stops a running encoder.</summary>
    public EncoderStop Stop => stop;

    /// <summary>The text that stands for an image.</summary>
    public static string Marker => NativeApi.MtmdDefaultMarker()!;

    /// <summary>Tokenizes the text and encodes the images. Calls from several threads are served one after another.</summary>
    /// <param name="prompt">Text with one <see cref="Marker"/> for each image.</param>
    /// <param name="images">Encoded image files in the markers' order.</param>
    /// <param name="cancellationToken">Stops the encoder.</param>
    /// <param name="known">Images that need not be encoded again, and where new ones are kept; null for none.</param>
    /// <exception cref="InputException">An image cannot be used, or markers and images differ in number.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public EncodedPrompt Encode(string prompt, IReadOnlyList<ReadOnlyMemory<byte>> images, CancellationToken cancellationToken, EncodedImages? known = null)
    {
        // A chat may ask while the next sample of a paused sweep is encoded ahead.
        lock (encoding)
            return EncodeAlone(prompt, images, known, cancellationToken);
    }

    private EncodedPrompt EncodeAlone(string prompt, IReadOnlyList<ReadOnlyMemory<byte>> images, EncodedImages? known, CancellationToken cancellationToken)
    {
        var bitmaps = new List<BitmapHandle>();
        var sources = images.Select(i => known?.Find(i)).ToList();
        var chunks = new ChunksHandle(Mtmd.ChunksInit());
        try
        {
            for (var i = 0; i < images.Count; i++)
                bitmaps.Add(sources[i] is { IsEncoded: true } source
                    ? Bitmap(i, source.Width, source.Height, null)
                    : Bitmap(i, ImageDecoder.Decode(images[i]), sources[i]));
            var quoted = vocabulary.Quoted(prompt);
            Tokenize(quoted?.Text ?? prompt, bitmaps, chunks);
            if (Read(chunks, sources, quoted, cancellationToken) is { } read)
                return new EncodedPrompt(read, chunks);
            chunks.Dispose();
            return EncodeAlone(prompt, images, known, cancellationToken);
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
        stop.Dispose();
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

    /// <returns>The chunks; null where an image kept from before does not fit here and must be encoded anew.</returns>
    private List<PromptChunk>? Read(ChunksHandle chunks, List<EncodedImage?> sources, QuotedRuns? quoted, CancellationToken cancellationToken)
    {
        var read = new List<PromptChunk>();
        var partsRead = new int[sources.Count];
        for (nuint i = 0; i < Mtmd.ChunksSize(chunks); i++)
        {
            using var chunk = SafeMtmdInputChunk.Wrap(Mtmd.ChunksGet(chunks, i))!;
            var count = (int)chunk.NTokens;
            if (chunk.Type == SafeMtmdInputChunk.SafeMtmdInputChunkType.Text)
            {
                var tokens = chunk.GetTextTokensSpan().ToArray();
                tokens = quoted?.Expand(tokens) ?? tokens;
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
            embeddings ??= Encode(chunk.NativePtr, count, cancellationToken);
            source?.Keep(part, embeddings);
            read.Add(new PromptChunk { Image = chunk.NativePtr, Embeddings = embeddings, ImageKey = source is null ? "" : $"{source.Key} {part}", TokenCount = count });
        }
        foreach (var source in sources)
            source?.IsEncoded = true;
        return read;
    }

    private float[] Encode(nint chunk, int count, CancellationToken cancellationToken)
    {
        EngineLog.Forget();
        stop.Begin(cancellationToken);
        var status = Mtmd.EncodeChunk(handle, chunk);
        stop.End();
        if (status != 0)
            throw new InputException($"the vision encoder failed on an image ({EngineLog.FirstError})");
        return new ReadOnlySpan<float>(Mtmd.OutputEmbeddings(handle), count * embeddingLength).ToArray();
    }
}
