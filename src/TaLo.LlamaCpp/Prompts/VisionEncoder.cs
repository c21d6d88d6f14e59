using System.Text;
using TaLo.LlamaCpp.Handles;
using TaLo.LlamaCpp.Images;
using TaLo.LlamaCpp.Native;
using TaLo.Models;

namespace TaLo.LlamaCpp.Prompts;

/// <summary>The vision encoder and projector (mmproj): turns a prompt with images into chunks, each image encoded once.</summary>
internal sealed unsafe class VisionEncoder : IDisposable
{
    private readonly VisionHandle handle;
    private readonly int embeddingLength;

    /// <summary>Loads an mmproj file for a loaded model.</summary>
    /// <exception cref="ModelException">The file does not fit the model, or has no vision encoder.</exception>
    public VisionEncoder(string path, ModelHandle model, EngineDevice device, int threads)
    {
        var parameters = Mtmd.ContextParamsDefault();
        parameters.UseGpu = (byte)(device.IsGpu ? 1 : 0);
        parameters.Device = device.IsGpu ? (void*)device.Handle : null;
        parameters.PrintTimings = 0;
        parameters.Threads = threads;
        parameters.Warmup = 0;
        EngineLog.Forget();
        handle = new VisionHandle(Mtmd.InitFromFile(path, model, parameters));
        if (handle.IsInvalid)
            throw new ModelException($"{path} cannot be loaded as this model's mmproj ({EngineLog.LastError}): "
                + "give the one that belongs to it with --mmproj FILE");
        embeddingLength = Llama.ModelInputEmbedding(model);
        if (!Mtmd.SupportsVision(handle))
            throw new ModelException($"{path} has no vision encoder: give one with --mmproj FILE");
    }

    /// <summary>The native object.</summary>
    public VisionHandle Handle => handle;

    /// <summary>The text that stands for an image.</summary>
    public static string Marker => NativeText.Read(Mtmd.DefaultMarker());

    /// <summary>Tokenizes the text and encodes the images.</summary>
    /// <exception cref="InputException">An image cannot be used, or markers and images differ in number.</exception>
    public EncodedPrompt Encode(string prompt, IReadOnlyList<ReadOnlyMemory<byte>> images)
    {
        var bitmaps = new List<BitmapHandle>();
        var chunks = new ChunksHandle(Mtmd.ChunksInit());
        try
        {
            foreach (var image in images)
                bitmaps.Add(Bitmap(ImageDecoder.Decode(image)));
            Tokenize(prompt, bitmaps, chunks);
            return new EncodedPrompt(Read(chunks), chunks);
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
    public void Dispose() => handle.Dispose();

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

    private List<PromptChunk> Read(ChunksHandle chunks)
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
            if (Mtmd.EncodeChunk(handle, chunk) != 0)
                throw new InputException($"the vision encoder failed on an image ({EngineLog.LastError})");
            var embeddings = new ReadOnlySpan<float>(Mtmd.OutputEmbeddings(handle), count * embeddingLength).ToArray();
            read.Add(new PromptChunk { Image = chunk, Embeddings = embeddings, TokenCount = count });
        }
        return read;
    }
}
