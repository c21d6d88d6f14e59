using System.Text;
using TaLo.LlamaCpp.Graph;
using TaLo.LlamaCpp.Handles;
using TaLo.LlamaCpp.Images;
using TaLo.LlamaCpp.Native;
using TaLo.Models;

namespace TaLo.LlamaCpp.Prompts;

/// <summary>The vision encoder and projector (mmproj): turns a prompt with images into chunks, each image encoded once.</summary>
internal sealed unsafe class VisionEncoder : IDisposable
{
    // Pieces of an encoder between two looks at a cancellation token: about 0.1 s on one core, a few milliseconds on a GPU.
    private const double WorkPerPieceCpu = 2e9;
    private const double WorkPerPieceGpu = 2e11;
    private readonly VisionHandle handle;
    private readonly EncoderStop stop;
    private readonly int embeddingLength;

    /// <summary>Loads an mmproj file for a loaded model.</summary>
    /// <param name="path">The mmproj file.</param>
    /// <param name="model">The model that the image tokens are for.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">CPU threads.</param>
    /// <param name="workPerPiece">Multiply-additions between two looks at the cancellation token; null for the device's own.</param>
    /// <exception cref="ModelException">The file does not fit the model, or has no vision encoder.</exception>
    public VisionEncoder(string path, ModelHandle model, EngineDevice device, int threads, double? workPerPiece = null)
    {
        stop = new EncoderStop(workPerPiece ?? (device.IsGpu ? WorkPerPieceGpu : WorkPerPieceCpu));
        var parameters = Mtmd.ContextParamsDefault();
        parameters.UseGpu = (byte)(device.IsGpu ? 1 : 0);
        parameters.Device = device.IsGpu ? (void*)device.Handle : null;
        parameters.PrintTimings = 0;
        parameters.Threads = threads;
        parameters.Warmup = 0;
        parameters.EvalCallback = EncoderStop.Callback;
        parameters.EvalCallbackUserData = stop.UserData;
        EngineLog.Forget();
        handle = new VisionHandle(Mtmd.InitFromFile(path, model, parameters));
        embeddingLength = Llama.ModelInputEmbedding(model);
        var problem = handle.IsInvalid
            ? $"{path} cannot be loaded as this model's mmproj ({EngineLog.LastError}): give the one that belongs to it with --mmproj FILE"
            : !Mtmd.SupportsVision(handle) ? $"{path} has no vision encoder: give one with --mmproj FILE" : null;
        if (problem is null)
            return;
        Dispose();
        throw new ModelException(problem);
    }

    /// <summary>The native object.</summary>
    public VisionHandle Handle => handle;

    /// <summary>What stops a running encoder.</summary>
    public EncoderStop Stop => stop;

    /// <summary>The text that stands for an image.</summary>
    public static string Marker => NativeText.Read(Mtmd.DefaultMarker());

    /// <summary>Tokenizes the text and encodes the images.</summary>
    /// <exception cref="InputException">An image cannot be used, or markers and images differ in number.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public EncodedPrompt Encode(string prompt, IReadOnlyList<ReadOnlyMemory<byte>> images, CancellationToken cancellationToken)
    {
        var bitmaps = new List<BitmapHandle>();
        var chunks = new ChunksHandle(Mtmd.ChunksInit());
        try
        {
            foreach (var image in images)
                bitmaps.Add(Bitmap(ImageDecoder.Decode(image)));
            Tokenize(prompt, bitmaps, chunks);
            return new EncodedPrompt(Read(chunks, cancellationToken), chunks);
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

    private static BitmapHandle Bitmap(RgbImage image)
    {
        fixed (byte* p = image.Pixels)
            return new BitmapHandle(Mtmd.BitmapInit((uint)image.Width, (uint)image.Height, p));
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
                    : $"an image cannot be prepared for this model ({EngineLog.LastError})");
        }
    }

    private List<PromptChunk> Read(ChunksHandle chunks, CancellationToken cancellationToken)
    {
        var read = new List<PromptChunk>();
        for (nuint i = 0; i < Mtmd.ChunksSize(chunks); i++)
        {
            var chunk = Mtmd.ChunksGet(chunks, i);
            var count = (int)Mtmd.ChunkTokenCount(chunk);
            if (Mtmd.ChunkType(chunk) == Mtmd.ChunkText)
            {
                nuint n;
                var tokens = Mtmd.ChunkTokens(chunk, &n);
                read.Add(new PromptChunk { Tokens = new ReadOnlySpan<int>(tokens, (int)n).ToArray(), TokenCount = (int)n });
                continue;
            }
            EngineLog.Forget();
            stop.Begin(cancellationToken);
            var status = Mtmd.EncodeChunk(handle, chunk);
            stop.End();
            if (status != 0)
                throw new InputException($"the vision encoder failed on an image ({EngineLog.LastError})");
            var embeddings = new ReadOnlySpan<float>(Mtmd.OutputEmbeddings(handle), count * embeddingLength).ToArray();
            read.Add(new PromptChunk { Image = chunk, Embeddings = embeddings, TokenCount = count });
        }
        return read;
    }
}
