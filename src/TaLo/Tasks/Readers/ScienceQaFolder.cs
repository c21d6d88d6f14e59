using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>ScienceQA as it was published: <c>problems.json</c>, and each problem's image in <c>SPLIT/ID/</c> beside it or in <c>images/</c>.</summary>
internal sealed class ScienceQaFolder(ITable problems) : ITable
{
    /// <summary>The file that such a folder is known by.</summary>
    public const string FileName = "problems.json";

    /// <inheritdoc/>
    public string Path => problems.Path;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => problems.Columns;

    /// <inheritdoc/>
    public IEnumerable<Row> Scan() => problems.Scan().Select(row => new Problem(row));

    /// <inheritdoc/>
    public Row Read(long place) => new Problem(problems.Read(place));

    /// <inheritdoc/>
    public void WritePlaces(BinaryWriter writer) => problems.WritePlaces(writer);

    /// <inheritdoc/>
    public void ReadPlaces(BinaryReader reader) => problems.ReadPlaces(reader);

    /// <inheritdoc/>
    public void Dispose() => problems.Dispose();

    private sealed class Problem(Row row) : RowView(row)
    {
        public override Cell this[string column] => column == "image" && base[column].Text is { } file
            ? new Cell($"{base["split"].Text}/{base[JsonDocumentTable.KeyColumn].Text}/{file}")
            : base[column];

        public override ReadOnlySpan<byte> Utf8(string column) => this[column].Word is { } text ? System.Text.Encoding.UTF8.GetBytes(text) : [];
    }
}
