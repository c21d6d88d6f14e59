using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>
/// Reads a row's images, in whatever way it has them: bytes (Hugging Face), base64 or a list of it, files, or, in VLMEvalKit's
/// tables, the index of the row that has them.
/// </summary>
/// <param name="columns">The table's columns.</param>
/// <param name="files">Where image files are looked for.</param>
/// <param name="find">Finds a row by its index, where the table has references; null where it has not.</param>
internal sealed class RowImages(Columns columns, ImageFiles files, Func<string, Row?>? find)
{
    /// <summary>VLMEvalKit's rule: a cell no longer than this is the index of the row that holds the image.</summary>
    private const int LongestReference = 64;

    /// <summary>No file's path is longer; what is, is base64.</summary>
    private const int LongestPath = 4096;

    private static readonly string[] Names = ["decoded_image", "image", "images", "image_path", "image_paths", "img", "picture", "imgname", "img_path", "image_file", "image_name", "figure_path"];

    private static readonly string[] Hints = ["image", "img", "picture", "photo", "figure"];

    private readonly IReadOnlyList<string> _columns = [.. Names.Where(columns.Has)];

    private readonly IReadOnlyList<string> _numbered = [.. Enumerable.Range(0, 33)
        .SelectMany(n => new[] { string.Create(CultureInfo.InvariantCulture, $"image_{n}"), string.Create(CultureInfo.InvariantCulture, $"image{n}") })
        .Where(columns.Has)];

    /// <summary>A column that is called as if it held images, and is not read as such; null for none.</summary>
    public string? Unread => _columns.Count + _numbered.Count > 0 ? null
        : columns.Found.FirstOrDefault(c => Hints.Any(h => c.Contains(h, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The columns that hold a row's images; none where it has none.</summary>
    public IReadOnlyList<string> Of(Row row) =>
        _columns.FirstOrDefault(row.Has) is { } column ? [column] : [.. _numbered.Where(row.Has)];

    /// <summary>The images of a row, in their order.</summary>
    /// <exception cref="SampleException">An image is missing or broken.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Read(Row row)
    {
        var images = new List<ReadOnlyMemory<byte>>();
        foreach (var column in Of(row))
            Add(row, column, row.Where, images);
        return images;
    }

    /// <summary>The files that a row names, by the paths it names them by; null for one that is not there.</summary>
    public IReadOnlyList<(string Path, FileInfo? File)> FilesOf(Row row)
    {
        var found = new List<(string, FileInfo?)>();
        foreach (var column in Of(row))
        {
            var text = row.Utf8(column);
            if (text.IsEmpty)
                AddFiles(row[column], AreFiles(column), row.File, found);
            else
                AddFiles(text, AreFiles(column), row.File, found);
        }

        return found;
    }

    /// <summary>Whether a cell names another row instead of holding an image.</summary>
    public bool IsReference(string column, ReadOnlySpan<byte> cell) => find is not null && !AreFiles(column) && IsReference(cell);

    private static bool AreFiles(string column) => column.StartsWith("image_path", StringComparison.Ordinal);

    private static bool IsReference(ReadOnlySpan<byte> cell) => cell.Length is > 0 and <= LongestReference && cell[0] != '[';

    private void Add(Row row, string column, string where, List<ReadOnlyMemory<byte>> images)
    {
        var areFiles = AreFiles(column);
        var text = row.Utf8(column);
        if (IsReference(column, text))
            Follow(row, column, where, images);
        else if (!text.IsEmpty)
            AddText(text, areFiles, row.File, where, images);
        else
            AddCell(row[column], areFiles, row.File, where, images);
    }

    private void Follow(Row row, string column, string where, List<ReadOnlyMemory<byte>> images)
    {
        var seen = new HashSet<long> { row.Place };
        for (var at = row; ;)
        {
            var index = Encoding.UTF8.GetString(at.Utf8(column));
            if (find!(index) is not { } next)
            {
                images.Add(files.Find(index, at.File) is { } file
                    ? ImageFiles.Read(file, where)
                    : throw new SampleException(where + $"its image '{index}' is neither base64, nor the index of a row, nor a file"));
                return;
            }
            if (!seen.Add(next.Place))
                throw new SampleException(where + $"its image refers back to row {index}");
            if (Of(next) is not [var held, ..])
                throw new SampleException(where + $"its image refers to row {index}, which has none");
            if (held != column || !IsReference(next.Utf8(column)))
            {
                Add(next, held, where, images);
                return;
            }
            at = next;
        }
    }

    private void AddCell(Cell cell, bool areFiles, string beside, string where, List<ReadOnlyMemory<byte>> images)
    {
        if (cell.Items is { } items)
        {
            foreach (var item in items)
                AddCell(item, areFiles, beside, where, images);
        }
        else if (cell.Fields is not null)
        {
            var bytes = cell["bytes"];
            var isFile = bytes.IsMissing || bytes.Bytes is { IsEmpty: true };
            AddCell(isFile ? cell["path"] : bytes, isFile, beside, where, images);
        }
        else if (cell.Bytes is { } held)
            images.Add(held.ToArray());
        else if (cell.Word is { } text)
            AddText(Encoding.UTF8.GetBytes(text), areFiles, beside, where, images);
        else
            throw new SampleException(where + "one of its images is missing");
    }

    /// <summary>A text: a file's path, base64, or a literal list of either.</summary>
    private void AddText(ReadOnlySpan<byte> text, bool areFiles, string beside, string where, List<ReadOnlyMemory<byte>> images)
    {
        var isList = PythonList.IsList(text);
        foreach (var range in PythonList.Split(text) ?? throw new SampleException(where + "its list of images does not end as a list does"))
        {
            var item = text[range];
            images.Add(PathIn(item, areFiles, isList) is not { } path ? Decode(item, where)
                : files.Find(path, beside) is { } file ? ImageFiles.Read(file, where)
                : areFiles || item.Contains((byte)'.') ? throw files.Missing(path, beside, where)
                : Decode(item, where));
        }
    }

    private void AddFiles(Cell cell, bool areFiles, string beside, List<(string, FileInfo?)> found)
    {
        if (cell.Fields is not null)
        {
            if (cell["bytes"].IsMissing || cell["bytes"].Bytes is { IsEmpty: true })
                AddFiles(cell["path"], true, beside, found);
            return;
        }

        foreach (var item in cell.Items ?? [])
            AddFiles(item, areFiles, beside, found);
        if (cell.Word is { } text)
            AddFiles(Encoding.UTF8.GetBytes(text), areFiles, beside, found);
    }

    private void AddFiles(ReadOnlySpan<byte> text, bool areFiles, string beside, List<(string, FileInfo?)> found)
    {
        var isList = PythonList.IsList(text);
        foreach (var range in PythonList.Split(text) ?? [])
        {
            // What is no file and has no dot is base64, or the index of a row.
            if (PathIn(text[range], areFiles, isList) is { } path && (files.Find(path, beside) is var file && (file is not null || areFiles || path.Contains('.'))))
                found.Add((path, file));
        }
    }

    /// <summary>What may be a file's path; null where it cannot be one.</summary>
    private static string? PathIn(ReadOnlySpan<byte> item, bool areFiles, bool isList)
    {
        if (!areFiles && (item.Length > LongestPath || item.StartsWith("data:"u8)))
            return null;
        var path = Encoding.UTF8.GetString(item);
        return isList ? PythonList.Unescape(path) : path;
    }

    private static byte[] Decode(ReadOnlySpan<byte> text, string where) =>
        Decoded(text) ?? throw new SampleException(where + "its image is not valid base64; is the row cut off?");

    private static byte[]? Decoded(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("data:"u8))
            text = text[(text.IndexOf((byte)',') + 1)..];
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        var status = Base64.DecodeFromUtf8(text, bytes, out _, out var length);
        return status == OperationStatus.Done && length > 0 ? bytes[..length] : null;
    }
}
