using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace TaLo.Tasks;

/// <summary>Reads a row's images: base64 in the cell, another row's index, or files.</summary>
internal sealed class TsvImages(TsvFile file, TsvCatalogue catalogue)
{
    /// <summary>VLMEvalKit's rule: a cell no longer than this is the index of the row that holds the image.</summary>
    private const int LongestReference = 64;
    private const long MaxFileBytes = TsvFile.MaxRowBytes;

    /// <summary>The images of a row, in their order; none where neither a cell nor a path is there.</summary>
    /// <exception cref="SampleException">An image is missing or broken.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Read(string index)
    {
        var where = file.Describe(index, catalogue.Find(index)!.Value);
        var columns = catalogue.Columns;
        var seen = new HashSet<string>();
        for (var at = index; ;)
        {
            if (!seen.Add(at)) throw new SampleException(where + $"its image refers back to row {at}");
            if (catalogue.Find(at) is not { } place)
                throw new SampleException(where + $"its image '{at}' is neither base64 nor the index of a row");

            using var row = file.ReadRow(at, place, columns);
            var cell = TsvCell.Bytes(row, columns.Image);
            if (cell.IsEmpty)
            {
                var images = ReadFiles(TsvCell.Bytes(row, columns.ImagePath), where);
                if (images.Count == 0 && at != index)
                    throw new SampleException(where + $"its image refers to row {at}, which has none");
                return images;
            }
            if (!IsReference(cell)) return Decode(cell, where);
            at = Encoding.UTF8.GetString(cell);
        }
    }

    /// <summary>Whether an image cell, not empty, names another row instead of holding an image.</summary>
    public static bool IsReference(ReadOnlySpan<byte> cell) => cell.Length <= LongestReference && cell[0] != '[';

    private static List<ReadOnlyMemory<byte>> Decode(ReadOnlySpan<byte> cell, string where)
    {
        var images = new List<ReadOnlyMemory<byte>>();
        foreach (var range in Split(cell, where))
        {
            var text = cell[range];
            var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
            var status = Base64.DecodeFromUtf8(text, bytes, out _, out var length);
            if (status != OperationStatus.Done || length == 0)
                throw new SampleException(where + "its image is not valid base64; is the row cut off?");
            images.Add(bytes.AsMemory(0, length));
        }
        return images;
    }

    private static List<Range> Split(ReadOnlySpan<byte> cell, string where) =>
        PythonList.Split(cell) ?? throw new SampleException(where + "its list of images does not end as a list does");

    private List<ReadOnlyMemory<byte>> ReadFiles(ReadOnlySpan<byte> cell, string where)
    {
        var images = new List<ReadOnlyMemory<byte>>();
        if (cell.IsEmpty) return images;
        var isList = PythonList.IsList(cell);
        foreach (var range in Split(cell, where))
        {
            var path = Encoding.UTF8.GetString(cell[range]);
            images.Add(ReadFile(isList ? PythonList.Unescape(path) : path, where));
        }
        return images;
    }

    private byte[] ReadFile(string path, string where)
    {
        try
        {
            var info = new FileInfo(Path.Combine(file.Folder, path));
            if (!info.Exists) throw new SampleException(where + $"its image file {info.FullName} does not exist");
            if (info.Length > MaxFileBytes)
                throw new SampleException(where + $"its image file {info.FullName} is larger than 256 MiB");
            SpecialFile.Refuse(info.FullName);
            return File.ReadAllBytes(info.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SampleException(where + $"its image file {path} cannot be read: {e.Message}", e);
        }
    }
}
